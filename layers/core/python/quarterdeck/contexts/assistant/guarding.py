"""The guard's look at an answer before it leaves its contract."""

from collections.abc import Iterable
from functools import cache

from msgspec.structs import replace

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.base import Gathered
from quarterdeck.contexts.assistant.model import Answer, Claim, SourceKind
from quarterdeck.kernel.observability import count, logger
from quarterdeck.services.guard.inspect import steers
from quarterdeck.services.guard.output import Breach, Guarding
from quarterdeck.services.guard.secrets import without_secrets
from quarterdeck.services.llm.model import Message

WITHHELD = "I made an answer, but it held something that I may not show, so I don't show it."


def guarded(answer: Answer, brief: Brief, gathered: Gathered, prompt: Iterable[Message]) -> Answer:
    """Return the answer without secrets and foreign links, or nothing of it where it shows what nobody may see.

    What was found is counted and logged without its text.
    """
    guarding = Guarding(
        tenant=brief.question.tenant,
        known=cache(lambda: (*_sources(brief, gathered), brief.question.text)),
        rules=[message.content for message in prompt if message.role == "system"],
    )
    shown = (answer.text, *(claim.text for claim in answer.claims))
    breach = next(filter(None, map(guarding.withheld, shown)), None)
    if breach is not None:
        _found(breach)
        return Answer(
            WITHHELD, dropped=len(answer.claims), provider=answer.provider, degraded=answer.degraded
        )
    cleaned = replace(
        answer,
        text=guarding.cleaned(answer.text),
        claims=tuple(_cleaned(claim, guarding) for claim in answer.claims),
    )
    if cleaned != answer:
        _found(Breach.KEY if any(without_secrets(text) != text for text in shown) else Breach.LINK)
    return cleaned


def _sources(brief: Brief, gathered: Gathered) -> Iterable[str]:
    """Yield the texts whose links an answer may have; not those that try to tell an assistant what to do."""
    yield from (gathered.frame.before, gathered.frame.body, gathered.frame.after)
    for piece in (piece for piece in gathered.evidence if not steers(piece.text)):
        yield from (piece.text, piece.document) if piece.source is SourceKind.WEB else (piece.text,)
    yield from (cited.document for claim in brief.earlier for cited in claim.citations)
    yield from (cited.quote for claim in brief.earlier for cited in claim.citations)


def _cleaned(claim: Claim, guarding: Guarding) -> Claim:
    citations = tuple(replace(cited, quote=without_secrets(cited.quote)) for cited in claim.citations)
    return replace(
        claim, text=guarding.cleaned(claim.text), topic=guarding.cleaned(claim.topic), citations=citations
    )


def _found(breach: Breach) -> None:
    count("GuardedOutputs", breach=breach.value)
    logger.warning("the guard changed an answer", extra={"breach": breach.value})
