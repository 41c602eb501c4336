"""CUSTOMER_QUESTIONS: what the customer asked in a meeting, each question with the answer given, if any."""

import re
from collections.abc import Sequence
from itertools import groupby

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.artifacts import drawn, gather, narrowed
from quarterdeck.contexts.assistant.contracts.asked import asked
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library
from quarterdeck.contexts.assistant.contracts.evidence import quoted
from quarterdeck.contexts.assistant.contracts.prompting import listed, messages
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Strict, claim, said
from quarterdeck.contexts.assistant.model import Claim, Draft, Evidence, Intent, Question
from quarterdeck.contexts.meetings.model import Artifacts, CustomerQuestion, Quote
from quarterdeck.services.llm.model import Message

TASK = """\
List the questions and requests of the customer's people, each with the words that answer it. One that was put off \
("let me check") has no answer. Leave out small talk and questions that only check understanding. If the question asks \
for open ones, list only those."""
STILL_OPEN = "\n  (still open)"
_ONLY_OPEN = re.compile(
    r"\bunanswered\b|\b(?:couldn't|could not|can't|cannot|didn't|did not|haven't) (?:\w+ )?answer"
    r"|\b(?:still|left) open\b|\bopen questions?\b|\boutstanding\b|\bwithout an answer\b",
    re.IGNORECASE,
)
_ALL_TOO = re.compile(r"\bask(?:ed)?\b.*\band\b", re.IGNORECASE)


class AskedAndAnswered(Strict):
    """One question."""

    question: Quoted = Field(description="The question as it was asked")
    answer: list[Quoted] = Field(
        description="The words that answer it; empty if nobody did or it was put off"
    )


class CustomerQuestions(Strict):
    """The questions, in the order they were asked."""

    questions: list[AskedAndAnswered] = Field(description="The customer's questions; empty if there are none")


def _quotes(artifacts: Artifacts) -> list[Quote]:
    return [quote for item in artifacts.customer_questions for quote in (item.quote, *item.answer)]


def _gather(brief: Brief, library: Library) -> Gathered:
    kind = "open questions" if wants_only_open(brief.question) else "questions"
    return gather(
        brief, library, _quotes, f"I found no {kind} from the customer in {listed(brief.meetings)}."
    )


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, gathered.evidence)


def _extract(brief: Brief, gathered: Gathered) -> CustomerQuestions:
    items = drawn(gathered).customer_questions
    askers = {item.asker for item in items}
    wanted = asked(brief.question.text, brief.meetings, askers)
    theirs = [item for item in items if not wanted.people & askers or item.asker in wanted.people]
    chosen = [item for item in theirs if not (item.answer and wants_only_open(brief.question))]
    pairs = [_pair(item, gathered.evidence) for item in narrowed(chosen, wanted, _text)]
    return CustomerQuestions(questions=pairs)


def _text(item: CustomerQuestion) -> str:
    return " ".join(quote.text for quote in (item.quote, *item.answer))


def _pair(item: CustomerQuestion, evidence: Sequence[Evidence]) -> AskedAndAnswered:
    answer = [quoted(quote, evidence) for quote in item.answer]
    return AskedAndAnswered(question=quoted(item.quote, evidence), answer=answer)


def wants_only_open(question: Question) -> bool:
    """Tell whether the question is after those that got no answer."""
    return bool(_ONLY_OPEN.search(question.text) and not _ALL_TOO.search(question.text))


def _claims(output: CustomerQuestions, gathered: Gathered) -> Draft:
    return Draft(tuple(_claim(pair, gathered) for pair in output.questions), gathered.missing)


def _claim(pair: AskedAndAnswered, gathered: Gathered) -> Claim:
    """Return the question and its answer in the words of those who spoke, a speaker's sentences together."""
    made = claim("", (pair.question, *pair.answer), gathered.evidence)
    turns = groupby(made.citations, key=lambda citation: (citation.turn, citation.speaker))
    lines = [said(speaker, '" "'.join(c.quote for c in citations)) for (_, speaker), citations in turns]
    return Claim("\n  ".join(lines) + ("" if pair.answer else STILL_OPEN), made.citations)


def _render(brief: Brief, _gathered: Gathered, claims: Sequence[Claim]) -> str:
    return "\n".join(
        [f"The customer's questions in {listed(brief.meetings)}:", *(f"- {made.text}" for made in claims)]
    )


CONTRACT = Contract(
    name="CUSTOMER_QUESTIONS",
    version="1",
    intent=Intent.SINGLE_MEETING,
    output=CustomerQuestions,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    help='what the customer asked, answered or open: "Which of their questions are still open?"',
)
