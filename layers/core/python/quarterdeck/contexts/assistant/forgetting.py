"""Forgetting what a person asked and said: the runs and all that was made of them, and where others' runs quote it."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.records import RECORD, Records
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.store import Asked
from quarterdeck.contexts.assistant.streaming import store as streams
from quarterdeck.contexts.assistant.tape import Effect
from quarterdeck.kernel.codec import dump_json, load_json
from quarterdeck.kernel.tenancy import TenantId, tenant_key, tenant_path
from quarterdeck.platform.belonging import Wanted
from quarterdeck.platform.erasing import Erased
from quarterdeck.platform.objects import S3Objects

AT_ONCE = 500
"""How many runs, or rows, are looked at in one go."""

_PREPARED = "prepare.json"
_EXCHANGES = "exchanges"
"""The name of the effect that has what was said before (``TapedSources.exchanges``)."""


def claims_of(tenant: TenantId, subject: str) -> Wanted:
    """Return what is met by the claims on keys that the person chose, for questions over HTTP and over sockets."""
    kinds = {":http": "QUESTION", ":socket": "SOCKET"}
    condition = " OR ".join(f"begins_with(#pk, {name})" for name in kinds)
    return Wanted(condition, {name: tenant_key(tenant, kind, subject, "") for name, kind in kinds.items()})


class Forgetting(Struct, frozen=True):
    objects: S3Objects
    records: Records

    def erase_quotes(self, tenant: TenantId, subject: str, cursor: str | None) -> Erased:
        """Take the person's questions out of what others' next runs have on tape, and remove replays of the person's.

        Returns how many runs that were. It goes by the person's own runs, so those must be there still.
        """
        asked = store.asked_by(tenant, subject)
        folders, more = self._folders(tenant, cursor)
        return Erased(sum(self._unquote(tenant, folder, subject, asked) for folder in folders), more)

    def erase_examples(self, tenant: TenantId, subject: str, cursor: str | None) -> Erased:
        """Take the person's questions out of the threads of the next examples that others' ratings made."""
        asked = store.asked_by(tenant, subject)
        return Erased(*store.unquote_examples(tenant, asked.questions, cursor, AT_ONCE))

    def erase_runs(self, tenant: TenantId, subject: str, cursor: str | None) -> Erased:
        """Remove those of the next runs that the person asked: their lines, exchanges, ratings, streams and files."""
        folders, more = self._folders(tenant, cursor)
        theirs = [folder for folder in folders if self._is_of(folder, subject)]
        for folder in theirs:
            self._remove(tenant, folder)
        return Erased(len(theirs), more)

    def erase_ratings(self, tenant: TenantId, subject: str, cursor: str | None) -> Erased:
        """Remove what the person said of the next runs, others' ones, and the examples that this made."""
        return Erased(*store.forget_ratings(tenant, subject, cursor, AT_ONCE))

    def _folders(self, tenant: TenantId, cursor: str | None) -> tuple[list[str], str | None]:
        return self.objects.folders(tenant_path(tenant, "runs", ""), cursor, AT_ONCE)

    def _run(self, folder: str) -> Run | None:
        key = f"{folder}{RECORD}"
        return load_json(Run, self.objects.get(key)) if key in self.objects.under(key) else None

    def _is_of(self, folder: str, subject: str) -> bool:
        """Tell whether the person asked the run; of one that came to no end, its tapes tell."""
        if run := self._run(folder):
            return run.question.asker == subject
        name = f'"{subject}"'.encode()
        return any(
            name in self.objects.get(key) for key in self.objects.under(folder) if key.endswith(".json")
        )

    def _remove(self, tenant: TenantId, folder: str) -> None:
        """Remove the run: its files last, as they tell what the rest is."""
        run_id = folder.rstrip("/").rpartition("/")[2]
        if run := self._run(folder):
            store.forget_run(run)
        streams.remove(tenant, run_id)
        self.objects.remove_under(folder)

    def _unquote(self, tenant: TenantId, folder: str, subject: str, asked: Asked) -> int:
        run = self._run(folder)
        if run is None or run.question.asker == subject:
            return 0
        if run.replay and run.replay.of in asked.runs:
            self._remove(tenant, folder)
            return 1
        key = f"{folder}{_PREPARED}"
        tapes = [key for each in self.objects.under(key) if each == key]
        return sum(self._unquote_tape(tape, asked) for tape in tapes)

    def _unquote_tape(self, key: str, asked: Asked) -> int:
        """Blank what the tape quotes, and remove its earlier versions, also those that a broken try left."""
        effects: tuple[Effect, ...] = load_json(tuple[Effect, ...], self.objects.get(key))
        blanked = tuple(_blanked(effect, asked.questions) for effect in effects)
        if blanked != effects:
            self.objects.put(key, dump_json(blanked))
        self.objects.trim(key)
        return int(blanked != effects)


def _blanked(effect: Effect, questions: frozenset[str]) -> Effect:
    if effect.name != _EXCHANGES:
        return effect
    said: list[dict[str, Any]] = effect.value
    return replace(effect, value=list(_blank(said, questions)))


def _blank(said: list[dict[str, Any]], questions: frozenset[str]) -> Iterator[dict[str, Any]]:
    for each in said:
        yield each | {"question": "", "answer": ""} if each["question"] in questions else each
