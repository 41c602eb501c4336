"""The files of a run: the tape of each stage, and at the end the whole record."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import MadeFile
from quarterdeck.contexts.assistant.model import File
from quarterdeck.contexts.assistant.run import Executed, Run
from quarterdeck.contexts.assistant.tape import Effect, Tape
from quarterdeck.kernel.codec import dump_json, load_json
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.objects import Objects

T = TypeVar("T")

RECORD = "run.json"
"""The name of a run's whole record among its files."""


class Records(Struct, frozen=True):
    objects: Objects

    def tape(self, tenant: TenantId, replay_of: str | None, stage: str) -> Tape:
        """Return an empty tape to record on, or the recorded run's tape of that stage to replay."""
        return Tape() if replay_of is None else Tape(recorded=self.effects(tenant, replay_of, stage))

    def taped(
        self, tenant: TenantId, run_id: str, stage: str, replay_of: str | None, run: Callable[[Tape], T]
    ) -> T:
        """Return what ``run`` makes of the stage's tape, which is kept.

        The first tape that is kept of a stage is the run's: whoever comes later, as another try of the stage or
        another execution of the run, runs it again from that one, and comes to the same.
        """
        tape = self.tape(tenant, replay_of, stage)
        made = run(tape)
        if self.put_effects(tenant, run_id, stage, tape.effects):
            return made
        return run(self.tape(tenant, run_id, stage))

    def put_effects(self, tenant: TenantId, run_id: str, stage: str, effects: Sequence[Effect]) -> bool:
        """Keep what the stage got from outside, unless there is something of it, and tell whether that was so."""
        body = dump_json(tuple(effects))
        return self.objects.put_first(self._key(tenant, run_id, f"{stage}.json"), body)

    def effects(self, tenant: TenantId, run_id: str, stage: str) -> tuple[Effect, ...]:
        """Return what the stage got from outside; nothing if it did not come to its end."""
        try:
            body = self.objects.get(self._key(tenant, run_id, f"{stage}.json"))
        except NotFound:
            return ()
        effects: tuple[Effect, ...] = load_json(tuple[Effect, ...], body)
        return effects

    def put_result(self, tenant: TenantId, run_id: str, stage: str, result: Executed) -> None:
        """Keep a contract's result for those that come after it in its chain."""
        self.objects.put(self._key(tenant, run_id, f"{stage}-result.json"), dump_json(result))

    def results(self, tenant: TenantId, run_id: str, stages: Sequence[str]) -> list[Executed]:
        """Return the results of these stages of the run."""
        keys = [self._key(tenant, run_id, f"{stage}-result.json") for stage in stages]
        return [load_json(Executed, self.objects.get(key)) for key in keys]

    def put_file(self, tenant: TenantId, run_id: str, file: MadeFile) -> None:
        self.objects.put(self._key(tenant, run_id, f"files/{file.name}"), file.content)

    def link(self, tenant: TenantId, run_id: str, file: File, seconds: int) -> str:
        """Return a URL from which the run's file may be downloaded for a while."""
        key = self._key(tenant, run_id, f"files/{file.name}")
        return self.objects.presign_get(key, name=file.name, media_type=file.media_type, seconds=seconds)

    def put_run(self, run: Run) -> Run:
        """Put the run on record, unless it is there, and return what is on record of it."""
        tenant = run.question.tenant
        is_first = self.objects.put_first(self._key(tenant, run.id, RECORD), dump_json(run))
        return run if is_first else self.run(tenant, run.id)

    def replace_run(self, run: Run) -> None:
        """Put this in the place of what is on record of the run."""
        self.objects.put(self._key(run.question.tenant, run.id, RECORD), dump_json(run))

    def run(self, tenant: TenantId, run_id: str) -> Run:
        """Return the record of the run.

        Raises:
            NotFound: the tenant has no such run.
        """
        try:
            found: Run = load_json(Run, self.objects.get(self._key(tenant, run_id, RECORD)))
        except NotFound as error:
            raise NotFound(f"no run {run_id}") from error
        return found

    def _key(self, tenant: TenantId, run_id: str, name: str) -> str:
        return tenant_path(tenant, "runs", run_id, name)
