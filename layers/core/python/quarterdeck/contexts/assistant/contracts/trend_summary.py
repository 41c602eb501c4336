"""TREND_SUMMARY: how often something came up month by month, or quarter by quarter, and what was said of it then."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief, Meetings
from quarterdeck.contexts.assistant.contracts.across.buckets import Bucket, buckets
from quarterdeck.contexts.assistant.contracts.across.finds import Find, best
from quarterdeck.contexts.assistant.contracts.across.fitting import fitting
from quarterdeck.contexts.assistant.contracts.across.quoting import by_topic, cited, line, statement
from quarterdeck.contexts.assistant.contracts.across.reading import found, read
from quarterdeck.contexts.assistant.contracts.across.scope import looked_at, number
from quarterdeck.contexts.assistant.contracts.across.themed import Themed, draft, where
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Needs
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Strict
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent, Table
from quarterdeck.services.llm.model import Message

TASK = """\
The evidence is from several meetings; each piece has its day. Say how what was said of the question's topic \
developed: one sentence a month that has something new, in order of time, each quoting pieces of that month only. \
Without a topic in the question take up to three themes. Don't count anything and don't name the months: both is \
done for you."""
THEMES = 3


class Trends(Strict):
    """The themes, each with its statements in order of time."""

    trends: list[Themed] = Field(description="The themes; empty if the evidence has none")


class Share(NamedTuple):
    """In how many of a bucket's meetings a theme came up."""

    bucket: Bucket
    having: Meetings
    meetings: Meetings

    def __str__(self) -> str:
        if not self.meetings:
            return "no meetings"
        return f"{len(self.having)} of {number(len(self.meetings), 'meeting')}"


def _monthly(brief: Brief, gathered: Gathered, finds: Sequence[Find]) -> list[Find]:
    """Return the best find of each bucket."""
    chosen = []
    for bucket in buckets(brief, gathered.meetings):
        there = {meeting.id for meeting in bucket.of(gathered.meetings)}
        chosen += best([find for find in finds if find.meeting.id in there], 1)
    return chosen


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    trends = found(brief, gathered)[:THEMES]
    first = [find.sentence.piece.id for _, finds in trends for find in _monthly(brief, gathered, finds)]
    return messages(TASK, brief, fitting(gathered.evidence, first), gathered.meetings)


def _extract(brief: Brief, gathered: Gathered) -> Trends:
    return Trends(
        trends=[
            Themed(
                theme=topic.label, statements=[statement(find) for find in _monthly(brief, gathered, finds)]
            )
            for topic, finds in found(brief, gathered)[:THEMES]
        ]
    )


def _claims(output: Trends, gathered: Gathered) -> Draft:
    return draft(output.trends, gathered)


def _shares(brief: Brief, gathered: Gathered, theme: str, claims: Sequence[Claim]) -> list[Share]:
    having = where(brief, gathered, theme, claims)
    times = buckets(brief, gathered.meetings)
    return [Share(bucket, bucket.of(having), bucket.of(gathered.meetings)) for bucket in times]


def _change(shares: Sequence[Share]) -> str:
    """Return how the first bucket with meetings differs from the last one, in words."""
    held = [share for share in shares if share.meetings]
    if len(held) < 2:  # noqa: PLR2004 - a change is between two
        return f"{held[0]} in {held[0].bucket.label}; there are no others to compare with"
    first, last = held[0], held[-1]
    before, after = (Fraction(len(share.having), len(share.meetings)) for share in (first, last))
    change = "more often" if after > before else "less often" if after < before else "as often as before"
    return f"{change}, from {first} in {first.bucket.label} to {last} in {last.bucket.label}"


def _render(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> str:
    lines = [looked_at(gathered.meetings)]
    for theme, group in by_topic(claims).items():
        shares = _shares(brief, gathered, theme, group)
        lines += ["", f"{theme}: {_change(shares)}."]
        for share in shares:
            lines += [f"{share.bucket.label}: {share}"]
            lines += [line(each, gathered.meetings) for each in _then(share, group, gathered)]
    return "\n".join(lines)


def _then(share: Share, claims: Sequence[Claim], gathered: Gathered) -> list[Claim]:
    """Return the claims whose last meeting was in the bucket."""
    return [claim for claim in claims if cited([claim], gathered.meetings)[0] in share.meetings]


def _table(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> Table:
    rows = [
        (
            share.bucket.label,
            theme,
            str(len(share.meetings)),
            str(len(share.having)),
            _quotes(share, group, gathered),
        )
        for theme, group in by_topic(claims).items()
        for share in _shares(brief, gathered, theme, group)
    ]
    return Table(("When", "Theme", "Meetings", "Came up in", "Said"), tuple(rows))


def _quotes(share: Share, claims: Sequence[Claim], gathered: Gathered) -> str:
    return " ".join(claim.text for claim in _then(share, claims, gathered))


CONTRACT = Contract(
    name="TREND_SUMMARY",
    version="1",
    intent=Intent.MULTI_MEETING,
    output=Trends,
    gather=read,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.MEETINGS,
    table=_table,
    help='how something developed: "How has talk about security changed since June?"',
)
