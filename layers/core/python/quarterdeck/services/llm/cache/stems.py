"""Words without the endings of plurals and tenses, the irregular ones included."""

import re

_IRREGULAR = """
said say|told tell|
paid pay|met meet|sold sell|bought buy|sent send|went go|gone go|gave give|given give|got get|gotten get
took take|taken take|made make|came come|knew know|known know|thought think|felt feel|left leave|lost lose|kept keep
held hold|brought bring|began begin|begun begin|wrote write|written write|spoke speak|spoken speak|chose choose
chosen choose|broke break|broken break|grew grow|grown grow|rose rise|risen rise|fell fall|fallen fall|ran run|saw see
seen see|found find|understood understand|spent spend|built build|led lead|won win|lent lend|taught teach|caught catch
heard hear|drew draw|drawn draw|showed show|shown show|became become|withdrew withdraw|withdrawn withdraw
used use|using use
stood stand|meant mean|dealt deal|shut shut|stolen steal|stole steal|swore swear|hid hide|hidden hide|flew fly|flown fly
drove drive|driven drive|ate eat|eaten eat|forgot forget|forgotten forget|sought seek|bound bind|fed feed|sat sit
people person|children child|men man|women woman|criteria criterion|data data|analyses analysis|planned plan|staff staff
fewer few|bigger big|larger large|news news
"""
IRREGULAR = dict(pair.split() for pair in _IRREGULAR.replace("\n", "|").split("|") if pair.strip())
"""Forms that no rule of spelling leads back to their word."""

NO_TENSES = frozenset(
    "people children men women criteria data analyses staff fewer bigger larger prices news planned found used".split()
)
"""Those of the irregular forms that are no verb's past."""

_VOWEL = re.compile(r"[aeiouy]")


def stem(word: str) -> str:
    """Return the word without the endings of plurals and tenses; what is derived otherwise stays apart."""
    word = IRREGULAR.get(word, word)
    if not word.isalpha() or len(word) <= 3:  # noqa: PLR2004 - "bus", "red", "gas": too short to have an ending
        return word
    if word.endswith(("ies", "ied")):
        word = f"{word[:-3]}y"
    elif re.search(r"(?:x|ch|sh|ss|z)es$", word):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and _VOWEL.search(rest) and not word.endswith("eed"):  # noqa: PLR2004
            word = rest
            break
    return re.sub(r"([^aeiou])\1$", r"\1", word.removesuffix("e"))
