"""What Slack accepts as a message: https://docs.slack.dev/reference/block-kit."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

TEXT = 40_000
BLOCKS = 50
TOGETHER = 11_000
SECTION = 3000
ELEMENTS = 10
CONTEXT = 2000


def problem(arguments: Mapping[str, Any]) -> str | None:
    """Return the error code that Slack answers a message with, or None if it takes it."""
    text, blocks = arguments.get("text", ""), arguments.get("blocks", [])
    if not text and not blocks:
        return "no_text"
    if len(text) > TEXT:
        return "msg_too_long"
    if len(blocks) > BLOCKS or not all(_fits(block) for block in blocks):
        return "invalid_blocks"
    if sum(len(text) for block in blocks for text in texts(block)) > TOGETHER:
        return "msg_blocks_too_long"
    return None if _is_metadata(arguments.get("metadata")) else "invalid_metadata_format"


def texts(block: Mapping[str, Any]) -> list[str]:
    """Return the texts that a section, a context or buttons show."""
    parts = [block["text"]] if block["type"] == "section" else block["elements"]
    return [_words(part) for part in parts]


def buttons(blocks: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the message's buttons by what they say."""
    found = [part for block in blocks if block["type"] == "actions" for part in block["elements"]]
    return {_words(button): button for button in found}


def shown(blocks: Sequence[Mapping[str, Any]]) -> str:
    """Return everything that the blocks show, a line each."""
    return "\n".join(text for block in blocks for text in texts(block))


def view_problem(view: Mapping[str, Any]) -> str | None:
    """Return the error code that Slack answers a modal with, or None if it shows it."""
    known = {"type", "callback_id", "private_metadata", "title", "submit", "close", "blocks"}
    titles = all(_is_text(view[name], 24, {"plain_text"}) for name in ("title", "submit", "close"))
    fits = view.keys() <= known and view["type"] == "modal" and titles and len(view["blocks"]) <= 100
    fits = fits and len(view.get("private_metadata", "")) <= 3000
    ids = [block["block_id"] for block in view["blocks"]]
    return (
        None
        if fits and all(map(_is_input, view["blocks"])) and len(set(ids)) == len(ids)
        else "invalid_arguments"
    )


def _fits(block: Mapping[str, Any]) -> bool:
    match block.get("type"):
        case "section":
            return block.keys() <= {"type", "text", "expand"} and _is_text(block["text"], SECTION)
        case "context":
            parts = block["elements"]
            kinds = {"mrkdwn", "plain_text"}
            return 1 <= len(parts) <= ELEMENTS and all(_is_text(part, CONTEXT, kinds) for part in parts)
        case "actions":
            return len(block["block_id"]) <= 255 and all(map(_is_button, block["elements"]))
    return False


def _is_button(part: Mapping[str, Any]) -> bool:
    known = part.keys() <= {"type", "action_id", "text", "value", "accessibility_label"}
    sizes = len(part["action_id"]) <= 255 and len(part["value"]) <= 2000
    spoken = len(part.get("accessibility_label", "")) <= 75
    return (
        known and part["type"] == "button" and sizes and spoken and _is_text(part["text"], 75, {"plain_text"})
    )


def _is_input(block: Mapping[str, Any]) -> bool:
    known = block.keys() <= {"type", "block_id", "optional", "label", "element"}
    return known and _is_text(block["label"], 2000, {"plain_text"}) and _is_element(block["element"])


def _is_element(element: Mapping[str, Any]) -> bool:
    if element["type"] == "plain_text_input":
        return bool(1 <= element["max_length"] <= 3000)
    groups = element["option_groups"]
    options = [option for group in groups for option in group["options"]]
    plain = [*(group["label"] for group in groups), *(option["text"] for option in options)]
    sizes = 1 <= len(groups) <= 100 and len(options) <= 100
    return sizes and all(_is_text(part, 75, {"plain_text"}) for part in plain)


def _is_text(part: Mapping[str, Any], limit: int, kinds: Collection[str] = ("mrkdwn",)) -> bool:
    known = part.keys() <= {"type", "text", "verbatim" if part["type"] == "mrkdwn" else "emoji"}
    return known and part["type"] in kinds and bool(part["text"].strip()) and len(part["text"]) <= limit


def _words(part: Mapping[str, Any]) -> str:
    return str(part["text"] if isinstance(part["text"], str) else part["text"]["text"])


def _is_metadata(metadata: object) -> bool:
    match metadata:
        case None | {"event_type": str(), "event_payload": dict()}:
            return True
    return False
