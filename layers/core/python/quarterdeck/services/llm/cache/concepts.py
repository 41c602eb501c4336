"""Which words mean the same in a question of business: one line a meaning, none of them in two.

A word belongs into a line only if it could replace its neighbours there in nearly any question. Opposites,
wider and narrower words have lines of their own or none: an unknown word is equal to itself alone.
"""

from functools import lru_cache

from quarterdeck.services.llm.cache.stems import stem

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


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    lines = [line.split() for line in GROUPS.split("\n") if line.strip()]
    return {stem(word): stem(words[0]) for words in lines for word in words}


@lru_cache(maxsize=20_000)
def concept(word: str) -> str:
    """Return what stands for the word and all words of its meaning."""
    base = stem(word)
    return _heads().get(base, base)
