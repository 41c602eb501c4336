"""Writes a deck as PowerPoint. The only room that imports python-pptx, which takes a fifth of a second.

The same deck becomes the same bytes: dates come from the deck, and the archive carries none.
"""

import io
import zipfile
from typing import TYPE_CHECKING

from quarterdeck.services.decks.model import Deck, Slide

if TYPE_CHECKING:
    from pptx.presentation import Presentation

AUTHOR = "Quarterdeck"
TITLE, TITLE_AND_CONTENT = 0, 1
"""The layouts of the default template."""
WIDTH_INCHES = 13.333
"""The template is 10 by 7.5 inches; screens are 16 to 9."""
TITLE_POINTS, ROOMY, CROWDED = 32, 20, 16
CROWD = 420
"""From how many characters on a slide's text is set smaller."""


def write(deck: Deck) -> bytes:
    """Return the deck as a .pptx file."""
    from pptx import Presentation  # noqa: PLC0415 - a fifth of a second that only decks need

    presentation = Presentation()
    _widen(presentation)
    _describe(presentation, deck)
    opening = presentation.slides.add_slide(presentation.slide_layouts[TITLE])
    for placeholder, text in zip(opening.placeholders, (deck.title, deck.subtitle), strict=True):
        placeholder.text_frame.text = text
    for slide in deck.slides:
        _add(presentation, slide)
    written = io.BytesIO()
    presentation.save(written)
    return _undated(written.getvalue())


def _add(presentation: "Presentation", slide: Slide) -> None:
    from pptx.util import Pt  # noqa: PLC0415

    added = presentation.slides.add_slide(presentation.slide_layouts[TITLE_AND_CONTENT])
    heading, body = (placeholder.text_frame for placeholder in added.placeholders)
    heading.text = slide.title
    heading.paragraphs[0].font.size = Pt(TITLE_POINTS)
    size = Pt(CROWDED if sum(map(len, slide.points)) > CROWD else ROOMY)
    body.text = "\n".join(" ".join(point.split()) for point in slide.points)
    for paragraph in body.paragraphs:
        paragraph.font.size, paragraph.space_after = size, size // 2
    notes = added.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = slide.notes


def _widen(presentation: "Presentation") -> None:
    """Make the slides wide, and with them everything that the template places."""
    from pptx.util import Inches  # noqa: PLC0415

    before, after = presentation.slide_width or Inches(10), Inches(WIDTH_INCHES)
    presentation.slide_width = after
    layouts = (presentation.slide_master, *presentation.slide_layouts)
    # What a layout doesn't place itself it has from the master, and moves with that.
    placed = [shape for layout in layouts for shape in layout.shapes if shape.element.x is not None]
    for shape in placed:
        shape.left, shape.width = shape.left * after // before, shape.width * after // before


def _describe(presentation: "Presentation", deck: Deck) -> None:
    about = presentation.core_properties
    about.title, about.author, about.last_modified_by = deck.title, AUTHOR, AUTHOR
    about.created = about.modified = deck.made_at.replace(microsecond=0, tzinfo=None)
    about.revision = 1


def _undated(archive: bytes) -> bytes:
    """Return the archive with the earliest date that the format knows on every entry."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(written, "w") as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name), before.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
