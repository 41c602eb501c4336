"""What the web is asked for a brief, and what of its findings is evidence."""

import re
from collections.abc import Iterator

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.evidence import Piece
from quarterdeck.contexts.assistant.model import SourceKind
from quarterdeck.services.search.model import Span
from quarterdeck.services.web.model import Findings

_ADDRESSES_US = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|rules|prompts?)\b|\bsystem prompt\b"
    r"|\byou are (?:now )?an? (?:ai|assistant|language model)\b"
    r"|\b(?:ai|language) (?:models?|assistants?) (?:must|should)\b",
    re.IGNORECASE,
)


def query(brief: Brief) -> str:
    """Return the question, with the companies as they are called where it calls them otherwise."""
    text = brief.question.text
    others = [name for name in brief.scope.companies if name.lower() not in text.lower()]
    return f"{text} ({', '.join(others)})" if others else text


def pages(findings: Findings) -> Iterator[Piece]:
    """Yield the findings, without those that a page addresses to an assistant instead of its readers."""
    for found in findings.found:
        if not _ADDRESSES_US.search(found.text):
            page = found.pages[0]
            yield Piece(page.url, "", Span(0, page.title, found.start, found.text), SourceKind.WEB)


def why_not(findings: Findings) -> str:
    """Return why nothing comes from the web."""
    if findings.trouble:
        return f"I can't search the web: {findings.trouble}."
    return "The web search found no page that answers this."
