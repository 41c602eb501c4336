"""Which words mean the same in a question of business: one line a meaning, none of them in two.

A word belongs into a line only if it could replace its neighbours there in nearly any question. Opposites,
wider and narrower words have lines of their own or none: an unknown word is equal to itself alone.
"""

import re
from functools import lru_cache

GROUPS = """
price pricing cost charge fee
inexpensive cheap affordable
expensive costly pricey dear
purchase buy procure
say mention tell state remark note comment
discuss talk
start begin commence
finish complete
customer client
competitor rival
benefit advantage upside strength
drawback disadvantage downside weakness
problem issue trouble difficulty
concern worry
object objection
decide decision
approve approval
contract agreement
require need requirement necessary required needed
offer provide provision
fix repair
choose pick select
large big
small little
main key primary chief principal
quick fast quickly rapid rapidly swift
slow slowly
show display
delete erase
remove removal
cancel cancellation terminate termination
modify change alter
add addition
create make
build construct
assist help
author write draft compose
reply response respond
answer answered
summary summarise summarize overview recap
outcome result
goal aim purpose objective
install installation
integrate integration connect connection connector
deliver delivery
ship shipping shipment
warranty guarantee
certified certification certificate certify
accurate accuracy
encrypt encryption
validate validation
calibrate calibration
deadline due
attend attendance join participate
employee staff
hire recruit
manage run
own owner
location place
store keep
recommend advise recommendation
suggest propose
invoice bill
subscription subscribe
licence license
renew renewal
refund reimbursement reimburse
discount rebate
training train
feature capability functionality
document file
backup back-up
notify notification alert
monitor track
reduce cut lower decrease reduction
increase rise raise growth grow
cause reason
happen occur
fail failure break
available availability
differ difference compare comparison
resistant resistance
vendor supplier
car automobile
truck lorry
picture photo image
feedback reaction
like enjoy
schedule scheduled
annual yearly
frequently often
possible possibly
automatically auto automatic
manually manual
presentation present
slides deck
colleague coworker
meeting meet
promise commit commitment
introduce introduction
explain explanation describe description
define definition
evaluate evaluation assess assessment
resell reseller
implement implementation
deploy deployment
configure configuration setup
migrate migration
replace replacement
upgrade upgrading
downgrade downgrading
postpone delay
quote quotation
negotiate negotiation
invest investment
limit cap
maximum max
minimum min smallest
phone telephone
password passcode
wait waiting
obtain get receive
send dispatch
teach coach
travel trip
illness sickness
holiday vacation
doctor physician
error mistake
correct right
incorrect wrong
mandatory compulsory obligatory
optional voluntary
sufficient enough
whole entire
weight weigh heavy
height tall
width wide
depth deep
colour color
organisation organization
optimise optimize
analyse analyze analysis
authorise authorize authorisation authorization
personalise personalize
centre center
programme program
behaviour behavior
labour labor
metre meter
duration length
"""

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


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    lines = [line.split() for line in GROUPS.split("\n") if line.strip()]
    return {stem(word): stem(words[0]) for words in lines for word in words}


@lru_cache(maxsize=20_000)
def concept(word: str) -> str:
    """Return what stands for the word and all words of its meaning."""
    base = stem(word)
    return _heads().get(base, base)
