"""With routes of its own, an installation asks the model that a contract names, and the next where that one is ill."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from infra.cdk.model_routes import read_routes
from infra.local.cloud import Choices, running_cloud
from tests.e2e.meetings import add, body, ended
from tests.support.anthropic_api import AnthropicApi
from tests.support.loopback import Fault
from tests.support.openai_api import OpenAiApi

SAID = "Ada Quill: How long is the notice period?\nBo Finch: It is 30 days, in writing.\n"
QUOTE = {"evidence": "e2", "quote": "It is 30 days, in writing."}
ANSWER = {"statements": [{"text": "Bo Finch said that the notice period is 30 days.", "quotes": [QUOTE]}]}
ROUTES = """
[providers.main]
protocol = "openai"
url = "{main}"
key = "main_api_key"
small = "gpt-4.1-nano"
large = "gpt-4.1"

[providers.spare]
protocol = "anthropic"
url = "{spare}"
key = "spare_api_key"
small = "claude-haiku-4-5"
large = "claude-sonnet-4-5"

[routes.default]
primary = "spare"

[routes.EXTRACTIVE_FACT]
primary = "main"
fallbacks = ["spare"]
"""


@dataclass(frozen=True)
class Routed:
    """A local cloud with two models behind it, and one meeting in it."""

    api: httpx.Client
    main: OpenAiApi
    spare: AnthropicApi
    meeting_id: str

    def ask(self, text: str) -> dict[str, object]:
        question = {"text": text, "meeting_id": self.meeting_id}
        answer: dict[str, object] = self.api.post("/v1/questions", json=question).json()
        return answer


@pytest.fixture(scope="module")
def routed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Routed]:
    folder = tmp_path_factory.mktemp("routed")
    with (
        OpenAiApi(json.dumps(ANSWER), "sk-main") as main,
        AnthropicApi(json.dumps(ANSWER), "sk-spare") as spare,
    ):
        choices = Choices(
            folder=folder,
            llm_routes=read_routes(str(_file(folder, main, spare))),
            llm_secret={"main_api_key": "sk-main", "spare_api_key": "sk-spare"},
        )
        with running_cloud(choices) as cloud, cloud.api() as api:
            meeting = ended(api, add(api, body(SAID, title="Notice"))["meeting_id"])
            yield Routed(api, main, spare, meeting["meeting_id"])


def _file(folder: Path, main: OpenAiApi, spare: AnthropicApi) -> Path:
    file = folder / "routes.toml"
    file.write_text(ROUTES.format(main=main.url, spare=spare.origin))
    return file


@pytest.mark.xdist_group("cloud")
def test_a_contract_asks_the_large_model_of_its_own_route(routed: Routed) -> None:
    answer = routed.ask("How long is the notice period?")
    assert (answer["provider"], answer["degraded"]) == ("main", False)
    assert routed.main.requests[-1]["model"] == "gpt-4.1"


@pytest.mark.xdist_group("cloud")
def test_the_fallback_answers_where_the_primary_is_ill(routed: Routed) -> None:
    routed.main.fail_next(Fault(500, "{}"), times=10)
    answer = routed.ask("Does the notice have to be in writing?")
    assert (answer["provider"], answer["degraded"]) == ("spare", False)
    assert [attempt["provider"] for attempt in answer["attempts"]] == ["main", "spare"]  # type: ignore[attr-defined]
    assert routed.spare.requests[-1]["model"] == "claude-sonnet-4-5"
    assert "30 days" in json.dumps(answer["claims"])
