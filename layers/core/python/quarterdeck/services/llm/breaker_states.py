"""Where breakers keep their state: in memory for tests and tools, in the table for all functions together."""

import threading

from msgspec import Struct, field
from msgspec.structs import asdict

from quarterdeck.platform.acting import acting_for
from quarterdeck.services.llm import table
from quarterdeck.services.llm.breaker import State
from quarterdeck.services.llm.table import Item

_CHANGE = (
    "SET version = :next, failures = :failures, since = :since, "
    "open_until = :open_until, probe_until = :probe_until"
)


class MemoryStates(Struct):
    """The states of one process."""

    _kept: dict[str, tuple[State, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def load(self, provider: str) -> tuple[State, int]:
        return self._kept.get(provider, (State(), 0))

    def swap(self, provider: str, version: int, state: State) -> bool:
        with self._lock:
            if self.load(provider)[1] != version:
                return False
            self._kept[provider] = (state, version + 1)
            return True


class TableStates(Struct, frozen=True):
    """The states in the gateway's table, one row a provider. They are the installation's, and no tenant's."""

    name: str

    def load(self, provider: str) -> tuple[State, int]:
        with acting_for(None):
            item = table.read(self.name, _key(provider))
        return (_state(item), int(item["version"]["N"])) if item else (State(), 0)

    def swap(self, provider: str, version: int, state: State) -> bool:
        values = {f":{name}": {"N": str(value)} for name, value in asdict(state).items()}
        values[":next"] = {"N": str(version + 1)}
        condition = "attribute_not_exists(version)"
        if version:
            condition, values[":version"] = "version = :version", {"N": str(version)}
        with acting_for(None):
            return table.write(
                self.name, _key(provider), _CHANGE, condition, ExpressionAttributeValues=values
            )


def _key(provider: str) -> Item:
    return {"pk": {"S": f"PROVIDER#{provider}"}, "sk": {"S": "BREAKER"}}


def _state(item: Item) -> State:
    since, open_until, probe_until = (
        float(item[name]["N"]) for name in ("since", "open_until", "probe_until")
    )
    return State(int(item["failures"]["N"]), since, open_until, probe_until)
