"""What there is, what one has, and what it belongs to."""

from quarterdeck.services.llm.cache.wordings.parts import A_MEETING, BE, DO, END

_NOUN = r"([^?]+?)"
_BEHIND = r"(?=\W*$| (?:about|of|for|in|with|on|at)\b)"
_SAID = "objections?|concerns?|questions?|feedback|requests?|requirements?|complaints?"

ROWS = (
    (r"^(?:is|are) there (?:any |a |an )?", "is "),
    (rf"^{DO} (?:we|you) (?:offer|provide|have|sell|give) (?:any |a |an )?", "is "),
    (rf"\bwhat {_NOUN} {DO} (?:we|you) (?:offer|provide|have)\b", r"what \1 is"),
    (rf"\bwhat {_NOUN} {BE} (?:there|offered|provided|available){_BEHIND}", r"what \1 is"),
    (rf"\bwhat {_NOUN} {DO} (?:i|we|you) (?:need|require)\b", r"what \1 is required"),
    (rf"^{DO} (?:i|we|you) (?:need|require) (.+?){END}", r"is \1 required"),
    (rf"\bwhat ({BE}) (?:included|contained|covered) (?:in|with|by) ([^?]+)", r"does what \2 include"),
    (r"^(?:is|are) ([^?]+?) included in ([^?]+)", r"does \2 include \1"),
    (r"\bpolicy (?:on|for|about|of)\b", "policy of"),
    (r"\b(what|when|where) (is|are|was|were) our\b", r"\1 \2 the"),
    (r"\byour (?=(?:\w+ )?policy\b)", ""),
    (rf"\bwhat {_NOUN} (?:do|does) (?!i\b|we\b|you\b){_NOUN} have{_BEHIND}", r"what is \1 of \2"),
    (rf"\bwhat {_NOUN} did {_NOUN} have{_BEHIND}", r"what was \1 of \2"),
    (rf"\b({_SAID}) from\b", r"\1 of"),
    (r"\b(?:do|does) ([^?]+?) get (\w+ed)\b", r"is \1 \2"),
    (r"\bdid ([^?]+?) get (\w+ed)\b", r"was \1 \2"),
    (r"\b(next steps?) (?:for|with|of|at)\b", r"\1 of"),
    (r"^what is next (?:for|with)\b", "what is the next step of"),
    (rf"\b({A_MEETING}) (?:with|at|for|of)\b", r"\1 of"),
    (r"\b(integrations?) (?:with|for|to|of)\b", r"\1 of"),
    (
        r"^(?:is|does) ([^?]+?) (?:have|integrate with) (?:a |an )?([^?]+?) integration\b",
        r"does \1 integrate with \2",
    ),
)
