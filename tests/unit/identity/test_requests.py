"""What people say of themselves is checked where it comes in."""

from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from quarterdeck.contexts.identity.requests import PersonBody


@settings(deadline=None)
@given(st.sampled_from(sorted(available_timezones())))
def test_every_zone_of_the_database_is_one(name: str) -> None:
    assert PersonBody(timezone=name).timezone == name


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../UTC", "/etc/localtime", "Europe", "CET+1x", "a\0b", "é"]
)
def test_what_is_no_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(ValidationError, match="is not a time zone of the IANA database") as raised:
        PersonBody(timezone=name)
    assert raised.value.errors()[0]["loc"] == ("timezone",)


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_a_zone_or_refused(name: str) -> None:
    try:
        assert PersonBody(timezone=name).timezone == name
    except ValidationError as error:
        assert error.error_count() == 1  # noqa: PT017 - either is right


def test_words_are_trimmed_and_no_more_than_120_characters() -> None:
    assert PersonBody(name=" Ola ").name == "Ola"
    with pytest.raises(ValidationError):
        PersonBody(role="x" * 121)


def test_nothing_else_can_be_said() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        PersonBody.model_validate({"subject": "somebody-else"})
