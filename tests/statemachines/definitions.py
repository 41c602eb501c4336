"""The state machines' definitions as deployed, with any ARN in place of each substitution."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "statemachines"
NAMES = sorted(path.name.removesuffix(".asl.json") for path in FOLDER.glob("*.asl.json"))


def rendered(name: str, arns: Mapping[str, str] | None = None) -> str:
    """Return the definition with its substitutions made."""

    def arn(match: re.Match[str]) -> str:
        return arns[match[1]] if arns else f"arn:aws:lambda:eu-west-1:123456789012:function:{match[1]}"

    return re.sub(r"\$\{(\w+)\}", arn, (FOLDER / f"{name}.asl.json").read_text())


def states(definition: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return every state, those inside of maps and branches too."""
    for name, state in definition["States"].items():
        yield name, state
        inner = [state["ItemProcessor"]] if "ItemProcessor" in state else state.get("Branches", [])
        for each in inner:
            yield from states(each)


def expressions(value: object) -> Iterator[str]:
    """Return every JSONata expression in the definition."""
    if isinstance(value, str) and value.startswith("{%"):
        yield value.removeprefix("{%").removesuffix("%}").strip()
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from expressions(inner)


def parsed(name: str) -> dict[str, Any]:
    definition: dict[str, Any] = json.loads(rendered(name))
    return definition
