import subprocess
import sys

import pytest
from pydantic import BaseModel

from quarterdeck.kernel.errors import MissingSetting
from quarterdeck.services.llm.configure import providers_from_settings
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.model import Message
from tests.support.openai_api import OpenAiApi


class Word(BaseModel):
    word: str


def ask() -> tuple[str, bool]:
    gateway = Gateway(providers_from_settings(lambda: "sk-loopback"))
    completion = gateway.complete(
        "X", [Message("user", "Say a word.")], Word, lambda: Word(word="none"), 5000
    )
    return completion.value.word, completion.degraded


def test_without_settings_the_gateway_is_extractive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLM_BASE_URL", "")
    monkeypatch.delenv("LLM_MODEL", raising=False)
    assert ask() == ("none", False)


def test_with_settings_the_gateway_asks_the_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAiApi('{"word": "anchor"}') as api:
        monkeypatch.setenv("LLM_BASE_URL", api.url)
        monkeypatch.setenv("LLM_MODEL", "gpt-4.1-mini")
        assert ask() == ("anchor", False)


@pytest.mark.parametrize(("given", "missing"), [("LLM_MODEL", "LLM_BASE_URL"), ("LLM_BASE_URL", "LLM_MODEL")])
def test_half_a_configuration_names_the_other_half(
    monkeypatch: pytest.MonkeyPatch, given: str, missing: str
) -> None:
    monkeypatch.delenv(missing, raising=False)
    monkeypatch.setenv(given, "http://127.0.0.1:1/v1")
    with pytest.raises(MissingSetting, match=missing):
        providers_from_settings(lambda: "sk-loopback")


def test_openai_is_not_imported_where_it_is_not_used() -> None:
    code = "import quarterdeck.services.llm.configure, sys; sys.exit('openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own words
