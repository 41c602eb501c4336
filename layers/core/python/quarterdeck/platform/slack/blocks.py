"""Lays an answer out in Block Kit, within Slack's limits: https://docs.slack.dev/reference/block-kit/blocks.

Each paragraph of the answer is followed by its quotes, so that no cut parts a claim from what supports it.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from quarterdeck.platform.slack.markup import cut, escape, shorten

Block = dict[str, Any]

# Of Slack's 50, two are left for the buttons under the answer, or what stands in their place.
MAX_BLOCKS = 48
SECTION = 3000
ELEMENTS = 10
FALLBACK = 4000
# Slack also rejects blocks that are too long together and doesn't say where that begins: users report
# refusals (msg_blocks_too_long) from 11,300 characters of text on.
TOGETHER = 10_000
# One paragraph with its ten quotes always fits.
PARAGRAPH = 5000
WORDS = 310
SOURCE = 140
FOOTER = 300
# Room for a section's markers, ellipsis and the numbers that its quotes have.
FRAME = 100


class Quote(Struct, frozen=True):
    """Words that somebody or something says, and where: a meeting and its day, a page's address..."""

    words: str
    speaker: str
    place: str


class Paragraph(Struct, frozen=True):
    """A part of an answer, with the quotes that support it; only the first ten are shown."""

    text: str
    quotes: tuple[Quote, ...] = ()


class Layout(Struct, frozen=True):
    """A message's blocks, and the plain text that notifications and screen readers show instead."""

    blocks: list[Block]
    text: str


def lay_out(paragraphs: Sequence[Paragraph], footer: str) -> Layout:
    """Return the message of the paragraphs, in order, each with numbered quotes; equal quotes share a number.

    All texts are plain: what looks like markup, a mention or a link in them is shown, not obeyed. Paragraphs
    that don't fit are left out from the end, and the footer says how many.
    """
    numbers: dict[Quote, int] = {}
    blocks: list[Block] = []
    shown = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    for index, paragraph in enumerate(shown):
        group = _group(paragraph, numbers)
        if len(blocks) + len(group) >= MAX_BLOCKS or _length(blocks) + _length(group) > TOGETHER - FOOTER:
            footer = f"{len(shown) - index} more not shown here · {footer}"
            break
        blocks += group
    text = "\n".join(paragraph.text.strip() for paragraph in shown) or footer
    return Layout([*blocks, _context([shorten(footer, FOOTER)])], shorten(text, FALLBACK))


def _group(paragraph: Paragraph, numbers: dict[Quote, int]) -> list[Block]:
    """Return the paragraph's sections, with its markers, and the quotes that no earlier paragraph brought."""
    quotes = list(dict.fromkeys(paragraph.quotes))[:ELEMENTS]
    new = [quote for quote in quotes if quote not in numbers]
    for quote in new:
        numbers[quote] = len(numbers) + 1
    markers = "".join(f"[{numbers[quote]}]" for quote in quotes)
    group = _sections(paragraph.text.strip(), f" {markers}" if markers else "")
    return [*group, _context([_cited(quote, numbers[quote]) for quote in new])] if new else group


def _sections(text: str, markers: str) -> list[Block]:
    sections = []
    rest = text if len(escape(text)) <= PARAGRAPH - FRAME else cut(text, PARAGRAPH - FRAME)[0] + " …"
    while rest:
        head, rest = cut(rest, SECTION - FRAME)
        sections.append(_section(escape(head) + ("" if rest else markers)))
    return sections


def _cited(quote: Quote, number: int) -> str:
    words, source = " ".join(quote.words.split()), f"{quote.speaker}, {quote.place}"
    return f"[{number}] “{shorten(words, WORDS)}” — {shorten(source, SOURCE)}"


def _section(mrkdwn: str) -> Block:
    # Without `expand`, Slack folds long sections behind "see more".
    return {"type": "section", "text": _mrkdwn(mrkdwn), "expand": True}


def _context(elements: list[str]) -> Block:
    return {"type": "context", "elements": [_mrkdwn(element) for element in elements]}


def _mrkdwn(text: str) -> Block:
    # `verbatim` keeps Slack from making links and mentions of what looks like one.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _length(blocks: list[Block]) -> int:
    return sum(len(part["text"]) for block in blocks for part in block.get("elements") or [block["text"]])
