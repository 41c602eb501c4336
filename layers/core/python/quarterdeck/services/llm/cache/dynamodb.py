"""The cache of replies in DynamoDB.

A source that is forgotten leaves a row behind that tells when. Whoever keeps or finds a reply looks at it, so a reply
that was being made meanwhile is found by nobody: it must have been kept so long afterwards that its call began later.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.tables import Row
from quarterdeck.services.llm.cache import rows
from quarterdeck.services.llm.cache.keys import prompt_digest, scope_key, source_key, source_keys
from quarterdeck.services.llm.cache.meaning import meaning
from quarterdeck.services.llm.cache.memory import Memory
from quarterdeck.services.llm.cache.semantic import THRESHOLD, same
from quarterdeck.services.llm.model import Call, Usage
from quarterdeck.services.llm.provider import ProviderReply
from quarterdeck.services.search.embed import Embedder, Vectors

MOST_BYTES = 300_000
"""The longest reply that is kept; an item of DynamoDB has 400 KB."""

LONGEST_CALL = timedelta(minutes=15)
"""No call takes longer from reading its sources to keeping its reply: no Lambda function runs longer."""

_TRIES = 3


class DynamoReplyCache:
    """Keeps replies for ``lifetime``; a reply that is found costs no tokens."""

    def __init__(self, embedder: Embedder, clock: Clock, lifetime: timedelta = timedelta(days=1)) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._memory = Memory()
        self._embed = lru_cache(maxsize=256)(lambda text: embedder.embed([text])[0])

    def find(self, call: Call) -> ProviderReply | None:
        """Return the reply to an equal prompt, or to a question that means the same; see ``ReplyCache``."""
        key, now = scope_key(call), self._clock.now()
        equal = rows.reply(key, prompt_digest(call))
        if equal and self._stands(equal, call, now):
            return _given(equal, equal.text)
        for row in self._similar(call, key, now):
            text = call.fits(row.text) if self._stands(row, call, now) else None
            if text is not None:
                return _given(row, text)
        return None

    def keep(self, call: Call, reply: ProviderReply) -> None:
        """Keep a model's valid reply, unless it is too long or one of its sources is being forgotten."""
        if len(reply.text.encode()) > MOST_BYTES:
            return
        now = self._clock.now()
        made = self._rows(call, reply, now)
        rows.save(made)
        if self._forgotten(call, now):
            rows.delete((row.pk, row.sk) for row in made)

    def forget(self, tenant: TenantId, source: str) -> int:
        """Forget all replies made from the document, in whatever version, and return how many there were."""
        key, now = source_key(tenant, source), self._clock.now()
        until = now + self._lifetime + LONGEST_CALL
        rows.save([rows.ForgottenRow(key, rows.FORGOTTEN, forgotten_at=now, expires=until)])
        made = rows.replies_from(key)
        sources = rows.sources_of((row.scope_key, row.reply_key) for row in made)
        for row in made:
            used = sources.get((row.scope_key, row.reply_key), [key])
            rows.delete([(row.scope_key, row.asked_key), (row.scope_key, row.reply_key)])
            rows.delete((each, row.sk) for each in used)
        return len(sources)

    def _similar(self, call: Call, key: str, now: datetime) -> Iterator[rows.ReplyRow]:
        """Return replies to questions that mean the same, newest first: by the words' rules, then by the vectors."""
        wanted, today = meaning(call.question), now.date().isoformat()
        asked = (each for each in self._memory.asked(key, now) if same(wanted, each.meaning))
        digests = dict.fromkeys(each.digest for each in asked if not wanted.relative or each.day == today)
        for digest in list(digests)[:_TRIES]:
            row = rows.reply(key, digest)
            if row and float(_vector(row) @ self._embed(call.question)) >= THRESHOLD:
                yield row

    def _stands(self, row: rows.ReplyRow, call: Call, now: datetime) -> bool:
        return row.expires > now and not self._forgotten(call, row.kept_at)

    def _forgotten(self, call: Call, kept_at: datetime) -> bool:
        """Tell whether a source was forgotten after the call of a reply kept at that instant may have read it."""
        return any(when + LONGEST_CALL >= kept_at for when in rows.forgotten(source_keys(call)))

    def _rows(self, call: Call, reply: ProviderReply, now: datetime) -> list[Row]:
        key, digest, until = scope_key(call), prompt_digest(call), now + self._lifetime
        asked_key, reply_key = (
            f"{rows.ASKED}{now.isoformat(timespec='microseconds')}#{digest}",
            f"{rows.REPLY}{digest}",
        )
        answer = rows.ReplyRow(
            key,
            reply_key,
            text=reply.text,
            model=reply.model,
            vector=self._embed(call.question).tobytes(),
            sources=source_keys(call),
            kept_at=now,
            expires=until,
        )
        asked = rows.AskedRow(
            key,
            asked_key,
            meaning=dump_json(meaning(call.question)).decode(),
            day=now.date().isoformat(),
            expires=until,
        )
        used = [
            rows.SourceRow(
                source,
                f"{asked_key}#{key}",
                scope_key=key,
                asked_key=asked_key,
                reply_key=reply_key,
                expires=until,
            )
            for source in source_keys(call)
        ]
        return [*used, answer, asked]


def _vector(row: rows.ReplyRow) -> Vectors:
    return np.frombuffer(row.vector, np.float32)


def _given(row: rows.ReplyRow, text: str) -> ProviderReply:
    return ProviderReply(text, row.model, Usage())
