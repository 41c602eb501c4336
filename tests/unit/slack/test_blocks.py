"""Answers fit Slack's limits, keep claims with their quotes, and carry no markup that anybody slipped in."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from quarterdeck.platform.slack.blocks import Layout, Paragraph, Quote, lay_out
from tests.support.slack_blocks import problem, shown, texts

PILOT = Quote("We would want a pilot first.", "Dana Reyes", "Discovery call, 2026-03-04")
PRICE = Quote("Forty seats is our ceiling.", "Tom Okafor", "Pricing call, 2026-03-11")
FOOTER = "SINGLE_MEETING · run_01"

words = st.text("ab<&> \n'*_`", min_size=1)
long_words = st.builds(lambda text, times: text * times, words, st.integers(1, 3000))
quotes = st.builds(Quote, long_words, words, long_words)
paragraphs = st.builds(Paragraph, words | long_words, st.lists(quotes, max_size=14).map(tuple))


def assert_fits(layout: Layout) -> None:
    assert problem({"text": layout.text, "blocks": layout.blocks}) is None
    assert sum(len(text) for block in layout.blocks for text in texts(block)) <= 10_000
    assert [Block.parse(block).to_dict() for block in layout.blocks] == layout.blocks  # type: ignore[union-attr]


def assert_cited(layout: Layout) -> None:
    """Every marker's quote stands in the message, and every quote has its marker."""
    sections = [text for block in layout.blocks if block["type"] == "section" for text in texts(block)]
    contexts = [text for block in layout.blocks[:-1] if block["type"] == "context" for text in texts(block)]
    markers = {int(number) for text in sections for number in re.findall(r"\[(\d+)]", text)}
    assert [int(text[1 : text.index("]")]) for text in contexts] == sorted(markers)


def test_each_claim_is_followed_by_what_supports_it() -> None:
    layout = lay_out(
        [Paragraph("They asked for a pilot.", (PILOT,)), Paragraph("The limit is 40.", (PRICE,))], FOOTER
    )
    assert shown(layout.blocks).split("\n") == [
        "They asked for a pilot. [1]",
        "[1] “We would want a pilot first.” — Dana Reyes, Discovery call, 2026-03-04",
        "The limit is 40. [2]",
        "[2] “Forty seats is our ceiling.” — Tom Okafor, Pricing call, 2026-03-11",
        FOOTER,
    ]
    assert layout.text == "They asked for a pilot.\nThe limit is 40."
    assert_fits(layout)


def test_a_quote_that_supports_two_claims_is_shown_once() -> None:
    layout = lay_out([Paragraph("One.", (PILOT, PRICE)), Paragraph("Two.", (PRICE,))], FOOTER)
    assert [block["type"] for block in layout.blocks] == ["section", "context", "section", "context"]
    assert "One. [1][2]" in shown(layout.blocks)
    assert "Two. [2]" in shown(layout.blocks)


def test_an_answer_without_claims_is_its_text() -> None:
    layout = lay_out([Paragraph("Nothing was said about prices.")], FOOTER)
    assert shown(layout.blocks) == f"Nothing was said about prices.\n{FOOTER}"


def test_an_empty_answer_is_still_a_message() -> None:
    layout = lay_out([Paragraph(" \n")], FOOTER)
    assert (shown(layout.blocks), layout.text) == (FOOTER, FOOTER)
    assert_fits(layout)


def test_nothing_in_an_answer_calls_people_or_makes_links() -> None:
    attack = "<!channel> <@U7> <https://evil.example|our site> &lt;!here&gt;"
    quote = Quote(attack, attack, attack)
    layout = lay_out([Paragraph(attack, (quote,))], attack)
    everything = [text for block in layout.blocks for text in texts(block)] + [layout.text]
    assert not [text for text in everything if re.search(r"[<>]|&(?!amp;|lt;|gt;)", text)]
    parts = [part for block in layout.blocks for part in block.get("elements") or [block["text"]]]
    assert all(part["verbatim"] is True for part in parts)


def test_a_long_text_goes_on_in_the_next_section() -> None:
    layout = lay_out([Paragraph("word " * 800, (PILOT,))], FOOTER)
    assert [block["type"] for block in layout.blocks] == ["section", "section", "context", "context"]
    assert shown(layout.blocks[:2]).split() == [*["word"] * 800, "[1]"]


def test_what_does_not_fit_is_left_out_whole_and_counted() -> None:
    layout = lay_out([Paragraph(f"Claim {number}.", (PILOT,)) for number in range(60)], FOOTER)
    assert_fits(layout)
    assert texts(layout.blocks[-2]) == ["Claim 45. [1]"]
    assert texts(layout.blocks[-1]) == [f"14 more not shown here · {FOOTER}"]


def test_all_texts_together_stay_below_slacks_limit() -> None:
    layout = lay_out([Paragraph(f"{number} " + "word " * 400, (PRICE,)) for number in range(8)], FOOTER)
    assert_fits(layout)
    assert texts(layout.blocks[-1]) == [f"4 more not shown here · {FOOTER}"]


@settings(deadline=None)
@given(paragraphs=st.lists(paragraphs, max_size=8), footer=long_words)
def test_any_answer_fits_and_keeps_its_citations(paragraphs: list[Paragraph], footer: str) -> None:
    layout = lay_out(paragraphs, f"{footer}.")
    assert_fits(layout)
    assert_cited(layout)


@settings(deadline=None)
@given(paragraph=paragraphs)
def test_a_single_paragraph_is_never_left_out(paragraph: Paragraph) -> None:
    layout = lay_out([paragraph], FOOTER)
    assert texts(layout.blocks[-1]) == [FOOTER]
    assert len(layout.blocks) > 1 or not paragraph.text.strip()
