"""What is listed at the end of a meeting: who does what by when, in the words of whoever sums up."""

import re
from collections.abc import Iterator

from quarterdeck.contexts.meetings.artifacts.deadlines import deadline, firm_deadline
from quarterdeck.contexts.meetings.artifacts.items import as_item, owner
from quarterdeck.contexts.meetings.artifacts.sides import Sides
from quarterdeck.contexts.meetings.model import ActionItem, Quote

_FROM = re.compile(r"(?:^|[,;:.] (?:and )?)(?P<thing>[^,;:.]{4,80}?) from (?P<name>[A-Z][\w'-]+) ")
_LISTED = re.compile(r"\bFrom (?P<name>me|[A-Z][\w'-]+)\b[:,]? ")
_DOES = re.compile(
    r"(?:^|[,;:.] )(?:(?:[Aa]nd|[Ss]o),? (?:um, )?)?(?P<name>[A-Z][\w'-]+) "
    r"(?!(?:has|was|is|needs|wants|says|thinks|knows|likes|expects|hopes|asks|tells) )(?P<deed>[a-z]{3,}s) "
)
_THING = re.compile(r"(?:and )?(?P<what>[^,.;:\s][^,.;:]*)")


def recaps(quote: Quote, sides: Sides) -> Iterator[ActionItem]:
    """Yield what a recap lists: "logs from Ana by Friday", "From Ana: logs by Friday", "Ana sends them by Friday"."""
    said = quote.text.replace("’", "'")
    for match in _FROM.finditer(said):
        person, due = sides.person(match["name"]), deadline(said, match.end())
        if person and due and due[0] == match.end():
            yield as_item(person, quote, said, (match.start("thing"), due[1]), due)
    listed = _LISTED.search(said)
    for thing in _THING.finditer(said, listed.end()) if listed else ():
        due = deadline(said, *thing.span("what"))
        if listed and due and due[1] == thing.end():
            yield as_item(owner(listed["name"], quote, sides), quote, said, thing.span("what"), due)
    for match in _DOES.finditer(said):
        person, due = sides.person(match["name"]), firm_deadline(said, match.end())
        if person and due:
            yield as_item(person, quote, said, (match.start("deed"), len(said)), due)
