"""What a tenant's questions may name: its companies, people, products and meetings."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.resolve import Names, company_names, first_words, keys, people_names


class Known(Struct, frozen=True):
    """The meetings that can be asked about, and whom or what each name may mean.

    ``employers`` has the companies of all contacts; of the people, only our own aren't in it. ``words`` are those
    of all names and titles. ``given`` tells that the caller named the meeting: the only one in ``meetings``.
    """

    meetings: tuple[Meeting, ...] = ()
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    companies: Names = field(default_factory=dict)
    people: Names = field(default_factory=dict)
    products: Names = field(default_factory=dict)
    employers: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    given: bool = False


def known_from(
    meetings: Sequence[Meeting],
    aliases: Mapping[str, Sequence[str]],
    products: Iterable[str] = (),
    contacts: Mapping[str, str] | None = None,
    reps: Iterable[str] = (),
) -> Known:
    """Return what can be named, of the meetings and of what is known besides them.

    ``aliases`` has the companies' other names, perhaps of companies without a meeting; ``contacts`` gives people's
    companies. Participants of the meetings need not be among ``contacts`` or ``reps``.
    """
    firms = {*(meeting.company for meeting in meetings), *aliases}
    customers = _customers(meetings)
    everyone = {p.name for m in meetings for p in m.participants}.union(customers, contacts or (), reps)
    companies = {**first_words(firms), **_beginnings(firms), **company_names(firms, aliases)}
    people = people_names(frozenset(everyone))
    sold = {keys(name): frozenset([name]) for name in products}
    titles = {keys(meeting.title) for meeting in meetings}
    return Known(
        meetings=tuple(meetings),
        aliases=aliases,
        companies=companies,
        people=people,
        products=sold,
        employers={**customers, **(contacts or {})},
        words=frozenset(word for name in (*companies, *people, *sold, *titles) for word in name),
    )


def _customers(meetings: Sequence[Meeting]) -> dict[str, str]:
    """Return the companies of those who speak for one; whoever met only one and didn't say is taken to be of it."""
    met: dict[str, set[str]] = {}
    for meeting in meetings:
        for person in meeting.participants:
            if person.company in {None, meeting.company}:
                met.setdefault(person.name, set()).add(meeting.company)
    return {name: companies.pop() for name, companies in met.items() if len(companies) == 1}


def _beginnings(companies: Iterable[str]) -> Names:
    """Return the companies' names cut after their second word, third word..."""
    cut: dict[tuple[str, ...], set[str]] = {}
    for company in companies:
        name = keys(company)
        for length in range(2, len(name)):
            cut.setdefault(name[:length], set()).add(company)
    return {name: frozenset(meant) for name, meant in cut.items()}
