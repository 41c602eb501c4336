"""What a JSON body may be before its model looks at it: how long, how deep, how many members, and no trick with it.

JSON that two parsers read in two ways (a name twice, numbers that don't fit, text that isn't Unicode) is refused, as
I-JSON (RFC 7493) says. It is parsed once: what was checked is what is used.
"""

import json
import re
from typing import Any

from quarterdeck.kernel.errors import InvalidInput, TooLarge

DEEPEST = 32
MOST_MEMBERS = 10_000
MOST_DIGITS = 32
MOST_BYTES = 100_000

# Linear: it matches at every quote, to the end where none closes it, and never steps back.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def parsed(raw: bytes, most_bytes: int = MOST_BYTES) -> Any:
    """Return what the body says; an empty one counts as ``{}``.

    Raises:
        TooLarge: it is longer than ``most_bytes``.
        InvalidInput: it isn't JSON in UTF-8, or goes beyond the limits of this module; the message says how.
    """
    if len(raw) > most_bytes:
        raise TooLarge(f"the body has {len(raw)} bytes; {most_bytes} are allowed")
    if _too_deep(raw):
        raise _invalid(f"it is nested deeper than {DEEPEST} levels")
    try:
        value = json.loads(
            raw.decode("utf-8") or "{}",
            object_pairs_hook=_Members(),
            parse_int=_integer,
            parse_float=_real,
            parse_constant=_constant,
        )
        if _SURROGATE.search(raw):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        raise _invalid(f"it isn't UTF-8 at byte {error.start}") from None
    except UnicodeEncodeError:
        raise _invalid("it escapes half of a character") from None
    except json.JSONDecodeError as error:
        raise _invalid(f"it isn't JSON: {error.msg} at character {error.pos}") from None
    return value


class _Members:
    """Counts the members of all objects, and refuses a name that one of them has twice."""

    def __init__(self) -> None:
        self._left = MOST_MEMBERS

    def __call__(self, members: list[tuple[str, Any]]) -> dict[str, Any]:
        self._left -= len(members)
        if self._left < 0:
            raise _invalid(f"it has more than {MOST_MEMBERS} members")
        found = dict(members)
        if len(found) < len(members):
            raise _invalid("an object has a name twice")
        return found


def _too_deep(raw: bytes) -> bool:
    """Tell whether brackets are nested too deep outside of strings, without building anything of it."""
    if raw.count(b"[") + raw.count(b"{") <= DEEPEST:
        return False
    depth = deepest = 0
    for bracket in _BRACKETS.findall(_STRING.sub(b"", raw)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _invalid(f"a number has more than {MOST_DIGITS} digits")
    return int(text)


def _real(text: str) -> float:
    value = float(text)
    if len(text) > MOST_DIGITS or value in {float("inf"), float("-inf")}:
        raise _invalid("a number doesn't fit a double")
    return value


def _constant(text: str) -> None:
    raise _invalid(f"{text} is no JSON")


def _invalid(detail: str) -> InvalidInput:
    return InvalidInput(f"the body: {detail}", field="body")
