"""A deck as values."""

from datetime import datetime

from msgspec import Struct

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class Slide(Struct, frozen=True):
    """A slide: its title, its points, and the notes for who presents it."""

    title: str
    points: tuple[str, ...]
    notes: str = ""


class Deck(Struct, frozen=True):
    """A title slide, then the others; ``made_at`` is the date in the file's properties."""

    title: str
    subtitle: str
    made_at: datetime
    slides: tuple[Slide, ...]
