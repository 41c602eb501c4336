"""What the assistant holds of a tenant, or of one person who asked and rated, as exports have it.

Of a person's runs the record goes along, and the files made for the person. The tapes have what the run was told of all
that the organisation has, so those are the organisation's.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from msgspec import Struct

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.exporting import Files, Original, Rows
from quarterdeck.platform.objects import S3Objects

AT_ONCE = 100
_RECORD = "/run.json"


class Exporting(Struct, frozen=True):
    """``subject`` names the person whose things are meant; None means everybody's."""

    objects: S3Objects
    records: Records

    def runs(self, tenant: TenantId, subject: str | None, cursor: str | None) -> Rows:
        """Return the records of the runs that were asked for."""
        lines, more = _asked(tenant, subject, cursor)
        return Rows([dump(run) for run in self._records(tenant, lines)], more)

    def conversations(self, tenant: TenantId, subject: str | None, cursor: str | None) -> Rows:
        """Return what conversations keep of the runs."""
        lines, more = _asked(tenant, subject, cursor)
        return Rows([each for run in self._records(tenant, lines) for each in _exchange(run)], more)

    def feedback(self, tenant: TenantId, subject: str | None, cursor: str | None) -> Rows:
        """Return what was said of runs, and the examples that it made."""
        lines, more = _asked(tenant, None, cursor)
        return Rows([each for line in lines for each in _said(tenant, subject, line)], more)

    def files(self, tenant: TenantId, cursor: str | None) -> Files:
        """Return the tapes, results and files of all runs."""
        prefix = tenant_path(tenant, "runs", "")
        keys, more = self.objects.page(prefix, cursor, AT_ONCE)
        return Files(_originals(prefix, [key for key in keys if not key.endswith(_RECORD)]), more)

    def made_files(self, tenant: TenantId, subject: str, cursor: str | None) -> Files:
        """Return the files that were made for the person."""
        lines, more = _asked(tenant, subject, cursor)
        prefix = tenant_path(tenant, "runs", "")
        keys = [key for line in lines for key in self.objects.under(f"{prefix}{line.run_id}/files/")]
        return Files(_originals(prefix, keys), more)

    def _records(self, tenant: TenantId, lines: list[store.RunLine]) -> Iterator[Run]:
        """Yield the runs' records, but for those that were erased since they were listed."""
        for line in lines:
            with suppress(NotFound):
                yield self.records.run(tenant, line.run_id)


def _asked(
    tenant: TenantId, subject: str | None, cursor: str | None
) -> tuple[list[store.RunLine], str | None]:
    if subject is None:
        return store.newest(tenant, limit=AT_ONCE, before=cursor)
    return store.asked(tenant, subject, limit=AT_ONCE, before=cursor)


def _exchange(run: Run) -> Iterator[dict[str, Any]]:
    found = store.exchange_of(run)
    if found:
        yield {"conversation_id": run.question.conversation_id, "run_id": run.id} | dump(found)


def _said(tenant: TenantId, subject: str | None, line: store.RunLine) -> Iterator[dict[str, Any]]:
    for rating in store.all_ratings(tenant, line.run_id):
        if subject in {None, rating.person}:
            example = store.example(tenant, derived("ex", line.created_at, line.run_id, rating.person))
            yield dump(rating) | {"example": dump(example) if example else None}


def _originals(prefix: str, keys: list[str]) -> list[Original]:
    return [Original(key.removeprefix(prefix), key) for key in keys]
