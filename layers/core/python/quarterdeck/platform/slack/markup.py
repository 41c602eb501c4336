"""Slack's message markup, both ways: https://docs.slack.dev/messaging/formatting-message-text."""

import re

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ANGLED = re.compile(r"<([^<>]*)>")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_PLAIN = {"amp": "&", "lt": "<", "gt": ">"}


def readable(markup: str, bot: object = None) -> str:
    """Return the markup as people read it, without the mention of the ``bot`` user.

    Where the bot is unknown, a mention at the very start is taken for it.
    """
    text = re.sub(r"^\s*<@[^<>]*>", " ", markup) if bot is None else markup
    text = _ANGLED.sub(lambda match: "" if match[1].split("|")[0] == f"@{bot}" else _label(match[1]), text)
    text = _ENTITY.sub(lambda match: _PLAIN[match[1]], text)
    return re.sub(r"[ \t]+", " ", text).strip()


def escape(text: str) -> str:
    """Return the text so that Slack shows it and takes none of it for a mention or a link."""
    return re.sub("[&<>]", lambda match: _ENTITIES[match[0]], text)


def cut(text: str, limit: int) -> tuple[str, str]:
    """Split the text, at a space if it can: the first part has at most ``limit`` characters when escaped."""
    room = limit
    for at, char in enumerate(text):
        room -= len(_ENTITIES.get(char, char))
        if room < 0:
            space = max(text.rfind(" ", 0, at + 1), text.rfind("\n", 0, at + 1))
            end = space if space > 0 else at
            return text[:end], text[end:].lstrip()
    return text, ""


def shorten(text: str, limit: int) -> str:
    """Return the text escaped and cut to ``limit`` characters; an ellipsis shows a cut."""
    if len(escape(text)) <= limit:
        return escape(text)
    return escape(cut(text, limit - 2)[0]) + " …"


def _label(inside: str) -> str:
    """Read what stands in angle brackets: a user, channel, group, date or link, each maybe with a label."""
    target, _, label = inside.partition("|")
    if target.startswith(("@", "#")):
        return target[0] + label if label else target
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return label or address if not label or label in address else f"{label} ({address})"
