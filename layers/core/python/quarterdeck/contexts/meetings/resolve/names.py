"""What companies and people are called, word by word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
"""A word of a question or a name."""

_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_POSSESSIVE = re.compile(r"['’]s$")
_LEGAL_FORM = re.compile(r"inc|ltd|llc|gmbh|corp|co|plc|ag|sa|bv|company|limited|corporation")
_ALSO_WORDS = re.compile(
    r"will|mark|may|june|april|august|grant|bill|rose|hope|art|frank|drew|chase|dawn|pat|rob|sue|jack|ray|gene|dale|"
    r"cliff|rich|guy|max|page|price|cook|long|young|king|park|law|day|best|west|north|global|united|first|national|"
    r"general|american|the|data|water|blue|green|red|open|smart|new|one|summit|next|pilot|core|true|clear|bright|"
    r"summer|baker|hunter|major|bishop|wood|stone|fields|banks|small|short|love|joy|faith|grace|penny|dean|miles|carol|"
    r"ivy|holly|olive|robin|star|ford|case|sharp|wise|rice|bell|ball|bush|glass|black|brown|white|gray|little|sales|"
    r"field|church|street|moon|marsh|fox|wolf|bird|berry|lane|rivers|winter|cash|chance|christian|noble|call|close|"
    r"strong|summers|frost|quill|early|power|deal|hand|hall|lake|light|rush|story|sterling|swift|waters|wells|woods|"
    r"hill|hills|fields|works|works|week|weeks|good|goods|great|worth|grand|gold|silver|gate|gates|key|keys|keen|ready|"
    r"sales|seals|sands|shore|self|nice|list|link|links|note|notes|order|orders|pay|plan|plans|post|pitch|quick|"
    r"reading|report|right|save|savage|sense|ship|sky|snow|spring|stark|steel|still|stock|term|terms|test|trial|trust|"
    r"view|walker|wall|wills|wish|writer|year|years|draft|sample|sender|speaker|buyer|seller|customer|client|account|"
    r"business|office|email|mail|bot|ally|amber|angel|april|beau|cat|charity|clay|destiny|ginger|harmony|heath|iris|"
    r"jade|jasmine|jewel|lily|melody|mercy|misty|opal|pearl|precious|ruby|sandy|sky|skip|stormy|sunny|trinity|violet|"
    r"wade|chip|buck|bud|dusty|rusty|rocky|woody|van|von|de|la|le|del|di|da"
)

Names = Mapping[tuple[str, ...], frozenset[str]]
"""What may be said, word by word, and whom it may mean."""


@lru_cache(maxsize=20_000)
def keys(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared."""
    return tuple(_key(match[0]) for match in WORD.finditer(name))


def is_also_a_word(name: str) -> bool:
    """Tell a name, as compared, that is an everyday word or a month as well."""
    return _ALSO_WORDS.fullmatch(name) is not None


def _key(word: str) -> str:
    return "and" if word == "&" else _POSSESSIVE.sub("", word.lower())


def company_names(companies: Iterable[str], aliases: Mapping[str, Sequence[str]]) -> Names:
    """Return what each company is called: its name, with and without its legal form, and its aliases.

    Each of them may be said without its "and".
    """
    known: dict[tuple[str, ...], set[str]] = {}
    for company in companies:
        full = keys(company)
        for name in (full, _informal(full), *map(keys, aliases.get(company, ()))):
            known.setdefault(name, set()).add(company)
            known.setdefault(_without_and(name), set()).add(company)
    return {name: frozenset(meant) for name, meant in known.items() if name}


def first_words(companies: Iterable[str]) -> Names:
    """Return the first words of the companies' names, those that can't be taken for another word."""
    known: dict[tuple[str, ...], set[str]] = {}
    for company in companies:
        known.setdefault(keys(company)[:1], set()).add(company)
    return {name: frozenset(meant) for name, meant in known.items() if name and not is_also_a_word(name[0])}


@lru_cache(maxsize=32)
def people_names(people: frozenset[str]) -> Names:
    """Return what people are called: by full, first or last name, with or without titles before or after it.

    What stands in brackets after a name is none of it.
    """
    known: dict[tuple[str, ...], set[str]] = {}
    for person in people:
        full = keys(_BRACKETS.sub("", person))
        for cut in range(len(full)):
            known.setdefault(full[: cut + 1], set()).add(person)
            known.setdefault(full[cut:], set()).add(person)
    return {name: frozenset(meant) for name, meant in known.items() if any(len(word) > 1 for word in name)}


def _without_and(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in name if word != "and")


def _informal(name: tuple[str, ...]) -> tuple[str, ...]:
    return name[:-1] if len(name) > 1 and _LEGAL_FORM.fullmatch(name[-1]) else name
