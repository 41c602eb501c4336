"""The log of interactions: where an answer came from, and which runs operators find at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from quarterdeck.contexts.assistant.interactions import DEAR, SLOW_MS, Mark, Only, marks, only, source_of
from quarterdeck.contexts.assistant.model import Answer, Citation, Claim, SourceKind
from quarterdeck.contexts.assistant.run import Executed, Replay, Source, StageTime
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.money import NanoUsd
from tests.unit.feedback.test_rules import RUN

WEB = Citation("https://example.com", 0, "A page", 0, 4, "Word", SourceKind.WEB)
PLAIN = Executed("EXTRACTIVE_FACT", "1", Answer("Word."))
RESEARCH = replace(PLAIN, answer=Answer("Word.", (Claim("Word.", (WEB,)),)))
PRODUCT = replace(PLAIN, snapshot="s1")


@pytest.mark.parametrize(
    ("executed", "source"),
    [
        ((), Source.DATABASE),
        ((PLAIN,), Source.DATABASE),
        ((PRODUCT,), Source.CACHE),
        ((RESEARCH,), Source.EXTERNAL),
        ((RESEARCH, PRODUCT, PLAIN), Source.EXTERNAL),
        ((replace(PLAIN, cached=True),), Source.CACHE),
        ((replace(RESEARCH, cached=True),), Source.CACHE),
        ((replace(RESEARCH, cached=True), PLAIN), Source.EXTERNAL),
    ],
)
def test_an_answer_comes_from_the_farthest_that_it_reached_for(
    executed: tuple[Executed, ...], source: Source
) -> None:
    assert source_of(executed) is source


@settings(deadline=None)
@given(ms=st.integers(0, 20_000), cost=st.integers(0, 3 * DEAR), failed=st.booleans(), replayed=st.booleans())
def test_a_run_has_the_marks_of_what_it_is(ms: int, cost: int, failed: bool, replayed: bool) -> None:  # noqa: FBT001
    run = replace(
        RUN,
        stages=(StageTime("prepare", ms, 1769), StageTime("classify", 9_999)),
        cost=NanoUsd(cost),
        outcome="failed" if failed else "answered",
        replay=Replay("run_0", identical=True) if replayed else None,
    )
    found = marks(run)
    assert (Mark.SLOW in found) == (ms >= SLOW_MS and not replayed)
    assert (Mark.DEAR in found) == (cost >= DEAR and not replayed)
    assert (Mark.FAILED in found) == (failed and not replayed)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ((None, None, None), None),
        ((Mark.SLOW, None, None), Only(Mark.SLOW, 5000)),
        ((Mark.SLOW, 8000.0, None), Only(Mark.SLOW, 8000)),
        ((Mark.FAILED, None, None), Only(Mark.FAILED)),
        ((Mark.DEAR, None, None), Only(Mark.DEAR, 10_000_000)),
        ((Mark.DEAR, None, 0.05), Only(Mark.DEAR, 50_000_000)),
    ],
)
def test_a_query_asks_for_one_mark(
    asked: tuple[Mark | None, float | None, float | None], wanted: Only | None
) -> None:
    assert only(*asked) == wanted


@pytest.mark.parametrize(
    ("asked", "field", "detail"),
    [
        ((Mark.FAILED, 8000.0, None), "over_ms", "over_ms goes with only=slow"),
        ((None, None, 1.0), "over_usd", "over_usd goes with only=dear"),
        ((Mark.SLOW, 4999.0, None), "over_ms", "over_ms must be 5000 or more"),
        ((Mark.DEAR, None, 0.001), "over_usd", r"over_usd must be 0\.01 or more"),
        ((Mark.SLOW, float("nan"), None), "over_ms", "over_ms must be a finite number"),
        ((Mark.DEAR, None, float("inf")), "over_usd", "over_usd must be a finite number"),
        ((Mark.DEAR, None, 1e308), "over_usd", "over_usd must be a finite number"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(
    asked: tuple[Mark | None, float | None, float | None], field: str, detail: str
) -> None:
    with pytest.raises(InvalidInput, match=detail) as raised:
        only(*asked)
    assert raised.value.field == field
