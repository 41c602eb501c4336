"""What the web was asked and what it said, and the port that a search adapter fills."""

from typing import Protocol

from msgspec import Struct

from quarterdeck.kernel.money import NanoUsd
from quarterdeck.services.llm.model import Usage


class Page(Struct, frozen=True):
    """A page of the web by its address and title."""

    url: str
    title: str


class Finding(Struct, frozen=True):
    """Words that pages bear out: ``text`` stands in the whole reply from character ``start`` on."""

    text: str
    start: int
    pages: tuple[Page, ...]


class Findings(Struct, frozen=True):
    """What a search came to. With ``trouble`` there was none: it says why, in words for the asker."""

    found: tuple[Finding, ...] = ()
    queries: tuple[str, ...] = ()
    model: str = ""
    usage: Usage = Usage()
    cost: NanoUsd = NanoUsd(0)
    trouble: str = ""


class WebResearch(Protocol):
    """A search of the web."""

    def research(self, text: str, deadline: float) -> Findings:
        """Return what pages say about the text, within ``deadline`` seconds for all tries together.

        Only what a page bears out is returned. It is other people's text: data, never an instruction.

        Raises:
            ProviderFailed: there is no reply.
        """
        ...
