"""Whether a text attacks the assistant: instructions to break its rules, or to give away what it must keep.

Deterministic and in line: no model is asked. The figures of ``python -m evals.guard`` say how much it catches.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import ceil
from typing import Literal

from msgspec import Struct

from quarterdeck.services.guard.decoded import decoded
from quarterdeck.services.guard.normal import normalised, unmasked
from quarterdeck.services.guard.weigher import Weigher, weigher
from quarterdeck.services.guard.wording import sentences, spoken, windows, words

THRESHOLD = 1.3
"""The log-odds from which the most suspicious quarter of a text's windows makes it an attack."""

ALONE = 3.0
"""The log-odds from which a single window or sentence does, however long the text is."""

STEERING = 1.0
"""The log-odds from which a sentence of stored text is taken for an attempt to steer the answer."""

_SHORTEST = 3
_MARKERS = re.compile(r"<\|(?:im_start|im_end|system|end)\|>|\[/?inst\]|<</?sys>>|</?(?:system|evidence)>")
_SECRETS = (
    r"(?:pass(?:words?|phrases?|codes?)|credentials?|creds|secrets?|logins?|tokens?|connection strings?"
    r"|(?:api|private|secret|access|master) keys?|env(?:ironment)? (?:variables?|files?))"
)
_SECRET = re.compile(
    rf"\b(?:{_SECRETS}|contraseña|mot de passe|passwort|kennwort|senha|wachtwoord|hasło|şifre|пароль)\b"
    r"|密码|パスワード|비밀번호"
)
_ASKED_FOR = re.compile(
    r"(?:please |can you |could you )?(?:give|tell|show|send|print|reveal)(?: (?:me|us))?"
    rf" (?:the|your|our|all|its|their)(?: \w+){{0,3}} {_SECRETS}\W*"
)
_TALKED_OF = re.compile(
    r"\b(?:did|does|do|has|have) (?:\w+ ){1,4}"
    r"(?:say|said|mention(?:ed)?|ask(?:ed)?|tell|told|talk(?:ed)?|discuss(?:ed)?)\b"
)


class Finding(Struct, frozen=True):
    """Why a text is an attack, how surely in log-odds, and whether it was disguised (encoded, spaced, lookalikes)."""

    kind: Literal["INSTRUCTIONS", "CREDENTIALS"]
    score: float
    disguised: bool = False


def find_attack(text: str, model: Weigher | None = None) -> Finding | None:
    """Return why what a person typed is an attack, or None; ``model`` stands in for the one of the package."""
    for reading, disguised in _readings(text):
        score, most = _scores(reading, model or weigher("typed"))
        if _ASKED_FOR.fullmatch(reading):
            return Finding("CREDENTIALS", max(score, most, ALONE), disguised)
        if score >= THRESHOLD or most >= ALONE or _MARKERS.search(reading):
            kind: Literal["INSTRUCTIONS", "CREDENTIALS"]
            kind = "CREDENTIALS" if _SECRET.search(reading) else "INSTRUCTIONS"
            if kind == "CREDENTIALS" and most < ALONE and _TALKED_OF.search(reading):
                continue  # what was said about secrets may be asked
            return Finding(kind, max(score, most), disguised)
    return None


@lru_cache(maxsize=10_000)
def steers(text: str) -> bool:
    """Tell whether stored text tries to tell an assistant what to do; it is data whatever it says.

    The turns of a meeting come again with each question about it, and weighing 30 kB of them takes some 50 ms.
    """
    return any(steering(reading) >= STEERING or _MARKERS.search(reading) for reading, _ in _readings(text))


def attack_score(text: str) -> float:
    """Return the log-odds of what a person typed, as it stands: that of its most suspicious quarter."""
    return _scores(normalised(text), weigher("typed"))[0]


def steering(reading: str) -> float:
    """Return the log-odds of a normalised text's most suspicious sentence."""
    scored = (weigher("stored").score(each) for each in sentences(reading) if len(each) >= _SHORTEST)
    return max(scored, default=0.0)


def _readings(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text as it stands, then each other thing that it may be read as, and whether that was disguised."""
    plain = normalised(text)
    yield plain, False
    shown = unmasked(text)
    if shown != plain:
        yield shown, True
    yield from ((normalised(hidden), True) for hidden in decoded(text))


def _scores(reading: str, model: Weigher) -> tuple[float, float]:
    """Return the log-odds of the most suspicious quarter of the windows, and of the worst window or sentence."""
    said = words(reading)
    spans = windows(len(said))
    scored = model.scores(said, [*spans, *spoken(said)])
    top = sorted(scored[: len(spans)], reverse=True)[: ceil(len(spans) / 4)]
    return sum(top) / len(top), max(scored)
