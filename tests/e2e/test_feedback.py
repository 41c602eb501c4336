"""What people say of answers counts once, shows with the run, and becomes examples; operators find what stands out."""

from datetime import UTC, datetime
from typing import Any

import boto3
import httpx
import pytest
from msgspec.structs import replace

from infra.local.aws import options
from infra.local.cloud import Cloud
from infra.local.seed import tenant
from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.conclude import Conclusion
from quarterdeck.contexts.assistant.model import Answer, Intent, Order, Question, Verdict
from quarterdeck.contexts.assistant.run import Executed, Prepared, Run, StageTime
from quarterdeck.kernel.codec import dump_json, load_json
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.tenancy import tenant_id
from tests.e2e.meetings import add, body, ended
from tests.e2e.tenants import key_of
from tests.e2e.test_questions import ASKED

STEPS = "What are the next steps from the last Brasswick call?"
DOWN = {"verdict": "down", "correction": {"contract": "CUSTOMER_QUESTIONS", "text": "what they asked"}}


def asked(api: httpx.Client, text: str = STEPS, **more: str) -> dict[str, Any]:
    answer: dict[str, Any] = api.post("/v1/questions", json={"text": text, **more}).json()
    return answer


def rate(api: httpx.Client, run_id: str, said: dict[str, Any]) -> httpx.Response:
    return api.post(f"/v1/runs/{run_id}/feedback", json=said)


def examples(api: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    query: dict[str, str] = {"limit": "2"}
    while True:
        page = api.get("/v1/examples", params=query).json()
        found += page["examples"]
        if page["before"] is None:
            return found
        query["before"] = page["before"]


def test_the_last_word_counts_and_saying_it_twice_changes_nothing(api: httpx.Client) -> None:
    run_id = asked(api)["run_id"]
    first, again = (rate(api, run_id, {"verdict": "up"}).json() for _ in range(2))
    assert again == first
    assert (first["version"], first["channel"], first["person"]) == (1, "api", "owner")
    last = rate(api, run_id, DOWN).json()
    assert last["version"] == 2
    assert last["correction"] == {
        "intent": "SINGLE_MEETING",
        "contract": "CUSTOMER_QUESTIONS",
        "text": "what they asked",
    }
    assert api.get(f"/v1/runs/{run_id}").json()["feedback"] == [last]


def test_a_label_makes_an_example_with_its_thread_and_a_bare_thumb_down_unmakes_it(api: httpx.Client) -> None:
    conversation = {"conversation_id": "e2e-example"}
    first, follow_up = asked(api, **conversation), asked(api, "and what did they ask?", **conversation)
    rate(api, first["run_id"], {"verdict": "up"})
    rate(api, follow_up["run_id"], DOWN)
    by_text = {(each["text"], each["contract"]): each for each in examples(api)}
    assert by_text[STEPS, "NEXT_STEPS"]["intent"] == "SINGLE_MEETING"
    example = by_text["and what did they ask?", "CUSTOMER_QUESTIONS"]
    assert example["source"] == "feedback"
    assert [turn["role"] for turn in example["thread"]] == ["user", "assistant"]
    assert example["thread"][0]["text"] == STEPS
    rate(api, follow_up["run_id"], {"verdict": "down"})
    assert example["id"] not in {each["id"] for each in examples(api)}


def test_examples_are_their_tenants_own(api: httpx.Client, demo: Cloud) -> None:
    run_id = asked(api)["run_id"]
    rate(api, run_id, {"verdict": "up"})
    assert examples(api)
    key = key_of(demo, "feedback-stranger")
    with demo.api(key) as stranger:
        assert examples(stranger) == []
        assert rate(stranger, run_id, {"verdict": "up"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ({}, "verdict: Field required"),
        ({"verdict": "meh"}, "verdict: Input should be 'up' or 'down'"),
        ({"verdict": "up", "comment": "x" * 2001}, "comment: String should have at most 2000 characters"),
        (
            {"verdict": "down", "correction": {"intent": "MULTI_MEETING", "contract": "NEXT_STEPS"}},
            "NEXT_STEPS is not of MULTI_MEETING: that has PATTERN_ANALYSIS, COMPARISON",
        ),
        (DOWN | {"verdict": "up"}, "an answer that is right needs no correction"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    api: httpx.Client, said: dict[str, Any], detail: str
) -> None:
    run_id = asked(api)["run_id"]
    refused = rate(api, run_id, said)
    assert refused.status_code == 400
    assert detail in refused.json()["detail"]
    assert api.get(f"/v1/runs/{run_id}").json()["feedback"] == []


def test_an_unknown_run_and_a_replay_cannot_be_rated(api: httpx.Client) -> None:
    assert rate(api, "run_nothing", {"verdict": "up"}).status_code == 404
    run_id = asked(api)["run_id"]
    replay = api.post(f"/v1/runs/{run_id}/replay").json()["run_id"]
    refused = rate(api, replay, {"verdict": "up"})
    assert (refused.status_code, run_id in refused.json()["detail"]) == (409, True)


def test_saying_that_it_was_not_meant_corrects_the_answer_before(api: httpx.Client) -> None:
    first = asked(api, conversation_id="e2e-correction")
    asked(api, "That's not what I meant, I meant the questions", conversation_id="e2e-correction")
    [rating] = api.get(f"/v1/runs/{first['run_id']}").json()["feedback"]
    assert (rating["verdict"], rating["channel"]) == ("down", "conversation")
    assert rating["correction"]["text"].startswith("That's not what I meant")


def test_the_answer_to_our_asking_back_corrects_nothing(api: httpx.Client) -> None:
    unclear = next(question["text"] for question in ASKED["questions"] if question["intent"] == "CLARIFY")
    first = asked(api, unclear, conversation_id="e2e-asked-back")
    assert first["outcome"] == "clarify"
    asked(api, "I meant the last Brasswick call", conversation_id="e2e-asked-back")
    assert api.get(f"/v1/runs/{first['run_id']}").json()["feedback"] == []


def test_the_log_says_of_a_run_who_what_from_where_how_fast_and_at_what_cost(api: httpx.Client) -> None:
    answer = asked(api)
    run = api.get(f"/v1/runs/{answer['run_id']}").json()
    lines = api.get("/v1/runs?limit=10").json()["runs"]
    [line] = [line for line in lines if line["run_id"] == answer["run_id"]]
    assert line["response_time_ms"] > 0
    told = {key: line[key] for key in ("correlation_id", "created_at", "contracts", "outcome")}
    assert told.items() <= (run | {"outcome": run["outcome"]}).items()
    assert (line["user_id"], line["source"], line["cached"]) == ("owner", "database", False)
    assert (line["intent"], line["contract"]) == ("SINGLE_MEETING", "NEXT_STEPS")
    assert (line["provider"], line["snapshot"]) == ("extractive", None)
    assert line["stages"] == answer["stages"]
    assert line["cost_nano_usd"] == answer["cost"]["nano_usd"]


def test_a_run_that_failed_is_on_record_with_what_was_understood(api: httpx.Client, demo: Cloud) -> None:
    meeting = ended(api, add(api, body("Ada Quill: It is red.", title="To be broken"))["meeting_id"])
    s3, bucket = boto3.client("s3", **options(demo.endpoint)), demo.outputs["BucketName"]
    prefix = f"tenants/{tenant()['id']}/meetings/{meeting['meeting_id']}"
    for found in s3.list_objects_v2(Bucket=bucket, Prefix=prefix)["Contents"]:
        s3.put_object(Bucket=bucket, Key=found["Key"], Body=b"broken")
    question = {"text": "Summarize this meeting", "meeting_id": meeting["meeting_id"]}
    assert api.post("/v1/questions", json=question).status_code == 503
    line = api.get("/v1/runs?only=failed").json()["runs"][0]
    assert (line["question"], line["outcome"]) == (question["text"], "failed")
    assert (line["intent"], line["contract"]) == ("SINGLE_MEETING", "MEETING_SUMMARY")
    api.delete(
        f"/v1/meetings/{meeting['meeting_id']}"
    ).raise_for_status()  # what spans meetings would fail by it


def conclude(demo: Cloud, ms: float, cost: int) -> Run:
    """Have the deployed function conclude a run whose stages took and cost so much."""
    question = Question(
        tenant=tenant_id(tenant()["id"]),
        run_id=UlidIds().new("run"),
        text="What took so long?",
        asker="owner",
        conversation_id=UlidIds().new("conv"),
        as_of=datetime.now(UTC),
        correlation_id="e2e-marks",
    )
    verdict = Verdict(Intent.SINGLE_MEETING, "EXTRACTIVE_FACT", "patterns", 0.9)
    executed = Executed("EXTRACTIVE_FACT", "1", Answer("It did."), model_cost=NanoUsd(cost))
    executed = replace(executed, stages=(StageTime("execute-0", ms, memory_mb=1),))
    prepared = Prepared(Brief(question), verdict, chain=("EXTRACTIVE_FACT",))
    client = boto3.client("lambda", **options(demo.endpoint))
    pages = client.get_paginator("list_functions").paginate()
    names = [each["FunctionName"] for page in pages for each in page["Functions"]]
    [name] = [name for name in names if "AnswerConclude" in name]
    payload = dump_json(Conclusion(Order(question), prepared, (executed,)))
    run: Run = load_json(Run, client.invoke(FunctionName=name, Payload=payload)["Payload"].read())
    return run


def test_slow_and_dear_runs_are_listed_apart_page_by_page(api: httpx.Client, demo: Cloud) -> None:
    hour = 3_600_000  # longer than any run that others of these tests may have made slow
    slow = [conclude(demo, hour + more, 0).id for more in (6000.0, 9000.0, 7000.0)]
    dear = conclude(demo, 10.0, 30_000_000).id
    asked = {"only": "slow", "over_ms": str(hour), "limit": "2"}
    listed = api.get("/v1/runs", params=asked).json()
    rest = api.get("/v1/runs", params={**asked, "before": listed["before"]}).json()
    assert [run["run_id"] for run in listed["runs"] + rest["runs"]] == slow[::-1]
    slower = api.get("/v1/runs", params={"only": "slow", "over_ms": str(hour + 8000)}).json()["runs"]
    assert [run["run_id"] for run in slower] == [slow[1]]
    assert set(slow) <= {run["run_id"] for run in api.get("/v1/runs?only=slow").json()["runs"]}
    assert [run["run_id"] for run in api.get("/v1/runs?only=dear").json()["runs"]] == [dear]
    assert api.get("/v1/runs?only=dear&over_usd=0.05").json()["runs"] == []
    assert api.get("/v1/runs?only=quick").status_code == 400


def test_people_say_who_they_are(api: httpx.Client) -> None:
    assert api.get("/v1/me").json()["subject"] == "owner"
    said = {"name": "Ola Brandt", "role": "Sales", "product": "Coldtrail", "timezone": "America/New_York"}
    assert api.put("/v1/me", json=said).json() == api.get("/v1/me").json() == {"subject": "owner", **said}
    refused = api.put("/v1/me", json=said | {"timezone": "Mars/Olympus"})
    assert refused.status_code == 400
    assert "timezone: " in refused.json()["detail"]
    assert "'Mars/Olympus' is not a time zone of the IANA database" in refused.json()["detail"]
    assert api.get("/v1/me").json()["timezone"] == "America/New_York"
    api.put("/v1/me", json={})
