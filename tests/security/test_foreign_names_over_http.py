"""One organisation's names in the mouth of the model that answers another's questions, over the real endpoints."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import uuid4

import httpx
import pytest
from pptx import Presentation

from infra.local.cloud import Choices, running_cloud
from quarterdeck.services.llm.model import Message
from tests.e2e.meetings import add, body, ended
from tests.e2e.tenants import a_new_one
from tests.security.hostile import HONEST, reply
from tests.security.shapes import NAMES, SHAPES, made_out
from tests.support.loopback import Call, Reply
from tests.support.openai_api import OpenAiApi
from tests.support.sockets import events, opened, send, ticket

SAID = """\
Ada Quill: What does the plan cost?
Bo Finch: The plan costs 40 dollars a month. I will send it by Friday.
Ada Quill: That cost is too high for our budget.
"""
FEW = (
    "in a sentence",
    "opening",
    "lower case",
    "upper case",
    "zero width",
    "Cyrillic letters",
    "a link's host",
)
TEXTS = [HONEST, *chain.from_iterable(map(SHAPES[shape], NAMES) for shape in FEW)]
QUESTIONS = {
    "EXTRACTIVE_FACT": "What does the plan cost?",
    "NEXT_STEPS": "What are the next steps from the call with Pinfold Mills?",
    "PATTERN_ANALYSIS": "Which customers raised the cost?",
    "DRAFT_EMAIL": "Write an email that we are late.",
    "GENERAL_RESPONSE": "Any tips for negotiating?",
    "SALES_DECK_PREP": "Make a sales deck for Pinfold Mills.",
}


class Lying(OpenAiApi):
    """Says the names in every field of every reply."""

    def answer(self, call: Call) -> Reply:
        asked = json.loads(call.body) if call.body else {}
        schema = asked.get("response_format", {}).get("json_schema", {}).get("schema", {"properties": {}})
        messages = [Message(each["role"], each["content"]) for each in asked.get("messages", ())]
        lying = {"text", "body", "theme", "question", "owner", "action", "due"}
        self.text = json.dumps(reply(schema, messages, lying, TEXTS))
        return super().answer(call)


@dataclass(frozen=True)
class Asking:
    """The organisation that asks, and its meeting."""

    api: httpx.Client
    meeting_id: str


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """An organisation that asks, beside one whose names the model has picked up."""
    with Lying() as model:
        choices = Choices(
            folder=tmp_path_factory.mktemp("lying"),
            llm_base_url=model.url,
            llm_model="gpt-4.1-mini",
            llm_api_key="sk-loopback",
        )
        with running_cloud(choices) as cloud:
            _, _, theirs = a_new_one(cloud)
            _, _, api = a_new_one(cloud)
            with theirs, api:
                _, company, person, product, title = NAMES
                said = f"{person}: We buy {product}.\nBo Finch: I will send it by Friday.\n"
                ended(theirs, add(theirs, body(said, title=title, company=company))["meeting_id"])
                meeting = ended(api, add(api, body(SAID, title="Pricing call"))["meeting_id"])
                yield Asking(api, meeting["meeting_id"])


@pytest.mark.xdist_group("cloud")
@pytest.mark.parametrize(("contract", "text"), QUESTIONS.items())
def test_another_organisations_names_are_nowhere_in_what_the_api_returns(
    asking: Asking, contract: str, text: str
) -> None:
    answer = asking.api.post("/v1/questions", json={"text": text}).json()
    assert (answer["contract"], answer["provider"]) == (contract, "openai")
    assert HONEST in answer["answer"]
    run = asking.api.get(f"/v1/runs/{answer['run_id']}").json()
    listed = asking.api.get("/v1/runs").json()
    files = [_slides(asking.api, answer["run_id"], file["name"]) for file in answer["files"]]
    assert made_out(json.dumps([answer, run, listed, files], ensure_ascii=False)) == set()
    assert bool(files) == (contract == "SALES_DECK_PREP")


@pytest.mark.xdist_group("cloud")
def test_another_organisations_names_are_not_streamed(asking: Asking) -> None:
    question: dict[str, Any] = {"text": "What does the plan cost?", "meeting_id": asking.meeting_id}
    with opened(ticket(asking.api)) as socket:
        send(socket, action="ask", id=str(uuid4()), **question)
        frames = events(socket)
    assert HONEST in "".join(frame["data"]["text"] for frame in frames if frame["type"] == "text")
    assert made_out(json.dumps(frames, ensure_ascii=False)) == set()


def _slides(api: httpx.Client, run_id: str, name: str) -> str:
    link = api.get(f"/v1/runs/{run_id}/files/{name}").json()
    slides = Presentation(io.BytesIO(httpx.get(link["url"], trust_env=False).content)).slides
    shapes = chain.from_iterable(
        (*slide.shapes, *slide.notes_slide.shapes) if slide.has_notes_slide else slide.shapes
        for slide in slides
    )
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
