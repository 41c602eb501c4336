"""Replies of a model that says what it was told to, wherever its contract lets it write."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from quarterdeck.services.llm.model import Message

HONEST = "It is so."
"""What every source bears."""

QUOTE, QUOTES = "quote", 2
NOWHERE = {"evidence": "e1", QUOTE: HONEST}

Schema = Mapping[str, Any]


def reply(
    schema: Schema, messages: Sequence[Message], lying: Collection[str], texts: Sequence[str]
) -> dict[str, Any]:
    """Return a reply of the JSON schema that says each of the texts in the ``lying`` fields, and is honest in the
    others: its quotes are real ones.
    """
    return _filled(schema, schema, lying, texts, _quotes(messages))


def parts(schema: Schema) -> Iterator[str]:
    """Yield the fields in which a reply of this schema has text that a model writes, its quotes' last."""
    nodes = (schema, *schema.get("$defs", {}).values())
    for node in nodes:
        if QUOTE not in node["properties"]:
            yield from (name for name, field in node["properties"].items() if _is_text(field))
    if any(QUOTE in node["properties"] for node in nodes):
        yield QUOTE


def _is_text(field: Schema) -> bool:
    return (field.get("type") == "string" and "enum" not in field) or {"type": "string"} in field.get(
        "anyOf", ()
    )


def _quotes(messages: Sequence[Message]) -> list[dict[str, str]]:
    lines = messages[-1].content.partition("Evidence:\n")[2].splitlines()
    pieces = [json.loads(line) for line in lines]
    return [{"evidence": piece["id"], QUOTE: piece["text"]} for piece in pieces][:QUOTES] or [NOWHERE]


def _filled(
    node: Schema, root: Schema, lying: Collection[str], texts: Sequence[str], quotes: list[dict[str, str]]
) -> dict[str, Any]:
    """Fill the object; of a list of objects there is one for each text."""
    filled: dict[str, Any] = {}
    for name, field in node["properties"].items():
        if _is_text(field):
            filled[name] = "\n".join(texts) if name in lying else HONEST
            continue
        listed = field.get("type") == "array"
        inner = _named(field["items"] if listed else field, root)
        if "quote" in inner["properties"]:
            said = quotes if QUOTE not in lying else [quotes[0] | {QUOTE: text} for text in texts]
            filled[name] = said if listed else said[0]
        elif listed:
            filled[name] = [_filled(inner, root, lying, [text], quotes) for text in texts]
        else:
            filled[name] = _filled(inner, root, lying, texts, quotes)
    return filled


def _named(field: Schema, root: Schema) -> Schema:
    found: Schema = root["$defs"][field["$ref"].rpartition("/")[2]]
    return found
