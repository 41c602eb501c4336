"""NEXT_STEPS: who promised what in a meeting, and by when."""

from collections.abc import Sequence

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.artifacts import drawn, gather, narrowed
from quarterdeck.contexts.assistant.contracts.asked import asked
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library
from quarterdeck.contexts.assistant.contracts.evidence import quoted
from quarterdeck.contexts.assistant.contracts.prompting import listed, messages
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Strict, claim
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent
from quarterdeck.contexts.meetings.model import ActionItem
from quarterdeck.services.llm.model import Message

TASK = """\
List the next steps that were agreed or promised: who will do what, by when. Leave out what was only wished for, \
and what was taken back. Write the action as a short phrase that begins with a verb."""


class Step(Strict):
    """One promise."""

    owner: str = Field(description="The name of the person who will do it")
    action: str = Field(description="What will be done, beginning with a verb")
    due: str | None = Field(description="By when, in the words that were said; null if nothing was said")
    quotes: list[Quoted] = Field(description="The quotes that say so; at least one")


class NextSteps(Strict):
    """The promises, in the order they were made."""

    steps: list[Step] = Field(description="The next steps; empty if there are none")


def _gather(brief: Brief, library: Library) -> Gathered:
    missing = f"I found no next steps in {listed(brief.meetings)}."
    return gather(brief, library, lambda a: (item.quote for item in a.action_items), missing)


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, gathered.evidence)


def _extract(brief: Brief, gathered: Gathered) -> NextSteps:
    items = drawn(gathered).action_items
    wanted = asked(brief.question.text, brief.meetings, {item.owner for item in items})
    owners = wanted.speakers or wanted.people
    owned = [item for item in items if not owners or item.owner in owners]
    chosen = narrowed(owned, wanted, lambda item: item.quote.text)
    return NextSteps(steps=[_step(item, gathered) for item in chosen])


def _step(item: ActionItem, gathered: Gathered) -> Step:
    quotes = [quoted(item.quote, gathered.evidence)]
    return Step(owner=item.owner, action=item.action, due=item.due, quotes=quotes)


def step_text(owner: str, action: str, due: str | None) -> str:
    """Return the promise as one line; the day stands at its end unless the action names it."""
    action = action.strip().rstrip(".")
    return f"{owner}: {action}" + (f" ({due})" if due and due not in action else "")


def _claims(output: NextSteps, gathered: Gathered) -> Draft:
    made = tuple(
        claim(step_text(s.owner, s.action, s.due), s.quotes, gathered.evidence) for s in output.steps
    )
    return Draft(made, gathered.missing)


def _render(brief: Brief, _gathered: Gathered, claims: Sequence[Claim]) -> str:
    return "\n".join([f"Next steps from {listed(brief.meetings)}:", *(f"- {made.text}" for made in claims)])


CONTRACT = Contract(
    name="NEXT_STEPS",
    version="1",
    intent=Intent.SINGLE_MEETING,
    output=NextSteps,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    help='who promised what, and by when: "What are the next steps from Tuesday?"',
)
