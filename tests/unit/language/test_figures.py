from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.services.language.figures import Figure, figures
from quarterdeck.services.language.numerals import in_digits

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()


def spelled(number: int) -> str:
    """Spell a number below a million as people say it."""
    if number >= 1000:
        rest = f" {spelled(number % 1000)}" if number % 1000 else ""
        return f"{spelled(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{_ONES[number // 100]} hundred{rest}"
    if number >= 20:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]


@given(st.integers(0, 999_999))
def test_a_spelled_number_is_the_number(number: int) -> None:
    assert in_digits(spelled(number)) == str(number)
    assert figures(f"about {spelled(number)} seats") == figures(f"about {number:,} seats")


@pytest.mark.parametrize(
    "equal",
    [
        (
            "$1,200",
            "$1200",
            "$1.2k",
            "1200 dollars",
            "twelve hundred dollars",
            "1.2 thousand bucks",
            "$1,200.00",
        ),
        ("15%", "15 percent", "fifteen per cent", "15.0 %"),
        ("£3.5m", "£3.5 million", "3,500,000 pounds"),
        ("26 months", "26-month", "twenty-six months"),
        ("-10", "minus 10", "minus ten"),
        ("the 12th", "the twelfth", "12"),
        ("8:40 am", "8:40 a.m."),
    ],
)
def test_equal_figures_are_equal_however_they_are_written(equal: tuple[str, ...]) -> None:
    assert len({frozenset(figures(text)) for text in equal}) == 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("46 trucks, three depots", {Decimal(46), Decimal(3)}),
        ("plus or minus 0.3 between minus 10 and plus 30", {Decimal("0.3"), Decimal(-10), Decimal(30)}),
        ("Q3, SOC2 and version 2.1.0", {"q3", "soc2", "2.1.0"}),
        ("10-20 seats", {Decimal(10), Decimal(20)}),
        ("two three", {Decimal(2), Decimal(3)}),
        ("ring 555-0142 at 8:40", {Decimal(555), "0142", "8:40"}),
        ("nothing at all", set()),
    ],
)
def test_figures_of_a_text(text: str, values: set[Decimal | str]) -> None:
    assert {figure.value for figure in figures(text)} == values


def test_a_claim_may_leave_the_unit_out_but_not_put_another_in() -> None:
    said = Figure(Decimal(20), "minute")
    assert said.supports(Figure(Decimal(20)))
    assert not said.supports(Figure(Decimal(20), "hour"))
    assert not said.supports(Figure(Decimal(21), "minute"))
    assert not Figure(Decimal(20)).supports(Figure(Decimal(20), "$"))
    assert Figure(Decimal(20)).supports(Figure(Decimal(20), "month"))


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert figures(text) == figures(text)
