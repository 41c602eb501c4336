"""What customers asked in many meetings: by theme, alike questions together, and counted."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.across.alike import Asked, grouped, rank
from quarterdeck.contexts.assistant.contracts.across.scope import counted, number
from quarterdeck.contexts.assistant.contracts.across.themes import themes
from quarterdeck.contexts.assistant.contracts.across.topics import topics
from quarterdeck.contexts.assistant.contracts.base import Gathered
from quarterdeck.contexts.assistant.contracts.customer_questions import wants_only_open
from quarterdeck.contexts.assistant.contracts.spoken import Sentence
from quarterdeck.contexts.assistant.model import Evidence
from quarterdeck.contexts.assistant.terms import terms

CLEAR = 4
"""How many words of meaning make a question clear."""

OTHER = "Other questions"
Groups = dict[str, list[list[Asked]]]
"""By theme, the groups of questions that ask alike."""


@lru_cache(maxsize=1)
def question_groups(brief: Brief, gathered: Gathered) -> Groups:
    """Return the questions that are asked for by theme, those of most customers first; what has none comes last."""
    meetings = {meeting.id: meeting for meeting in gathered.meetings}
    every = (Asked(meetings[each.meeting_id], item) for each in gathered.questions for item in each.questions)
    only_open = wants_only_open(brief.question)
    named: dict[str, list[Asked]] = defaultdict(list)
    for each in every:
        theme = _theme(brief, each)
        if theme and not (only_open and each.item.answer):
            named[theme].append(each)
    ordered = sorted(named, key=lambda theme: (theme == OTHER, rank(named[theme])))
    return {theme: grouped(sorted(named[theme], key=_clearness)) for theme in ordered}


def _clearness(asked: Asked) -> int:
    """Return what brings questions to the front that can be understood alone: not "And the batteries?"."""
    return -min(len(terms(asked.item.quote.text)), CLEAR)


def _theme(brief: Brief, asked: Asked) -> str:
    """Return the theme of the question; of the topics that the asker names, where the answer counts as well."""
    wanted = topics(brief)
    if wanted:
        sentence = _sentence(asked)
        return next((topic.label for topic in wanted if topic.weight(sentence)), "")
    return next((theme.name for theme in themes() if theme.said.search(asked.item.quote.text)), OTHER)


def _sentence(asked: Asked) -> Sentence:
    quote = asked.item.quote
    text = " ".join(each.text for each in (quote, *asked.item.answer))
    piece = Evidence("", asked.meeting.id, "", quote.turn, quote.speaker, quote.start, text)
    return Sentence(0, piece, 0, len(text), text, frozenset(terms(text)), asks=True)


def counts(asked: Sequence[Asked]) -> str:
    """Return how many questions these are, from how many meetings and customers, and how many are open."""
    still = sum(not each.item.answer for each in asked)
    where = counted({each.meeting.id: each.meeting for each in asked}.values())
    return f"{number(len(asked), 'question')} in {where}, {still} still open"
