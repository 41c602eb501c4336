"""What answers a question: claims with what supports them, and what is shown beside them."""

from dataclasses import dataclass

from msgspec import Struct

from quarterdeck.contexts.assistant.model.evidence import Citation


class Claim(Struct, frozen=True):
    """A sentence of an answer and what supports it.

    ``part`` names the part of the answer that it belongs to. ``topic`` heads it beside others, and is verified with it.
    """

    text: str
    citations: tuple[Citation, ...]
    part: str = ""
    topic: str = ""


class Draft(Struct, frozen=True):
    """A contract's unverified output. ``missing`` says what to tell the asker if no claim stands.

    ``uncited`` is text that claims nothing of any source, such as a greeting; it is shown as it is.
    """

    claims: tuple[Claim, ...]
    missing: str
    uncited: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under ``columns``, as an answer shows them beside its text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file that an answer comes with, kept with the run."""

    name: str
    media_type: str
    size: int


class Answer(Struct, frozen=True):
    """A verified answer. ``dropped`` counts claims that verification took out.

    ``uncited`` tells that the text rests on no source and needs none, ``unclear`` that it asks back.
    """

    text: str
    claims: tuple[Claim, ...] = ()
    dropped: int = 0
    provider: str = "extractive"
    degraded: bool = False
    uncited: bool = False
    unclear: bool = False
    table: Table | None = None
    files: tuple[File, ...] = ()
