"""The file of a deck, opened again as PowerPoint would."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from quarterdeck.services.decks.model import Deck, Slide
from quarterdeck.services.decks.pptx import write

MADE = datetime(2026, 11, 20, 9, tzinfo=UTC)
SLIDES = (
    Slide("What they need", ("First <point> & more", 'Priya: "Ça va"'), "Sources:\n“quote” – Priya"),
    Slide("Next steps", ("One",)),
)
DECK = Deck("Quillrun for Pinfold", "20 November 2026", MADE, SLIDES)


def opened(deck: Deck) -> Any:
    return Presentation(io.BytesIO(write(deck)))


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.placeholders]


def test_the_deck_opens_with_its_title_and_every_slide_has_its_points() -> None:
    first, second, third = opened(DECK).slides
    assert texts(first) == ["Quillrun for Pinfold", "20 November 2026"]
    assert texts(second) == ["What they need", 'First <point> & more\nPriya: "Ça va"']
    assert texts(third) == ["Next steps", "One"]


def test_notes_have_the_sources() -> None:
    _, second, _ = opened(DECK).slides
    assert second.notes_slide.notes_text_frame.text == "Sources:\n“quote” – Priya"


def test_slides_are_wide_and_everything_stands_inside() -> None:
    presentation = opened(DECK)
    assert round(presentation.slide_width / presentation.slide_height, 2) == 1.78
    for slide in presentation.slides:
        for shape in slide.placeholders:
            assert shape.left >= 0
            assert shape.left + shape.width <= presentation.slide_width


def test_the_same_deck_is_the_same_file() -> None:
    assert write(DECK) == write(DECK)
    assert opened(DECK).core_properties.created == MADE.replace(tzinfo=None)
    assert opened(DECK).core_properties.author == "Quarterdeck"


@pytest.mark.parametrize("count", [1, 5])
def test_crowded_slides_are_set_smaller(count: int) -> None:
    crowded = Deck("T", "S", MADE, (Slide("Much", ("x" * 400,) * 2), Slide("Little", ("x",) * count)))
    _, much, little = opened(crowded).slides
    sizes = [slide.placeholders[1].text_frame.paragraphs[0].font.size for slide in (much, little)]
    assert sizes[0] < sizes[1]


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=5
    )
)
def test_any_points_become_as_many_paragraphs_in_a_file_that_opens(points: list[str]) -> None:
    _, slide = opened(Deck("T", "S", MADE, (Slide("Any", tuple(points)),))).slides
    assert len(slide.placeholders[1].text_frame.paragraphs) == len(points)
