"""A person who says "that's not what I meant" corrects the answer before."""

import re

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.feedback.model import Channel
from quarterdeck.contexts.assistant.feedback.requests import CorrectionBody, FeedbackBody
from quarterdeck.contexts.assistant.feedback.service import Feedback, Rater
from quarterdeck.contexts.assistant.model import Intent
from quarterdeck.contexts.assistant.run import Run

_CORRECTIONS = re.compile(
    r"^\W*(?:(?:no|nope|sorry|hm+|well)\W+)*"
    r"(?:(?:that|this|it)(?:'s|’s| is| was|s) not what i (?:meant|asked|wanted)"
    r"|(?:that|this)(?:'s|’s| is| was|s) the wrong (?:question|answer|meeting|one)"
    r"|not what i (?:meant|asked(?: for)?|wanted)"
    r"|you (?:misunderstood|got (?:me|it|that) wrong)"
    r"|i (?:meant(?! to\b)|was asking|didn[’']?t mean|didn[’']?t ask (?:for|about) (?:that|this))\b)",
    re.IGNORECASE,
)
LONGEST = 2000


def is_correction(text: str) -> bool:
    """Tell whether the message says that the answer before it missed what was meant."""
    return bool(_CORRECTIONS.match(text))


def note_correction(feedback: Feedback, run: Run) -> None:
    """Rate the run before this one as wrong where this one's question says so; a replay repeats no rating.

    Where we asked back, "I meant the renewal" is the answer to that, and corrects nothing.
    """
    if run.replay or not is_correction(run.question.text):
        return
    before = store.preceding(run)
    if before is None or before[1].intent is Intent.CLARIFY:
        return
    question = run.question
    rater = Rater(question.tenant, question.asker, question.correlation_id, Channel.CONVERSATION)
    said = CorrectionBody(text=question.text[:LONGEST])
    feedback.rate(rater, before[0], FeedbackBody(verdict="down", correction=said))
