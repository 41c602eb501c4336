"""A person who says "that's not what I meant" corrects the answer before."""

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.feedback.model import Channel, Thumb, corrected
from quarterdeck.contexts.assistant.feedback.service import Feedback, Rater
from quarterdeck.contexts.assistant.model import Intent
from quarterdeck.contexts.assistant.routing.corrections import is_correction
from quarterdeck.contexts.assistant.run import Run

LONGEST = 2000


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
    feedback.rate(rater, before[0], Thumb.DOWN, corrected(None, None, question.text[:LONGEST]))
