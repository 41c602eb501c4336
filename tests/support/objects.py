"""Objects in memory, as tests that are about something else keep them."""

from dataclasses import dataclass, field

from quarterdeck.kernel.errors import NotFound


@dataclass
class MemoryObjects:
    """Counts how often it is read, and signs by naming what was to be signed."""

    bodies: dict[str, bytes] = field(default_factory=dict)
    reads: int = 0

    def put(self, key: str, body: bytes) -> None:
        self.bodies[key] = body

    def put_first(self, key: str, body: bytes) -> bool:
        is_first = key not in self.bodies
        self.bodies.setdefault(key, body)
        return is_first

    def get(self, key: str) -> bytes:
        self.reads += 1
        if key not in self.bodies:
            raise NotFound(f"no object {key}")
        return self.bodies[key]

    def size(self, key: str) -> int:
        return len(self.get(key))

    def remove(self, key: str) -> None:
        self.bodies.pop(key, None)

    def presign_get(self, key: str, *, name: str, media_type: str, seconds: int = 300) -> str:
        return f"https://store.example/{key}?name={name}&type={media_type}&seconds={seconds}"
