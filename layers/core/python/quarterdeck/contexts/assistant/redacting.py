"""Taking a deleted meeting out of the records of runs.

A run that found, read, named or cited the meeting loses its answer, its tapes and its files; what was asked, how it was
understood, and what it took and cost stay. Nearly every other run has the meeting on its tape all the same, in the list
of those that could be asked about. It is taken out of that list, and such a run can still be replayed.
"""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.model import Answer, MeetingScope
from quarterdeck.contexts.assistant.records import RECORD, Records
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.tape import Effect
from quarterdeck.kernel.codec import dump_json, load_json
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.erasing import Erased
from quarterdeck.platform.objects import S3Objects

ERASED_TEXT = "This answer rested on a meeting that was deleted, and was deleted with it."
AT_ONCE = 100
"""How many runs are read in one go: some hundred files."""

_RESULT = "-result.json"
_LIST = "meetings"
"""The name of the effect that lists the meetings (``TapedSources.meetings``)."""


class Redacting(Struct, frozen=True):
    objects: S3Objects
    records: Records

    def erase(self, tenant: TenantId, meeting_id: str, cursor: str | None) -> Erased:
        """Take the meeting out of the next runs, and return how many lost their answer."""
        runs, more = self.objects.folders(tenant_path(tenant, "runs", ""), cursor, AT_ONCE)
        return Erased(sum(self._redact(folder, meeting_id) for folder in runs), more)

    def _redact(self, folder: str, meeting_id: str) -> int:
        """Take the meeting out of one run; what an earlier try left behind of it goes too."""
        files = {key.removeprefix(folder): self.objects.get(key) for key in self._json_files(folder)}
        rests_on_it = False
        for name, body in files.items():
            kept = body if name == RECORD or name.endswith(_RESULT) else _unlisted(body, meeting_id)
            rests_on_it |= meeting_id.encode() in kept
            if kept != body:
                self.objects.remove(f"{folder}{name}")
                self.objects.put(f"{folder}{name}", kept)
        if rests_on_it:
            self._strip(folder, files.get(RECORD))
        elif b'"erased":true' in files.get(RECORD, b""):
            self.objects.trim(folder)
        return int(rests_on_it)

    def _json_files(self, folder: str) -> list[str]:
        return [key for key in self.objects.under(folder) if key.endswith(".json")]

    def _strip(self, folder: str, record: bytes | None) -> None:
        """Leave nothing but the record without its answer: the record last, as it tells that the rest is due."""
        for key in self.objects.under(folder):
            if not key.endswith(f"/{RECORD}"):
                self.objects.remove(key)
        if record is None:
            return
        run: Run = load_json(Run, record)
        store.forget_answer(run)
        self.records.replace_run(without_answer(run))
        self.objects.trim(folder)


def without_answer(run: Run) -> Run:
    """Return what may be kept of a run that rested on a deleted meeting."""
    return replace(
        run,
        question=replace(run.question, meeting_id=None),
        answer=Answer(ERASED_TEXT, provider=run.answer.provider),
        meetings=(),
        scope=MeetingScope(),
        candidates=(),
        places=(),
        erased=True,
    )


def _unlisted(tape: bytes, meeting_id: str) -> bytes:
    """Return the tape without the meeting in the list of all meetings; any other tape as it is."""
    if meeting_id.encode() not in tape:
        return tape
    effects: tuple[Effect, ...] = load_json(tuple[Effect, ...], tape)
    return dump_json(tuple(_without(effect, meeting_id) for effect in effects))


def _without(effect: Effect, meeting_id: str) -> Effect:
    if effect.name != _LIST:
        return effect
    listed: list[dict[str, Any]] = effect.value
    return replace(effect, value=[each for each in listed if each["id"] != meeting_id])
