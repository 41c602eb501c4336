"""Reads what was said about a question's topics in the meetings of its scope."""

from collections.abc import Sequence
from functools import lru_cache

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.across.finds import Find, Wanted, finds
from quarterdeck.contexts.assistant.contracts.across.phrases import phrases
from quarterdeck.contexts.assistant.contracts.across.retrieve import about, spans
from quarterdeck.contexts.assistant.contracts.across.scope import (
    described,
    everything,
    none_there,
    number,
    within,
)
from quarterdeck.contexts.assistant.contracts.across.signals import signal
from quarterdeck.contexts.assistant.contracts.across.themes import themes
from quarterdeck.contexts.assistant.contracts.across.topics import Topic, before, themed, topics
from quarterdeck.contexts.assistant.contracts.base import Gathered, Library
from quarterdeck.contexts.assistant.contracts.evidence import numbered
from quarterdeck.contexts.assistant.contracts.spoken import spoken
from quarterdeck.contexts.assistant.scoping import vendors_asked


def read(brief: Brief, library: Library) -> Gathered:
    """Return what the passages nearest to the topics say; without a topic, what those nearest to the themes say."""
    known = everything(brief, library)
    meetings = within(known, brief.scope)
    if not meetings:
        return Gathered((), none_there(brief.scope, known))
    subjects = topics(brief)
    hits = about(library, meetings, [subject.find for subject in subjects or _all_themes()])
    evidence = numbered(spans(hits))
    missing = (
        f"I looked at {number(len(meetings), 'meeting')}{described(brief.scope)} and found {_nothing(brief)}."
    )
    kind = wanted(brief).signal
    names = (
        *(subject.label for subject in subjects or _all_themes()),
        *([kind.name.capitalize()] if kind else []),
    )
    return Gathered(evidence, missing, meetings=meetings, looked_at=len(meetings), names=names)


def _nothing(brief: Brief) -> str:
    kind, subjects = wanted(brief).signal, topics(brief)
    about = f" about {' or '.join(subject.label for subject in subjects)}" if subjects else ""
    return f"no {kind.name}{about}" if kind else f"nothing{about or ' that comes up again'}"


def wanted(brief: Brief) -> Wanted:
    """Return whose words, and of which kind, the question is after; one that goes on may leave that to the last."""
    texts = [brief.question.text, *(each.question for each in before(brief)[:1])]
    kind = next(filter(None, map(signal, texts)), None)
    return Wanted(kind, any(map(vendors_asked, texts)))


@lru_cache(maxsize=1)
def found(brief: Brief, gathered: Gathered) -> tuple[tuple[Topic, list[Find]], ...]:
    """Return what was found of each topic of the question, in its order.

    Of a question that names none, the themes and the recurring phrases that were found: those of most customers
    first, then of most meetings; where there are none, all that is of the kind that it asks for.
    """
    meetings = {meeting.id: meeting for meeting in gathered.meetings}
    after = wanted(brief)
    sentences = after.of(spoken(gathered.evidence), meetings)
    subjects = topics(brief)
    recurring = () if subjects else (*_all_themes(), *phrases(sentences, meetings))
    pairs = [(topic, finds(topic, after, sentences, meetings)) for topic in subjects or recurring]
    having = [(topic, having) for topic, having in pairs if having]
    if not subjects and not having and after.signal:
        kind = Topic(after.signal.name.capitalize())
        having = [(kind, found) for found in [finds(kind, after, sentences, meetings)] if found]
    return tuple(having if subjects else sorted(having, key=lambda pair: _spread(pair[1])))


def _spread(having: Sequence[Find]) -> tuple[int, int, int]:
    companies, meetings = {find.meeting.company for find in having}, {find.meeting.id for find in having}
    return -len(companies), -len(meetings), -len(having)


def _all_themes() -> tuple[Topic, ...]:
    return tuple(themed(theme) for theme in themes())
