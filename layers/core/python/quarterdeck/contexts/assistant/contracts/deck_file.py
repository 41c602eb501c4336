"""A sales deck's file: one slide a part of the outline, with the sources in the notes."""

import re
from collections.abc import Iterable, Mapping, Sequence

from quarterdeck.contexts.assistant.brief import Brief, MadeFile, Meetings
from quarterdeck.contexts.assistant.contracts.prompting import described
from quarterdeck.contexts.assistant.model import Citation, Claim, SourceKind
from quarterdeck.services.decks.model import MEDIA_TYPE, Deck, Slide


def deck_file(
    title: str, brief: Brief, headings: Mapping[str, str], claims: Sequence[Claim], meetings: Meetings
) -> MadeFile:
    """Return the .pptx of the claims, in the order of the headings; a part without a claim has no slide."""
    from quarterdeck.services.decks.pptx import write  # noqa: PLC0415 - only where decks are written is its layer

    as_of = brief.question.as_of
    slides = [
        Slide(heading, tuple(made.text for made in part), _sources(part, meetings))
        for name, heading in headings.items()
        if (part := [made for made in claims if made.part == name])
    ]
    deck = Deck(title, f"{as_of.day} {as_of:%B %Y}", as_of, tuple(slides))
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "deck"
    return MadeFile(f"{name}.pptx", MEDIA_TYPE, write(deck))


def _sources(part: Iterable[Claim], meetings: Meetings) -> str:
    """Return every quote that the slide rests on, with who or what says it and where."""
    places = {meeting.id: described(meeting) for meeting in meetings}
    cited = dict.fromkeys(citation for made in part for citation in made.citations)
    return "\n".join(["Sources:", *(_source(citation, places) for citation in cited)])


def _source(cited: Citation, places: Mapping[str, str]) -> str:
    own = f"our product knowledge, {cited.document}"
    place = own if cited.source is SourceKind.PRODUCT else places.get(cited.document, cited.document)
    return f"“{cited.quote}” – {cited.speaker}, {place}"
