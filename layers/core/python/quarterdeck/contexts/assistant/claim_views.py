"""What callers see of a claim and what supports it."""

from typing import Annotated, Literal

from pydantic import Field

from quarterdeck.contexts.assistant.model import Citation, Claim, SourceKind
from quarterdeck.platform.http import View


class _Cited(View):
    start: int
    end: int
    quote: str


class MeetingCitation(_Cited):
    """Words of a turn: characters ``start`` to ``end`` of its text."""

    source: Literal["meeting"] = "meeting"
    meeting_id: str
    turn: int
    speaker: str


class ProductCitation(_Cited):
    """Words of a product record, such as ``features/rec123``."""

    source: Literal["product"] = "product"
    record: str
    name: str


class WebCitation(_Cited):
    """Words of a page."""

    source: Literal["web"] = "web"
    url: str
    title: str


CitationView = Annotated[MeetingCitation | ProductCitation | WebCitation, Field(discriminator="source")]


class ClaimView(View):
    """A sentence of the answer and what supports it; ``topic`` heads it beside others."""

    topic: str | None
    text: str
    citations: list[CitationView]


def claim_view(claim: Claim) -> ClaimView:
    """Return the claim as callers see it."""
    citations = [_citation(citation) for citation in claim.citations]
    return ClaimView(topic=claim.topic or None, text=claim.text, citations=citations)


def _citation(cited: Citation) -> MeetingCitation | ProductCitation | WebCitation:
    """Return where the quote stands, in the words of its kind of source."""
    at, who = cited.document, cited.speaker
    start, end, quote = cited.start, cited.end, cited.quote
    if cited.source is SourceKind.PRODUCT:
        return ProductCitation(record=at, name=who, start=start, end=end, quote=quote)
    if cited.source is SourceKind.WEB:
        return WebCitation(url=at, title=who, start=start, end=end, quote=quote)
    return MeetingCitation(meeting_id=at, turn=cited.turn, speaker=who, start=start, end=end, quote=quote)
