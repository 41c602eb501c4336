"""What is taken out of a transcript before it is stored, by the organisation's choice."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.meetings.model import Meeting, Participant, Redaction, Turn
from quarterdeck.services.guard.pii import Names, redact


class Redacted(Struct, frozen=True):
    """A transcript with placeholders, and its meeting's participants as the transcript calls them now."""

    meeting: Meeting
    turns: tuple[Turn, ...]


def redacted(how: Redaction, meeting: Meeting, turns: Sequence[Turn], known: Iterable[str]) -> Redacted:
    """Return the transcript without personal data; with ``ALL``, of people's names those in it and the known ones.

    Speakers then go by the order in which they first speak: Speaker 1, Speaker 2.
    """
    if how is Redaction.OFF:
        return Redacted(meeting, tuple(turns))
    if how is Redaction.STRUCTURED:
        return Redacted(meeting, tuple(replace(turn, text=redact(turn.text)) for turn in _unlabelled(turns)))
    labels = _labels(turns)
    here = {participant.name for participant in meeting.participants}
    names = Names({*known, *here, *labels})
    return Redacted(
        replace(meeting, participants=_relabelled(meeting, labels)),
        tuple(replace(turn, speaker=labels[turn.speaker], text=redact(turn.text, names)) for turn in turns),
    )


def _unlabelled(turns: Sequence[Turn]) -> Iterable[Turn]:
    """Return the turns with speakers redacted: somebody dials in and is called by a phone number."""
    return (replace(turn, speaker=redact(turn.speaker)) for turn in turns)


def _labels(turns: Sequence[Turn]) -> dict[str, str]:
    speakers = dict.fromkeys(turn.speaker for turn in turns)
    return {speaker: f"Speaker {number}" for number, speaker in enumerate(speakers, start=1)}


def _relabelled(meeting: Meeting, labels: dict[str, str]) -> tuple[Participant, ...]:
    return tuple(
        Participant(labels.get(each.name, each.name), each.company, each.title)
        for each in meeting.participants
    )
