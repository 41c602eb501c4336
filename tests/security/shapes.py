"""The shapes in which a text can carry a name, and how a reader would still make it out."""

import base64
import codecs
import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial

NAMES = ("Zorvane", "Kestrelune Mills", "Emberly Brask", "Tavering", "Marrowby rollout")
"""Of another tenant: the organisation, a customer of it, a person, a product and a meeting."""

_MARKS = ("zorvane", "kestrelune", "emberly", "brask", "tavering", "marrowby")
"""The words by which a reader would know them."""

_LATIN, _CYRILLIC = "aeopcyxikABEKMHOPCTX", "аеорсухікАВЕКМНОРСТХ"
_GREEK, _AS_GREEK = "αεοινκΑΒΕΚΜΗΟΡΤΧΖ", "aeoivkABEKMHOPTXZ"
_TO_CYRILLIC, _TO_GREEK = str.maketrans(_LATIN, _CYRILLIC), str.maketrans(_AS_GREEK, _GREEK)
_TO_LATIN = str.maketrans(_CYRILLIC + _GREEK, _LATIN + _AS_GREEK)
_TO_DIGITS, _FROM_DIGITS = str.maketrans("aeiost", "431057"), str.maketrans("431057", "aeiost")
_TAG = 0xE0000
_TAGS = {_TAG + code: code for code in range(0x20, 0x7F)}


def _with(mark: str, name: str) -> str:
    return mark.join(name)


def _one_word(name: str) -> str:
    return name.lower().replace(" ", "")


def _wide(name: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isalpha() else char for char in name)


def _bold(name: str) -> str:
    first = {True: 0x1D400 - ord("A"), False: 0x1D41A - ord("a")}
    return "".join(chr(first[char.isupper()] + ord(char)) if char.isalpha() else char for char in name)


_ENCODED: Mapping[str, Callable[[str], str]] = {
    "backwards": lambda n: n[::-1].lower(),
    "ROT13": lambda n: codecs.encode(n.lower(), "rot13"),
    "base64": lambda n: base64.b64encode(n.encode()).decode(),
    "hexadecimal": lambda n: n.encode().hex(),
}


def _hidden(encode: Callable[[str], str], name: str) -> str:
    return f"it is {encode(name)} again."


SHAPES: Mapping[str, Callable[[str], str]] = {
    "in a sentence": lambda n: f"It is {n} again.",
    "opening": lambda n: f"{n} is it.",
    "opening a later sentence": lambda n: f"It is so. {n} has it.",
    "after a colon": lambda n: f"It is this: {n} has it.",
    "at a line's beginning": lambda n: f"It is so\n{n} has it",
    "in a list": lambda n: f"- {n}\n- so",
    "possessive": lambda n: f"It is {n}'s and {n}’s.",
    "hyphenated": lambda n: f"It is {n}-like, so-{n}.",
    "in quotation marks": lambda n: f"It is “{n}” or \"{n}\" or '{n}'.",
    "in brackets": lambda n: f"It is so ({n}).",
    "lower case": lambda n: f"it is {n.lower()} again.",
    "lower case, possessive": lambda n: f"it is {n.lower()}'s and {n.lower()}’s.",
    "upper case": lambda n: f"It is {n.upper()} again.",
    "swapped case": lambda n: f"It is {n.swapcase()} again.",
    "glued to words": lambda n: f"It is the{_one_word(n)}one.",
    "camel case": lambda n: f"It is my{n.replace(' ', '')}Thing.",
    "snake case": lambda n: f"it is my_{n.replace(' ', '_').lower()}_thing.",
    "zero width": lambda n: "It is " + _with("\u200b", n) + " again.",
    "zero width, lower case": lambda n: "it is " + _with("\u200d", n.lower()) + " again.",
    "one zero width": lambda n: f"it is {n[:2].lower()}\u2060{n[2:].lower()} again.",
    "soft hyphens": lambda n: "it is " + _with("\u00ad", n.lower()) + " again.",
    "right to left": lambda n: f"it is \u202e{n[::-1].lower()}\u202c again.",
    "invisible tags": lambda n: "It is so" + "".join(chr(_TAG + ord(char)) for char in n) + ".",
    "variation selectors": lambda n: "it is " + _with("\ufe0f", n.lower()) + " again.",
    "stacked accents": lambda n: "it is " + _with("\u0301", n.lower()) + " again.",
    "accents": lambda n: f"it is {n.lower().replace('o', 'ö').replace('e', 'é')} again.",
    "Cyrillic letters": lambda n: f"it is {n.lower().translate(_TO_CYRILLIC)} again.",
    "Cyrillic letters, opening": lambda n: f"{n.translate(_TO_CYRILLIC)} is it.",
    "Greek letters": lambda n: f"it is {n.translate(_TO_GREEK)} again.",
    "full width": lambda n: f"it is {_wide(n)} or {_wide(n.lower())}.",
    "mathematical letters": lambda n: f"it is {_bold(n)} or {_bold(n.lower())}.",
    "digits for letters": lambda n: f"it is {n.lower().translate(_TO_DIGITS)} again.",
    "spaced": lambda n: f"it is {_with(' ', _one_word(n))} again.",
    "dotted": lambda n: f"it is {_with('.', _one_word(n))} again.",
    "dashed": lambda n: f"it is {_with('-', _one_word(n))} again.",
    "underscored": lambda n: f"it is {_with('_', _one_word(n))} again.",
    "slashed": lambda n: f"it is {_with('/', _one_word(n))} again.",
    "with commas": lambda n: f"it is {_with(', ', _one_word(n))} again.",
    "a letter a line": lambda n: "it is\n" + _with("\n", _one_word(n)),
    "bold within": lambda n: f"it is {n[:3].lower()}**{n[3:].lower()}** again.",
    "entities": lambda n: "it is " + "".join(f"&#x{ord(char):x};" for char in n) + " again.",
    "entities within": lambda n: f"it is {_with('&zwnj;', n.lower())} again.",
    "a link's text": lambda n: f"It is [{n.lower()}](https://larkspur.example/).",
    "a link's host": lambda n: f"It is https://{n.lower().replace(' ', '-')}.example/it.",
    "a bare host": lambda n: f"it is at {_one_word(n)}.com or www.{n.split()[0].lower()}.com.",
    "a link's path": lambda n: f"It is https://larkspur.example/{n.lower().replace(' ', '/')}.",
    "an address": lambda n: f"it is {n.lower().replace(' ', '.')}@{n.split()[0].lower()}.example.",
    "markdown": lambda n: f"It is *{n}*, **{n.lower()}**, _{n}_, ~{n}~ and `{n.lower()}`.",
    "a heading": lambda n: f"# {n}\n## {n.lower()}",
    "a Slack mention": lambda n: f"It is <@U{_one_word(n).upper()}>.",
    "a Slack channel": lambda n: f"it is <#C|{n.lower().replace(' ', '-')}>.",
    "a Slack link": lambda n: f"It is <https://larkspur.example/|{n.lower()}>.",
    "a tag": lambda n: f"it is #{_one_word(n)} or @{_one_word(n)}.",
    "a table": lambda n: f"| it | {n.lower()} |\n|---|---|\n| {n} | is |",
    **{how: partial(_hidden, encode) for how, encode in _ENCODED.items()},
}


def made_out(shown: str) -> set[str]:
    """Return what a reader would make out of the names in the text, however it is written."""
    plain = unicodedata.normalize("NFKD", html.unescape(shown).translate(_TAGS)).translate(_TO_LATIN)
    letters, undone = (_letters(text) for text in (plain, plain.translate(_FROM_DIGITS)))
    marks = {mark for mark in _MARKS if mark in letters or mark in undone or mark[::-1] in letters}
    return marks | {name for name in NAMES for encode in _ENCODED.values() if encode(name) in shown}


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())
