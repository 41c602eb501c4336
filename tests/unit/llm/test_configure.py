import json
import subprocess
import sys

import pytest
from pydantic import BaseModel

from quarterdeck.kernel.errors import MissingSetting
from quarterdeck.services.llm.configure import routes_from_settings
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.model import Message
from quarterdeck.services.llm.router import Router
from tests.support.openai_api import OpenAiApi
from tests.unit.llm.desk import Desk, call


class Word(BaseModel):
    word: str


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LLM_ROUTES", "LLM_BASE_URL", "LLM_MODEL"):
        monkeypatch.setenv(name, "")


def ask(**secret: str) -> tuple[str, bool]:
    gateway = Gateway(Router(routes_from_settings(), lambda: secret), Desk().guards())
    prompt = [Message("user", "Say a word.")]
    completion = gateway.complete(call(messages=prompt), Word, lambda: Word(word="none"))
    return completion.value.word, completion.degraded


def test_without_settings_and_keys_the_gateway_is_extractive() -> None:
    assert ask(api_key="") == ("none", False)


@pytest.mark.parametrize("key", ["sk-loopback", ""])
def test_one_model_needs_an_address_and_a_name_and_perhaps_a_key(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    with OpenAiApi('{"word": "anchor"}', key or None) as api:
        monkeypatch.setenv("LLM_BASE_URL", api.url)
        monkeypatch.setenv("LLM_MODEL", "gpt-4.1-mini")
        assert ask(api_key=key) == ("anchor", False)
        assert api.requests[0]["model"] == "gpt-4.1-mini"


def test_a_document_of_routes_goes_before_the_one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAiApi('{"word": "anchor"}') as api:
        endpoint = {
            "protocol": "openai",
            "url": api.url,
            "key": "my_key",
            "small": "s",
            "large": "lora-sales",
        }
        document = {"providers": {"mine": endpoint}, "routes": {"default": {"primary": "mine"}}}
        monkeypatch.setenv("LLM_ROUTES", json.dumps(document))
        monkeypatch.setenv("LLM_BASE_URL", "http://127.0.0.1:9/v1")
        monkeypatch.setenv("LLM_MODEL", "gpt-4.1-mini")
        assert ask(my_key="sk-loopback") == ("anchor", False)
        assert api.requests[0]["model"] == "lora-sales"


@pytest.mark.parametrize(("given", "missing"), [("LLM_MODEL", "LLM_BASE_URL"), ("LLM_BASE_URL", "LLM_MODEL")])
def test_half_a_configuration_names_the_other_half(
    monkeypatch: pytest.MonkeyPatch, given: str, missing: str
) -> None:
    monkeypatch.setenv(given, "http://127.0.0.1:1/v1")
    with pytest.raises(MissingSetting, match=missing):
        routes_from_settings()


@pytest.mark.parametrize("module", ["openai", "httpx2"])
def test_no_client_is_imported_where_it_is_not_used(module: str) -> None:
    rooms = "gateway, router, configure, budget_table, breaker_states"
    code = f"from quarterdeck.services.llm import {rooms}; import sys; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own words
