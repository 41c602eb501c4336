"""Where a run's files and its product knowledge are shown, and who may have them."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.assistant.brief import Brief, MadeFile
from quarterdeck.contexts.assistant.conclude import Concluding, Conclusion
from quarterdeck.contexts.assistant.feedback.service import Feedback
from quarterdeck.contexts.assistant.model import Answer, Citation, Claim, File, Intent, SourceKind, Verdict
from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.run import Executed, Prepared, Run
from quarterdeck.contexts.assistant.service import LINK_SECONDS, Assistant
from quarterdeck.contexts.assistant.slack_layout import layout
from quarterdeck.contexts.assistant.views import answer_view, file_view
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.objects import S3Objects
from tests.support.clients import fresh_clients
from tests.support.clocks import StillClock
from tests.support.objects import MemoryObjects
from tests.unit.runs.desk import TENANT, order

DECK = File("quillrun-for-pinfold.pptx", "application/vnd.example", 43_556)
CITED = Citation("features/rec1", 0, "Audit trail", 0, 5, "Kept.", SourceKind.PRODUCT)
WEB = Citation("https://pinfold.example/", 0, "About Pinfold", 0, 5, "Kept.", SourceKind.WEB)
ANSWER = Answer("Kept.", (Claim("Kept.", (CITED, WEB)),), files=(DECK,))


class Nowhere:
    def deliver(self, run: Run) -> None:
        raise AssertionError(f"{run.id} has no reply channel")


def concluded(answer: Answer, snapshot: str = "v7") -> Run:
    verdict = Verdict(Intent.PRODUCT_KNOWLEDGE, "FAQ_ANSWER", "patterns", 0.9)
    prepared = Prepared(Brief(order("How much is it?").question), verdict, chain=("FAQ_ANSWER",))
    executed = (Executed("FAQ_ANSWER", "1", answer, snapshot=snapshot),)
    return Concluding(
        Records(MemoryObjects()), Nowhere(), Feedback(Records(MemoryObjects()), StillClock()), StillClock()
    )._compose(Conclusion(order("How much is it?"), prepared, executed))


def assistant(objects: MemoryObjects) -> Assistant:
    return Assistant(None, Records(objects), None, StillClock(), None)  # type: ignore[arg-type]


def test_a_file_is_given_by_a_link_that_expires() -> None:
    objects = MemoryObjects()
    run = concluded(ANSWER)
    Records(objects).put_run(run)
    Records(objects).put_file(TENANT, run.id, MadeFile(DECK.name, DECK.media_type, b"slides"))
    link = assistant(objects).file(TENANT, run.id, DECK.name)
    key = urlsplit(link.url).path.removeprefix("/")
    assert objects.get(key) == b"slides"
    assert file_view(link).model_dump(mode="json") == {
        "name": DECK.name,
        "media_type": DECK.media_type,
        "size": DECK.size,
        "url": link.url,
        "expires_in": LINK_SECONDS,
    }


@pytest.mark.parametrize("name", ["other.pptx", "../run.json", "", "run.json"])
def test_only_what_the_answer_names_is_given(name: str) -> None:
    objects = MemoryObjects()
    Records(objects).put_run(concluded(ANSWER))
    with pytest.raises(NotFound):
        assistant(objects).file(TENANT, "run_1", name)


def test_another_tenant_gets_nothing() -> None:
    objects = MemoryObjects()
    Records(objects).put_run(concluded(ANSWER))
    with pytest.raises(NotFound):
        assistant(objects).file(tenant_id("other-tenant"), "run_1", DECK.name)


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    with fresh_clients():
        yield


@pytest.mark.usefixtures("credentials")
def test_s3_is_asked_to_send_the_file_by_its_name_and_type() -> None:
    url = S3Objects("bucket").presign_get("tenants/t/a b.pptx", name="a.pptx", media_type="application/x")
    query = parse_qs(urlsplit(url).query)
    assert urlsplit(url).path == "/bucket/tenants/t/a%20b.pptx"
    assert query["response-content-disposition"] == ['attachment; filename="a.pptx"']
    assert query["response-content-type"] == ["application/x"]
    assert any("signature" in name.lower() for name in query)


def test_slack_shows_files_and_version_as_the_api_has_them() -> None:
    run = concluded(ANSWER)
    laid_out = layout(run)
    shown = str(laid_out.blocks)
    assert "Files: quillrun-for-pinfold.pptx (43 KB)" in shown
    assert f"quarterdeck run {run.id} --save FOLDER" in shown
    assert "product knowledge v7" in shown
    assert "Audit trail, our product knowledge" in shown
    assert "About Pinfold, https://pinfold.example/" in shown
    assert answer_view(run).snapshot == "v7"
    assert answer_view(run).files[0].name == DECK.name


def test_an_answer_without_files_has_no_line_of_files() -> None:
    assert "Files:" not in str(layout(concluded(replace(ANSWER, files=()), snapshot="")).blocks)


def test_what_is_asked_back_counts_as_unclear_and_can_be_completed() -> None:
    run = concluded(Answer("Which product do you mean?", unclear=True))
    assert run.outcome == "clarify"
    assert (run.verdict.intent, run.verdict.stage, run.verdict.runner_up) == (
        Intent.CLARIFY,
        "execute",
        "FAQ_ANSWER",
    )
