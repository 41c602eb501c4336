"""Which sentences ask something that wants an answer, and which sentences answer them."""

import re
from collections.abc import Sequence
from itertools import takewhile

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
_SENTENCES_OF_ANSWER = 3


def questions(said: Sequence[Sequence[Quote]], sides: Sides) -> list[CustomerQuestion]:
    """Return every question that wants an answer, whoever asked, with the sentences that answer it, if any do.

    An answer is what the other side, or the one whom the question calls by name, says next. "Let me check and come
    back to you" is none, and leaves the question open. ``said`` has the sentences of each turn.
    """
    found = []
    for at, turn in enumerate(said):
        following = said[at + 1 : at + 1 + _TURNS_TO_ANSWER]
        for quote in turn:
            reply = _reply(quote, following, sides)
            if is_question(quote.text) or (_is_demand(quote.text) and _is_put_off(reply)):
                answer = () if _is_put_off(reply) else _answer(quote, reply)
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


def _is_put_off(reply: Sequence[Quote]) -> bool:
    return any(answers_later(quote.text) for quote in reply)


def _reply(asked: Quote, following: Sequence[Sequence[Quote]], sides: Sides) -> list[Quote]:
    """Return what is stated in the first turn that replies with more than a question or "okay"."""
    expected = called(asked.text, sides)
    for turn in following:
        speaker = turn[0].speaker if turn else asked.speaker
        if speaker == expected or sides.opposite(asked.speaker, speaker):
            stated = [
                quote for quote in turn if says_something(quote.text) and not _ENDS_ASKING.search(quote.text)
            ]
            if stated:
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
