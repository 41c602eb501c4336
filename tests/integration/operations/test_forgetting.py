"""What a person asked and said goes, with what others' records quote of it, also where a go breaks off."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.assistant import exporting, store
from quarterdeck.contexts.assistant.exporting import Exporting
from quarterdeck.contexts.assistant.feedback.model import Channel, Example, Rating, Thumb
from quarterdeck.contexts.assistant.forgetting import Forgetting
from quarterdeck.contexts.assistant.model import Answer, Intent, Question, Verdict
from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.run import Replay, Run
from quarterdeck.contexts.assistant.tape import Effect
from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.aws import client
from quarterdeck.platform.erasing import Erased
from quarterdeck.platform.objects import S3Objects
from quarterdeck.platform.tables import transaction
from tests.support.tables import BUCKET

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
SOL, KIM = "usr_sol", "usr_kim"
SAID = "What did I promise to Marigold?"


@pytest.fixture
def objects(tables: None) -> S3Objects:  # noqa: ARG001 - the emulator must run
    client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    return S3Objects(BUCKET)


@pytest.fixture
def forgetting(objects: S3Objects) -> Forgetting:
    return Forgetting(objects, Records(objects))


def asked(forgetting: Forgetting, tenant: TenantId, number: int, by: str, text: str, **more: object) -> Run:
    """Put a run on record in one conversation, with what was said before it on its tape."""
    at = NOW + timedelta(minutes=number)
    question = Question(tenant, f"run_{number}", text, by, "conv_1", at, "c")
    verdict = Verdict(Intent.SINGLE_MEETING, "NEXT_STEPS", "patterns", 0.9)
    run = replace(Run(question.run_id, question, verdict, Answer("Call."), "answered", at), **more)
    earlier = store.exchanges(tenant, "conv_1")
    forgetting.records.put_run(run)
    forgetting.records.put_effects(tenant, run.id, "prepare", [Effect("exchanges", "r", dump(earlier))])
    with transaction() as together:
        store.add(together, run)
    return run


def rate(run: Run, person: str, *thread: tuple[str, str]) -> None:
    rating = Rating(run.id, person, 1, Thumb.DOWN, NOW, Channel.API, comment=f"says {person}")
    example_id = derived("ex", run.created_at, run.id, person)
    example = Example(example_id, run.question.text, Intent.SINGLE_MEETING, None, thread)
    with transaction() as together:
        store.add_rating(together, run.question.tenant, rating, example_id, example)


def rows(tenant: TenantId) -> str:
    pages = client("dynamodb").get_paginator("scan").paginate(TableName=store.TABLE.name)
    return "\n".join(str(row) for page in pages for row in page["Items"] if str(tenant) in row["pk"]["S"])


def files(tenant: TenantId) -> str:
    """Return all versions of the tenant's objects, with their keys."""
    found = client("s3").list_object_versions(Bucket=BUCKET, Prefix=tenant_path(tenant, ""))
    bodies = (
        client("s3").get_object(Bucket=BUCKET, Key=each["Key"], VersionId=each["VersionId"])["Body"].read()
        for each in found.get("Versions", ())
    )
    return "\n".join(
        [*(each["Key"] for each in found.get("Versions", ())), *(body.decode() for body in bodies)]
    )


def all_goes(store_of: Callable[[TenantId, str, str | None], Erased], tenant: TenantId) -> int:
    number, cursor = 0, None
    while True:
        erased = store_of(tenant, SOL, cursor)
        number, cursor = number + erased.number, erased.cursor
        if cursor is None:
            return number


def furnish(forgetting: Forgetting, tenant: TenantId) -> None:
    mine = asked(forgetting, tenant, 1, SOL, SAID)
    other = asked(forgetting, tenant, 2, KIM, "and when?")
    asked(forgetting, tenant, 3, KIM, SAID, replay=Replay(mine.id, identical=True))
    rate(mine, KIM)
    rate(other, SOL)
    rate(other, KIM, ("user", SAID), ("assistant", "Call."))


def test_a_person_is_forgotten_and_others_keep_what_is_theirs(
    forgetting: Forgetting, tenant: TenantId
) -> None:
    furnish(forgetting, tenant)
    assert SAID in files(tenant)
    assert all_goes(forgetting.erase_quotes, tenant) == 2  # the replay, and the tape of what followed
    assert all_goes(forgetting.erase_examples, tenant) == 1
    assert all_goes(forgetting.erase_runs, tenant) == 1
    assert all_goes(forgetting.erase_ratings, tenant) == 1
    for kept in (rows(tenant), files(tenant)):
        assert "and when?" in kept
        assert not [word for word in (SAID, SOL, "run_1", "run_3") if word in kept]
    (example,), _ = store.examples(tenant, limit=9)
    assert (example.text, example.thread) == ("and when?", ())
    assert list(store.ratings(tenant, "run_2")) == [KIM]


def test_what_a_person_asked_is_found_without_reading_what_others_asked(
    forgetting: Forgetting, tenant: TenantId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    for number in range(1, 7):
        asked(forgetting, tenant, number, SOL if number in {1, 6} else KIM, f"{SAID} {number}")
    found = Exporting(forgetting.objects, forgetting.records).runs(tenant, SOL, None)
    assert [row["id"] for row in found.items] == ["run_6", "run_1"]
    assert store.asked_by(tenant, SOL).runs == {"run_1", "run_6"}
    assert store.asked_by(tenant, SOL).questions == {f"{SAID} 1", f"{SAID} 6"}


def test_a_go_that_broke_off_is_run_again_and_leaves_nothing(
    forgetting: Forgetting, tenant: TenantId, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(forgetting, tenant)
    for goes, breaks_at in (
        (forgetting.erase_quotes, ("trim", "remove_under")),
        (forgetting.erase_runs, ("remove_under",)),
    ):
        for name in breaks_at:
            with monkeypatch.context() as broken:
                broken.setattr(S3Objects, name, _stuck)
                with pytest.raises(ConnectionError):
                    all_goes(goes, tenant)
        all_goes(goes, tenant)
    kept = files(tenant)
    assert not [word for word in (SAID, SOL, "run_1", "run_3") if word in kept]
    assert not [word for word in ("run_1", "run_3") if word in rows(tenant)]


def _stuck(*_arguments: object) -> None:
    raise ConnectionError("the bucket went away")
