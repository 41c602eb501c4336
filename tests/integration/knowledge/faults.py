"""Ways to break a sync off in the middle, and rows to break it off at."""

from collections.abc import Callable
from typing import Any

from quarterdeck.contexts.connectors.airtable.model import Page
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.source import Source
from tests.integration.knowledge.world import World


def features(world: World, number: int) -> list[str]:
    return [world.add("Features", f"Feature {each:04}", Description="It works.") for each in range(number)]


def broken_at(world: World, call: int, act: Callable[[], object]) -> Callable[[Connection], Source]:
    """Return an opener whose source does something before its so-manieth page."""
    made = [0]

    class Broken:
        def __init__(self, source: Source) -> None:
            self.by_ids, self.changes, self.next_cursor = source.by_ids, source.changes, source.next_cursor
            self._page = source.page

        def page(self, *given: Any, **options: Any) -> Page:
            made[0] += 1
            if made[0] == call:
                act()
            return self._page(*given, **options)

    return lambda connection: Broken(world.whole(connection))


def crash() -> None:
    raise RuntimeError("out of memory")
