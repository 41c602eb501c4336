"""What was asked lately in the scopes that this process serves, so that the table is read for what is new alone."""

from collections import OrderedDict
from datetime import datetime, timedelta

from msgspec import Struct

from quarterdeck.kernel.codec import load_json
from quarterdeck.services.llm.cache import rows
from quarterdeck.services.llm.cache.meaning import Meaning

SCOPES = 64
QUESTIONS = 200
"""The most questions of a scope that are compared, the newest ones."""

TRUSTED = timedelta(minutes=5)
"""How long a scope is read on from where it was left; then it is read anew, which drops what others deleted."""


class Asked(Struct, frozen=True):
    """A question that has a reply; ``digest`` is its prompt's."""

    meaning: Meaning
    day: str
    digest: str
    expires: datetime


class _Scope(Struct):
    read_at: datetime
    last: str
    questions: list[Asked]


class Memory:
    """Questions by scope; the scopes used last are kept."""

    def __init__(self) -> None:
        self._scopes: OrderedDict[str, _Scope] = OrderedDict()

    def asked(self, key: str, now: datetime) -> list[Asked]:
        """Return the newest questions of the partition that haven't expired, newest first."""
        known = self._scopes.pop(key, None)
        if known is None or now - known.read_at > TRUSTED:
            known = _Scope(now, "", [])
        found = rows.asked(key, after=known.last, limit=QUESTIONS)
        if found:
            known.last = found[0].sk
            known.questions = [_asked(row) for row in found] + known.questions
        known.questions = [each for each in known.questions if each.expires > now][:QUESTIONS]
        self._scopes[key] = known
        if len(self._scopes) > SCOPES:
            self._scopes.popitem(last=False)
        return known.questions


def _asked(row: rows.AskedRow) -> Asked:
    return Asked(load_json(Meaning, row.meaning), row.day, row.sk.rpartition("#")[2], row.expires)
