"""What a sales deck is about: our product, and the company that it is for."""

from collections.abc import Iterable

from quarterdeck.contexts.assistant.brief import Brief, Meetings
from quarterdeck.contexts.assistant.contracts.base import Gathered
from quarterdeck.contexts.assistant.products import mentioned


def title(brief: Brief, gathered: Gathered) -> str:
    """Return the deck's title."""
    company, product = company_of(brief, gathered.meetings), product_of(brief, gathered) or "Our offer"
    return f"{product} for {company}" if company else product


def company_of(brief: Brief, meetings: Meetings) -> str:
    """Return the company that the question names, else that of the meetings; empty where there is none."""
    named: Iterable[str] = (*brief.scope.companies, *(meeting.company for meeting in meetings))
    return next(iter(named), "")


def product_of(brief: Brief, gathered: Gathered) -> str:
    """Return the product that the deck is about: named, the one whose worth was told, the asker's, or the nearest."""
    worth = " ".join(made.text for made in brief.earlier)
    told = [name for name in mentioned(worth, gathered.names) if name not in brief.scope.companies]
    near = [record.product for record in gathered.records if record.product]
    named = [n for n in mentioned(brief.question.text, gathered.names) if n not in brief.scope.companies]
    return next(iter([*named, *told, *filter(None, [brief.asker.product]), *near]), "")
