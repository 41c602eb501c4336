"""SALES_DECK_PREP: the outline of a sales deck and its file, of what the chain found and what the customer said."""

from collections.abc import Sequence

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief, MadeFile
from quarterdeck.contexts.assistant.contracts import catalogue
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library, Needs
from quarterdeck.contexts.assistant.contracts.deck_file import deck_file
from quarterdeck.contexts.assistant.contracts.evidence import as_given
from quarterdeck.contexts.assistant.contracts.outlining import (
    again,
    cited_again,
    features,
    steps,
    wishes,
)
from quarterdeck.contexts.assistant.contracts.pitch import company_of, product_of, title
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Statement, Strict, claim
from quarterdeck.contexts.assistant.contracts.stored import (
    WISHES,
    meetings_with,
    quotes_of,
    said_about,
    still_there,
    wishes_in,
)
from quarterdeck.contexts.assistant.contracts.value_proposition import PROOF
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent, SourceKind
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.services.llm.model import Message

MOST, FEATURES = 5, 4
HEADINGS = {
    "situation": "Where {company} stands",
    "needs": "What they need, in their own words",
    "value": "What we bring",
    "proof": "What proves it",
    "next_steps": "Next steps",
}
TASK = """\
Write the outline of a sales deck for the customer, up to five short points a part: their situation, from pages and \
meetings; their needs, in their people's own words with the name of who said them; what our product is worth to them; \
what proves it; and the next steps that were promised, who does what by when. Choose what speaks to their needs."""


class Outline(Strict):
    """The deck, part by part."""

    situation: list[Statement] = Field(description="The customer's situation")
    needs: list[Statement] = Field(description="What they need, in their own words")
    value: list[Statement] = Field(description="What our product is worth to them")
    proof: list[Statement] = Field(description="Features and figures that prove it")
    next_steps: list[Statement] = Field(description="Who will do what by when")


def _gather(brief: Brief, library: Library) -> Gathered:
    wanted = meetings_with(brief, library)
    meetings, artifacts = still_there(wanted, library)
    talk = said_about(WISHES, meetings, library)
    if artifacts:
        talk += quotes_of(meetings[0], (item.quote for item in artifacts.action_items))
    shelf = library.products(
        f"{brief.question.text} {wishes_in(talk, meetings)}",
        FEATURES,
        brief.asker.product,
        (TableName.FEATURES,),
    )
    earlier = [cited_again(cited) for made in brief.earlier for cited in made.citations]
    return Gathered(
        as_given([*earlier, *talk, *catalogue.pieces(shelf)]),
        "I found nothing to make a deck of: no page, no meeting with the customer and no product record.",
        artifacts=artifacts,
        meetings=meetings,
        looked_at=len(meetings),
        gone=len(wanted) - len(meetings),
        names=(*shelf.products, *brief.scope.companies),
        snapshot=shelf.version if shelf.total else "",
        records=tuple(record for record in shelf.records if record.text),
    )


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, gathered.evidence)


def _extract(brief: Brief, gathered: Gathered) -> Outline:
    worth = [made for made in brief.earlier if made.citations[0].source is SourceKind.PRODUCT]
    proof = [again(made, gathered) for made in worth if made.part == PROOF]
    needs = list(wishes(gathered))[:MOST]
    known = {quote.quote for statement in needs for quote in statement.quotes}
    found = [made for made in brief.earlier if made not in worth and made.citations[0].quote not in known]
    return Outline(
        situation=[again(made, gathered) for made in found][:MOST],
        needs=needs,
        value=[again(made, gathered) for made in worth if made.part != PROOF][:MOST],
        proof=[*proof, *features(gathered, product_of(brief, gathered))][:MOST],
        next_steps=list(steps(gathered))[:MOST],
    )


def _claims(output: Outline, gathered: Gathered) -> Draft:
    parts = [(name, getattr(output, name)) for name in HEADINGS]
    made = [claim(s.text, s.quotes, gathered.evidence, name) for name, part in parts for s in part]
    return Draft(tuple(made), gathered.missing)


def _render(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> str:
    lines = [f"{title(brief, gathered)}: the outline of a deck"]
    for name, heading in _headings(brief, gathered).items():
        part = [f"- {made.text}" for made in claims if made.part == name]
        lines += [f"{heading}:", *part] if part else []
    return "\n".join(lines)


def _files(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> list[MadeFile]:
    headings = _headings(brief, gathered)
    return [deck_file(title(brief, gathered), brief, headings, claims, gathered.meetings)]


def _headings(brief: Brief, gathered: Gathered) -> dict[str, str]:
    company = company_of(brief, gathered.meetings) or "the customer"
    return {name: heading.format(company=company) for name, heading in HEADINGS.items()}


CONTRACT = Contract(
    name="SALES_DECK_PREP",
    version="1",
    intent=Intent.EXTERNAL_RESEARCH,
    output=Outline,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.A_MEETING_IF_NAMED,
    before=("EXTERNAL_RESEARCH", "VALUE_PROPOSITION"),
    files=_files,
    help='slides for a pitch: "Make a sales deck for Pinfold."',
)
