"""What callers see of themselves."""

from dataclasses import asdict
from typing import Any

from quarterdeck.contexts.identity.model import Person


def person_view(person: Person) -> dict[str, Any]:
    return asdict(person)
