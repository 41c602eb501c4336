"""What Slack accepts as a message: https://docs.slack.dev/reference/block-kit."""

from collections.abc import Mapping, Sequence
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
    """Return the texts that a section or a context shows."""
    parts = block["elements"] if block["type"] == "context" else [block["text"]]
    return [part["text"] for part in parts]


def shown(blocks: Sequence[Mapping[str, Any]]) -> str:
    """Return everything that the blocks show, a line each."""
    return "\n".join(text for block in blocks for text in texts(block))


def _fits(block: Mapping[str, Any]) -> bool:
    if block.get("type") == "section":
        return block.keys() <= {"type", "text", "expand"} and _is_text(block["text"], SECTION)
    if block.get("type") != "context" or block.keys() != {"type", "elements"}:
        return False
    return 1 <= len(block["elements"]) <= ELEMENTS and all(
        _is_text(part, CONTEXT) for part in block["elements"]
    )


def _is_text(part: Mapping[str, Any], limit: int) -> bool:
    known = part.keys() <= {"type", "text", "verbatim"} and part["type"] == "mrkdwn"
    return known and bool(part["text"].strip()) and len(part["text"]) <= limit


def _is_metadata(metadata: object) -> bool:
    match metadata:
        case None | {"event_type": str(), "event_payload": dict()}:
            return True
    return False
