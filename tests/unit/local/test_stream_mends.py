"""The records of a table's stream come together while their mapping's window lasts."""

from types import ModuleType

from infra.local.stream_mends import LONGEST, mend_windows


class Emulator(ModuleType):
    """MiniStack's poll of streams: it takes a batch of each mapping that isn't to be left alone."""

    def __init__(self, **windows: int) -> None:
        super().__init__("lambda_svc")
        self.taken: list[str] = []
        self._dynamodb_stream_positions: dict[str, int] = {}
        self._esm_backoff_until: dict[str, float] = {}
        self._mappings = [
            {"UUID": name, "MaximumBatchingWindowInSeconds": window} for name, window in windows.items()
        ]
        self.full = True
        self._poll_dynamodb_streams = self._poll
        mend_windows(self)

    def _iter_all_esms(self) -> list[tuple[str, str, dict[str, object]]]:
        return [("account", "region", mapping) for mapping in self._mappings]

    def _poll(self) -> bool:
        for name in [str(mapping["UUID"]) for mapping in self._mappings if self.full]:
            if name not in self._esm_backoff_until:
                self.taken.append(name)
                self._dynamodb_stream_positions[name] = self._dynamodb_stream_positions.get(name, 0) + 1
        return self.full


def test_after_a_batch_a_mapping_with_a_window_is_left_alone() -> None:
    emulator = Emulator(waiting=300, prompt=0)
    assert emulator._poll_dynamodb_streams()
    assert emulator._poll_dynamodb_streams()
    assert emulator.taken == ["waiting", "prompt", "prompt"]


def test_no_window_is_longer_than_a_person_waits() -> None:
    emulator = Emulator(short=1, long=300)
    emulator._poll_dynamodb_streams()
    short, long = (emulator._esm_backoff_until[name] for name in ("short", "long"))
    assert abs(short - long) < LONGEST


def test_a_mapping_that_had_nothing_is_looked_at_again() -> None:
    emulator = Emulator(waiting=300)
    emulator.full = False
    assert not emulator._poll_dynamodb_streams()
    assert emulator._esm_backoff_until == {}
