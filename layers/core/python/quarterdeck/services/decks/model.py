"""A deck as values."""

from dataclasses import dataclass
from datetime import datetime

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its title, its points, and the notes for who presents it."""

    title: str
    points: tuple[str, ...]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """A title slide, then the others; ``made_at`` is the date in the file's properties."""

    title: str
    subtitle: str
    made_at: datetime
    slides: tuple[Slide, ...]
