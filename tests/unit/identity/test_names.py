"""Tenants, addresses and names: whatever people write gets one safe form, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quarterdeck.contexts.identity.addresses import address, is_public
from quarterdeck.contexts.identity.letters import invitation, verification
from quarterdeck.contexts.identity.membership import Organisation, check_may_give, tenant_of
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.requests import SignupBody
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.errors import Forbidden, InvalidInput
from quarterdeck.kernel.tenancy import tenant_id

MARKS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=6, max_size=6)


@given(st.text(max_size=80), MARKS)
def test_any_name_makes_a_tenant_id(name: str, mark: str) -> None:
    made = tenant_of(name, mark)
    assert tenant_id(made) == made
    assert made.endswith(f"-{mark}")


@pytest.mark.parametrize(
    ("name", "tenant"),
    [
        ("Northwold Freight & Co.", "northwold-freight-co-abc123"),
        ("Ærø Café", "r-cafe-abc123"),
        ("東京", "organisation-abc123"),
        ("-" * 80, "organisation-abc123"),
        ("x" * 80, f"{'x' * 30}-abc123"),
    ],
)
def test_a_tenant_id_is_made_of_the_name(name: str, tenant: str) -> None:
    assert tenant_of(name, "abc123") == tenant


@given(st.from_regex(r"[A-Za-z0-9]{1,20}(\.[A-Za-z0-9]{1,10})?@[A-Za-z0-9]{1,20}\.example", fullmatch=True))
def test_an_address_has_one_spelling(text: str) -> None:
    assert address(text.upper()) == address(text.lower()) == address(f"{address(text)}")


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        found = address(text)
    except InvalidInput as error:
        assert error.field == "email"  # noqa: PT017 - either is right
        return
    assert found == found.lower()
    assert found.isascii()
    assert found.count("@") == 1


@pytest.mark.parametrize(
    "domain", ["gmail.com", "outlook.com", "yahoo.co.uk", "mailinator.com", "a.b.gmail.com"]
)
def test_where_anybody_has_an_address_is_known(domain: str) -> None:
    assert is_public(domain)


@pytest.mark.parametrize(
    "domain", ["northwold.example", "gmail.com.northwold.example", "notgmail.example", "com"]
)
def test_a_company_has_its_domain_to_itself(domain: str) -> None:
    assert not is_public(domain)


@pytest.mark.parametrize(
    "name", ["", " ", "a\nb", "<b>x</b>", "https://evil.example", "x@y", "a" * 81, "\x7f"]
)
def test_names_that_do_not_belong_into_a_mail_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        SignupBody(email="ada@northwold.example", name="Ada", organisation=name)


def test_a_mail_shows_the_name_as_it_is_and_its_html_escapes_it() -> None:
    here = Organisation(tenant_id("acme"), "Quill & Finch's", SystemClock().now())
    message = invitation("ola@northwold.example", "c0de", here, Role.SELLER)
    assert "Quill & Finch's" in message.text
    assert "Quill &amp; Finch&#x27;s" in message.html


def test_a_mail_says_how_the_code_is_used() -> None:
    message = verification("ola@northwold.example", "c0de")
    assert "quarterdeck verify c0de" in message.text
    assert "c0de" in message.html


@pytest.mark.parametrize("giver", list(Role))
@pytest.mark.parametrize("role", list(Role))
def test_only_an_owner_gives_ownership(giver: Role, role: Role) -> None:
    if role is Role.OWNER and giver is not Role.OWNER:
        with pytest.raises(Forbidden):
            check_may_give(giver, role)
    else:
        check_may_give(giver, role)
