"""The parts of the documentation page, each made of a part of an OpenAPI document."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement


def cell(parent: Element, tag: str, text: str) -> Element:
    """Add an element with this text."""
    made = SubElement(parent, tag)
    made.text = text
    return made


def heading(parent: Element, level: int, text: str) -> Element:
    """Add a heading."""
    return cell(parent, f"h{level}", text)


def link(parent: Element, to: str, text: str) -> None:
    """Add a link."""
    cell(parent, "a", text).set("href", to)


def operation(
    parent: Element, method: str, path: str, described: Mapping[str, Any], refusals: Mapping[str, Any]
) -> None:
    """Add what a route does, takes and answers; ``refusals`` are the responses that its own refer to."""
    section = SubElement(parent, "section", id=described["operationId"])
    heading(section, 2, f"{method.upper()} {path}")
    cell(section, "p", described["summary"])
    if "security" not in described:
        cell(section, "p", "Open to everybody.")
    rows = [
        (each["name"], f"{each['in']}, {'required' if each['required'] else 'optional'}", each["schema"])
        for each in described["parameters"]
    ]
    if rows:
        _table(section, ("Parameter", "Where", "Type"), rows)
    if "requestBody" in described:
        _line(section, "Body: ", *_contents(described["requestBody"]))
    answers = [
        (status, *_answer(refusals[status] if "$ref" in each else each))
        for status, each in described["responses"].items()
    ]
    _table(section, ("Status", "Meaning", "Body"), answers)


def schema(parent: Element, name: str, described: Mapping[str, Any]) -> None:
    """Add the fields of a body, or the values that a type may have."""
    section = SubElement(parent, "section", id=name)
    heading(section, 3, name)
    if text := described.get("description"):
        cell(section, "p", text)
    required = described.get("required", ())
    rows = [
        (field, "required" if field in required else "optional", each)
        for field, each in described.get("properties", {}).items()
    ]
    if rows:
        _table(section, ("Field", "", "Type"), rows)
    elif "enum" in described:
        _line(section, "One of: ", described)


def _answer(response: Mapping[str, Any]) -> tuple[str, Any]:
    (body,) = _contents(response)
    return response["description"], body


def _contents(body: Mapping[str, Any]) -> list[Any]:
    return [each["schema"] for each in body["content"].values()]


def _table(parent: Element, titles: Iterable[str], rows: Iterable[tuple[str, str, Any]]) -> None:
    table = SubElement(parent, "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for title in titles:
        cell(head, "th", title)
    body = SubElement(table, "tbody")
    for name, where, kind in rows:
        row = SubElement(body, "tr")
        cell(SubElement(row, "td"), "code", name)
        cell(row, "td", where)
        _kind(SubElement(row, "td"), kind)


def _line(parent: Element, text: str, *kinds: Any) -> None:
    line = cell(parent, "p", text)
    for kind in kinds:
        _kind(line, kind)


def _kind(parent: Element, described: Mapping[str, Any]) -> None:
    """Add the type: a link to a named one, or what JSON Schema says of it."""
    for number, each in enumerate(described.get("anyOf") or [described]):
        if number:
            cell(parent, "span", " or ")
        if "$ref" in each:
            name = each["$ref"].rpartition("/")[2]
            link(parent, f"#{name}", name)
        elif each.get("type") == "array":
            cell(parent, "span", "list of ")
            _kind(parent, each.get("items", {}))
        else:
            cell(parent, "span", _words(each))


def _words(described: Mapping[str, Any]) -> str:
    if "enum" in described:
        return ", ".join(map(str, described["enum"]))
    if "const" in described:
        return str(described["const"])
    limits = {
        "minimum": "from",
        "maximum": "to",
        "minLength": "at least",
        "maxLength": "at most",
        "format": "as",
    }
    said = [f"{word} {described[key]}" for key, word in limits.items() if key in described]
    return " ".join([str(described.get("type", "anything")), *said])
