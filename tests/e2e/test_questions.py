"""Questions over HTTP, on the demo meetings: right answers, each claim verbatim in its turn, or an honest no."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from infra.local.seed import DEMO

ASKED: dict[str, Any] = yaml.safe_load((Path(DEMO) / "questions.yaml").read_text())
AS_OF = ASKED["as_of"].isoformat().replace("+00:00", "Z")
FACTS = [question for question in ASKED["questions"] if question.get("contract") == "EXTRACTIVE_FACT"]
RIGHT_FACTS = 0.8


def ask(api: httpx.Client, text: str, **more: object) -> dict[str, Any]:
    response = api.post("/v1/questions", json={"text": text, "as_of": AS_OF, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def is_right(question: dict[str, Any], answer: dict[str, Any]) -> bool:
    shown = " ".join(
        [answer["answer"], *(c["quote"] for claim in answer["claims"] for c in claim["citations"])]
    )
    return all(expected.casefold() in shown.casefold() for expected in question["expect"])


def test_most_facts_of_the_demo_are_found_and_none_is_uncited(api: httpx.Client) -> None:
    answers = [(question, ask(api, question["text"])) for question in FACTS]
    assert all(claim["citations"] for _, answer in answers for claim in answer["claims"])
    right = [question["id"] for question, answer in answers if is_right(question, answer)]
    assert len(right) >= RIGHT_FACTS * len(FACTS), sorted({q["id"] for q in FACTS} - set(right))


@pytest.mark.parametrize("contract", ["MEETING_SUMMARY", "NEXT_STEPS", "CUSTOMER_QUESTIONS"])
def test_each_contract_answers_with_citations_of_its_one_meeting(api: httpx.Client, contract: str) -> None:
    question = next(each for each in ASKED["questions"] if each.get("contract") == contract)
    answer = ask(api, question["text"])
    cited = {citation["meeting_id"] for claim in answer["claims"] for citation in claim["citations"]}
    assert answer["contract"] == contract
    assert len(answer["claims"]) >= 2
    assert cited == {meeting["meeting_id"] for meeting in answer["meetings"]}


@pytest.mark.parametrize(
    "contract", ["PATTERN_ANALYSIS", "COMPARISON", "TREND_SUMMARY", "CROSS_MEETING_QUESTIONS"]
)
def test_what_spans_meetings_is_answered_from_several(api: httpx.Client, contract: str) -> None:
    question = next(each for each in ASKED["questions"] if each.get("contract") == contract)
    answer = ask(api, question["text"])
    cited = {citation["meeting_id"] for claim in answer["claims"] for citation in claim["citations"]}
    assert (answer["contract"], answer["outcome"]) == (contract, "answered")
    assert len(cited) >= 2


@pytest.mark.parametrize(
    "question", [q for q in ASKED["questions"] if q["intent"] == "CLARIFY"], ids=lambda q: q["id"]
)
def test_an_unclear_question_is_asked_back_naming_the_candidates(
    api: httpx.Client, question: dict[str, Any]
) -> None:
    answer = ask(api, question["text"])
    assert (answer["intent"], answer["outcome"]) == ("CLARIFY", "clarify")
    assert answer["claims"] == []
    assert answer["answer"].count("\n- ") >= 2


@pytest.mark.parametrize(
    "question", [q for q in ASKED["questions"] if q["intent"] == "REFUSE"], ids=lambda q: q["id"]
)
def test_what_is_not_ours_to_answer_is_refused(api: httpx.Client, question: dict[str, Any]) -> None:
    answer = ask(api, question["text"])
    assert (answer["intent"], answer["claims"]) == ("REFUSE", [])


def test_a_conversation_stays_with_its_meeting(api: httpx.Client) -> None:
    first = ask(api, "What are the next steps from the last Brasswick call?", conversation_id="e2e-follow-up")
    second = ask(api, "and what did they say about price?", conversation_id="e2e-follow-up")
    assert second["meetings"] == first["meetings"]
    assert second["conversation_id"] == "e2e-follow-up"


def test_an_answer_says_where_its_time_and_money_went(api: httpx.Client) -> None:
    answer = ask(api, FACTS[0]["text"])
    assert {"prepare", "execute-0", "gather", "answer", "verify"} <= {
        stage["name"] for stage in answer["stages"]
    }
    assert all(stage["ms"] >= 0 for stage in answer["stages"])
    assert answer["cost"]["nano_usd"] > 0
    assert answer["provider"] == "extractive"


def test_the_same_idempotency_key_gives_the_same_run(api: httpx.Client) -> None:
    key, text = {"Idempotency-Key": "e2e-once"}, {"text": FACTS[1]["text"]}
    first, second = (api.post("/v1/questions", json=text, headers=key).json() for _ in range(2))
    assert first["run_id"] == second["run_id"]
    other = api.post("/v1/questions", json={"text": "Something else?"}, headers=key)
    assert other.status_code == 409


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "x" * 5000}, "text"),
        ({"text": "x", "meeting_id": "a b"}, "meeting_id"),
    ],
)
def test_a_bad_question_names_the_field(api: httpx.Client, body: dict[str, str], field: str) -> None:
    response = api.post("/v1/questions", json=body)
    assert response.status_code == 400
    assert field in response.text


@pytest.mark.parametrize("key", ["", "Bearer nonsense", "Bearer qd_0123456789abcdef_" + "a" * 43])
def test_without_a_valid_key_nothing_is_answered(demo_url: str, key: str) -> None:
    response = httpx.post(
        f"{demo_url}/v1/questions", json={"text": "x"}, headers={"Authorization": key} if key else {}
    )
    assert response.status_code == 401


def test_a_meeting_of_nobody_is_not_answered(api: httpx.Client) -> None:
    answer = ask(api, "What was the price?", meeting_id="mtg_unknown")
    assert answer["outcome"] == "clarify"
