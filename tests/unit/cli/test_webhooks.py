"""`quarterdeck webhooks` makes addresses, and keeps secrets off the command line and the screen."""

from pathlib import Path

import pytest

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi

HOOK = samples.webhook()
SECRET = "whsec_of-this-endpoint"


@pytest.fixture
def secret(tmp_path: Path) -> str:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    return str(tmp_path / "secret")


def test_a_new_address_is_printed_and_its_secret_is_not(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, secret: str
) -> None:
    result = quarterdeck("webhooks", "add", "stripe", "Invoices", "--secret-from", secret)
    assert result.stdout.strip() == HOOK["url"]
    (call,) = api.called("POST", "/v1/webhooks")
    assert call.json() == {"vendor": "stripe", "name": "Invoices", "secret": SECRET}
    assert SECRET not in result.stdout + result.stderr


def test_without_a_secret_it_says_how_to_give_one(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    result = quarterdeck("webhooks", "add", "stripe", "Invoices")
    assert result.stdout.strip() == HOOK["url"]
    assert f"rotate {HOOK['id']}" in result.stderr
    assert api.called("POST", "/v1/webhooks")[0].json() == {"vendor": "stripe", "name": "Invoices"}


def test_a_rotation_is_sent_once(quarterdeck: Quarterdeck, api: QuarterdeckApi, secret: str) -> None:
    api.webhooks = [HOOK]
    assert quarterdeck("webhooks", "rotate", HOOK["id"], "--secret-from", secret).exit_code == 0
    (call,) = api.called("PUT", f"/v1/webhooks/{HOOK['id']}/secret")
    assert call.json() == {"secret": SECRET}


def test_webhooks_are_listed_and_removed(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.webhooks = [HOOK, samples.webhook(id="ffff", name="[bold] Calls", has_secret=False)]
    shown = quarterdeck("webhooks", "list").stdout
    assert HOOK["id"] in shown
    assert "[bold] Calls" in shown
    assert "Invoices takes nothing in any more." in quarterdeck("webhooks", "remove", HOOK["id"]).stdout


@pytest.mark.parametrize("arguments", [("rotate", "nobody", "--secret-from", "{}"), ("remove", "nobody")])
def test_an_unknown_webhook_is_said(
    quarterdeck: Quarterdeck, secret: str, arguments: tuple[str, ...]
) -> None:
    result = quarterdeck("webhooks", *(each.format(secret) for each in arguments))
    assert result.exit_code == 1
    assert "there is no such thing" in result.stderr


def test_a_file_that_cannot_be_read_is_a_misuse(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    result = quarterdeck("webhooks", "add", "stripe", "Invoices", "--secret-from", "/no/such/file")
    assert result.exit_code == 2
    assert api.calls == []
