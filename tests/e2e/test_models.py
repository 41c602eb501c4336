"""With a language model configured it answers, is recorded with its cost and replayed; without one that works, the
meeting's own sentences do."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from infra.local.cloud import Choices, running_cloud
from quarterdeck.services.llm.guards import TRIES
from tests.e2e.meetings import add, body, ended
from tests.support.loopback import Fault
from tests.support.openai_api import OpenAiApi

SAID = "Ada Quill: How long is the notice period?\nBo Finch: It is 30 days, in writing.\n"
QUOTE = {"evidence": "e2", "quote": "It is 30 days, in writing."}
ANSWER = {
    "statements": [
        {"text": "Bo Finch said that the notice period is 30 days.", "quotes": [QUOTE]},
        {"text": "Bo Finch said that it is 90 days.", "quotes": [QUOTE]},
    ]
}


@dataclass(frozen=True)
class Modelled:
    """A local cloud with a model behind it, and one meeting in it."""

    api: httpx.Client
    model: OpenAiApi
    meeting_id: str

    def ask(self, text: str = "How long is the notice period?") -> dict[str, object]:
        question = {"text": text, "meeting_id": self.meeting_id}
        answer: dict[str, object] = self.api.post("/v1/questions", json=question).json()
        return answer


@pytest.fixture(scope="module")
def modelled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Modelled]:
    with OpenAiApi(json.dumps(ANSWER)) as model:
        choices = Choices(
            folder=tmp_path_factory.mktemp("modelled"),
            llm_base_url=model.url,
            llm_model="gpt-4.1-mini",
            llm_api_key="sk-loopback",
        )
        with running_cloud(choices) as cloud, cloud.api() as api:
            meeting = ended(api, add(api, body(SAID, title="Notice"))["meeting_id"])
            yield Modelled(api, model, meeting["meeting_id"])


@pytest.mark.xdist_group("cloud")
def test_a_model_answers_and_its_false_claim_is_dropped(modelled: Modelled) -> None:
    answer = modelled.ask()
    assert (answer["provider"], answer["degraded"], answer["dropped_claims"]) == ("openai", False, 1)
    assert "30 days" in str(answer["answer"])
    assert "90 days" not in json.dumps(answer["claims"])
    assert "notice period" in json.dumps(modelled.model.requests[-1]["messages"])


@pytest.mark.xdist_group("cloud")
def test_a_models_run_replays_without_asking_it_again(modelled: Modelled) -> None:
    answer = modelled.ask()
    asked = len(modelled.model.requests)
    replay = modelled.api.post(f"/v1/runs/{answer['run_id']}/replay").json()
    assert replay["replay"]["identical"], replay["replay"]
    assert len(modelled.model.requests) == asked


@pytest.mark.xdist_group("cloud")
def test_a_model_that_is_down_leaves_the_meetings_own_sentences(modelled: Modelled) -> None:
    modelled.model.fail_next(Fault(500, "{}"), times=TRIES)
    answer = modelled.ask("Does the notice have to be in writing?")
    assert (answer["provider"], answer["degraded"]) == ("extractive", True)
    assert "in writing" in str(answer["answer"])


@pytest.mark.xdist_group("cloud")
def test_the_same_question_again_costs_no_tokens(modelled: Modelled) -> None:
    first, asked = modelled.ask(), len(modelled.model.requests)
    again = modelled.ask()
    assert (again["provider"], again["cached"], again["source"]) == ("cache", True, "cache")
    assert (again["answer"], again["claims"]) == (first["answer"], first["claims"])
    assert len(modelled.model.requests) == asked
