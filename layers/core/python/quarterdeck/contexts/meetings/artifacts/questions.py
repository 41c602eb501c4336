"""Which sentences ask something that wants an answer, and which sentences answer them."""

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from quarterdeck.contexts.meetings.artifacts.sides import Sides
from quarterdeck.contexts.meetings.artifacts.talk import (
    answers_later,
    is_unsure,
    plain,
    says_something,
    wants_answer,
)
from quarterdeck.contexts.meetings.model import CustomerQuestion, Quote

_ASKING = re.compile(
    r"\b(?:what|how|when|where|who|whose|which|why|is|are|was|does|do|did|can|could|will|would|has|have)\b"
)
_ENDS_ASKING = re.compile(r"\?[\"'”’)\s]*$")
_REQUEST = re.compile(
    r"(?:can|could|would|will) you (?:please )?(?:tell|explain|share|send|clarify|walk|give|confirm|describe|show)\b"
)
_DEMAND = re.compile(
    r"(?:i|we)(?:'d| would)? (?:want|need|like) (?:to (?:know|see|understand|hear)\b|(?:the|an?|your) )"
)
_CALLED = re.compile(r"(?:^|,\s)(?P<name>[A-Z][\w’'-]+)(?=,\s)|,\s(?P<last>[A-Z][\w’'-]+)\s*[?.!]+$")
_STEM = re.compile(r"[^\W_]{4,}")
_ECHO = 3
_TURNS_TO_ANSWER = 6
_SENTENCES_OF_REPLY = 40
_SENTENCES_OF_ANSWER = 3


def questions(said: Sequence[Sequence[Quote]], sides: Sides) -> list[CustomerQuestion]:
    """Return every question that wants an answer, whoever asked, with the sentences that answer it, if any do.

    An answer is what the other side, or the one whom the question calls by name, says next. "Let me check and come
    back to you" is none, and leaves the question open. ``said`` has the sentences of each turn.
    """
    found = []
    stated = [_stated(turn) for turn in said]
    for at, turn in enumerate(said):
        for quote in turn:
            asks = is_question(quote.text)
            if asks or _is_demand(quote.text):
                reply = _reply(quote, stated[at + 1 : at + 1 + _TURNS_TO_ANSWER], sides)
                put_off = any(answers_later(sentence.text) for sentence in reply)
                if asks or put_off:
                    answer = () if put_off else _answer(quote, reply)
                    found.append(CustomerQuestion(quote.speaker, quote, answer))
    return found


def is_question(text: str) -> bool:
    """Tell a question that wants an answer from statements, small talk, rhetoric, echoes and "you know?"."""
    asked = plain(text)
    if not asked or not (_ENDS_ASKING.search(text) or _REQUEST.match(asked)) or not wants_answer(asked):
        return False
    return len(asked.split()) > _ECHO or bool(
        _ASKING.search(asked) or text.lower().startswith(("and ", "or "))
    )


def called(text: str, sides: Sides) -> str | None:
    """Return the person whom the sentence calls by name ("So, Ana, can you...")."""
    names = (match["name"] or match["last"] for match in _CALLED.finditer(text))
    return next((person for name in names if (person := sides.person(name))), None)


def _is_demand(text: str) -> bool:
    return _DEMAND.match(plain(text)) is not None


def _stated(turn: Sequence[Quote]) -> list[Quote]:
    """Return the first sentences of a turn that are more than a question or "okay"."""
    stated = (quote for quote in turn if says_something(quote.text) and not _ENDS_ASKING.search(quote.text))
    return list(islice(stated, _SENTENCES_OF_REPLY))


def _reply(asked: Quote, following: Sequence[list[Quote]], sides: Sides) -> list[Quote]:
    """Return what is stated by the first who replies: one of the other side, or who is called by name."""
    expected = called(asked.text, sides)
    for stated in following:
        speaker = stated[0].speaker if stated else asked.speaker
        if stated and (speaker == expected or sides.opposite(asked.speaker, speaker)):
            return stated
    return []


def _answer(asked: Quote, reply: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the sentences before "I don't know"; of many, the first and those with most words of the question."""
    sure = list(takewhile(lambda quote: not is_unsure(quote.text), reply))
    wanted = _stems(asked.text)
    rest = sorted(sure[1:], key=lambda quote: len(_stems(quote.text) & wanted), reverse=True)
    chosen = {*sure[:1], *rest[: _SENTENCES_OF_ANSWER - 1]}
    return tuple(quote for quote in sure if quote in chosen)


def _stems(text: str) -> set[str]:
    return {word.lower()[:5] for word in _STEM.findall(text)}
