"""The buttons under an answer, what stands in their place once pressed, and the form behind one of them.

https://docs.slack.dev/reference/block-kit/blocks/actions-block and .../views/modal-views
"""

from collections.abc import Mapping

from quarterdeck.platform.slack.blocks import Block

UP, DOWN, MEANT = "rate_up", "rate_down", "rate_meant"
FORM = "meant"
CHOICE, WORDS = "choice", "words"
LONGEST_WORDS = 2000


def ask_thumbs(run_id: str) -> Block:
    """Return the buttons that rate the run."""
    return _actions(
        run_id,
        _button(UP, "👍", run_id, "Right"),
        _button(DOWN, "👎", run_id, "Wrong"),
        _button(MEANT, "Not what I meant", run_id),
    )


def thank(run_id: str, verdict: str, *, told: bool) -> list[Block]:
    """Return what stands in the buttons' place after a thumb up or down; ``told`` tells that it was explained."""
    words = "Thanks, noted: 👍" if verdict == "up" else "Thanks, noted: 👎"
    noted: Block = {"type": "context", "elements": [{"type": "plain_text", "text": words, "emoji": True}]}
    explain = _actions(run_id, _button(MEANT, "Say what you meant", run_id))
    return [noted] if verdict == "up" or told else [noted, explain]


def form(choices: Mapping[str, Mapping[str, str]], remembered: str) -> Block:
    """Return the view that asks what was meant.

    ``choices`` are groups of values, each in words that people read; no more than 100 of either. Slack sends
    ``remembered`` (3,000 characters at most) back with the answer.
    """
    groups = [
        {
            "label": _plain(group),
            "options": [{"text": _plain(words), "value": value} for value, words in options.items()],
        }
        for group, options in choices.items()
    ]
    select = {
        "type": "static_select",
        "action_id": CHOICE,
        "placeholder": _plain("Choose"),
        "option_groups": groups,
    }
    words = {"type": "plain_text_input", "action_id": WORDS, "multiline": True, "max_length": LONGEST_WORDS}
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": remembered,
        "title": _plain("What did you mean?"),
        "submit": _plain("Send"),
        "close": _plain("Cancel"),
        "blocks": [_input(CHOICE, "It was a question for", select), _input(WORDS, "In your words", words)],
    }


def _input(block_id: str, label: str, element: Block) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "optional": True,
        "label": _plain(label),
        "element": element,
    }


def _actions(run_id: str, *buttons: Block) -> Block:
    return {"type": "actions", "block_id": f"rate:{run_id}", "elements": list(buttons)}


def _button(action_id: str, text: str, run_id: str, spoken: str = "") -> Block:
    button = {"type": "button", "action_id": action_id, "text": _plain(text), "value": run_id}
    return button | ({"accessibility_label": spoken} if spoken else {})


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
