"""What a question opens with: its question word, or the task that it sets."""

from quarterdeck.services.llm.cache.wordings.parts import A_MEETING, BE, END

_VERB = "is|are|was|were|do|does|did|will|can|should"
_ONE = "(?:i|we|you|one)"
_SUMMARY = "(?:quick |short |brief )?(?:summary|overview|recap)"
_FOR_ONESELF = "get|pay|use|add|have|buy|see|try|change|export|install|return|book"
_PLACES = "in|on|at|during|since|before|after|last|this|next|yesterday|today|over|about|as of"

FRONTED = (
    (rf"^((?:{_PLACES})\b[^,?]*), (.+?)(\W*)$", r"\2 \1\3"),
    (rf"^in (what [^?]+?) ({_VERB}) ", r"\1 \2 "),
)
"""Brings what stands before the question behind it."""

ROWS = (
    (r"\b(?:which|what) (?:person|people)\b", "who"),
    (rf"^(?:give (?:me|us)|provide|write|make) (?:a |an |the )?{_SUMMARY} of\b", "summarise"),
    (r"^(?:(?:quickly|briefly) summari[sz]e|sum up|recap)\b", "summarise"),
    (r"\b(?:is|are|am) ([^?]+?) going to\b", r"will \1"),
    (r"\b(?:is|are) ([^?]{1,40}?) able to\b", r"can \1"),
    (
        rf"\b(who(?: from [^?]+?)?) (?:was|were) (?:on|at|in|present at) (?=[^?]*\b{A_MEETING}\b)",
        r"\1 attended ",
    ),
    (r"\bwhen (?:is|are) ([^?]+?) due\b", r"what is the deadline of \1"),
    (rf"\b(?:at )?(?:which|what) time(?= (?:{_VERB})\b)", "what-time"),
    (rf"\b(?:on )?(?:which|what) (?:date|day)(?= (?:{_VERB})\b)", "when"),
    (r"\b(?:in|at) (?:which|what) (?:location|place)\b|\bwhereabouts\b", "where"),
    (r"\b(?:for (?:what|which) reason|how come)\b", "why"),
    (rf"\bwhat {BE} the (?:reason|cause)s? (?:that|why|for which)?\b(?! for| of)", "why "),
    (rf"\bwhat {BE} the (?:reason|cause)s? (?:for|of|behind)\b", "what cause"),
    (r"\bhow (?:often|frequently)\b|\bat (?:which|what) intervals?\b", "how-often"),
    (rf"\bhow many\b|\bwhat number of\b|\bwhat {BE} the (?:total )?number of\b", "how-many"),
    (rf"\bwho {BE} the (?:person|people|one|1|ones) (?:that|who)\b", "who"),
    (r"\bwhich\b", "what"),
    (r"^(?:list|show me|show|give me|name)(?: all)?(?: of)?(?: the)? ", "what anytime "),
    (rf"^what ({BE}) all (?:of )?(?:the )?", r"what \1 "),
    (r"\bwhat is it (?:that|about (.+?) that)\b|\bwhat was it (?:that|about (.+?) that)\b", r"what \1\2"),
    (r"^(?:explain|describe|define) (what|how|why|when|where|who)\b", r"\1"),
    (rf"^what {BE} the (?:main |key )?differences? between (.+?) and\b", r"compare \1 and"),
    (r"^how (?:do|does) (.+?) and (.+?) (?:differ|compare)\b", r"compare \1 and \2"),
    (r"^compare (.+?) (?:with|to|against|versus|vs)\b", r"compare \1 and"),
    (r"\bcompare (?:with|to)\b", "compare and"),
    (rf"\bhow (?:do|can|could|would) {_ONE}\b|\bwhat can (?:i|we) do to\b|\bhow to\b", "how-to"),
    (r"\bwhat is the (?:best )?way to\b", "how-to"),
    (rf"\bhow (?:can|could) ([^?]+?) be (\w+?)ed\b{END}", r"how-to \2e \1"),
    (r"\bis it possible (?:for me |for us )?to\b", "can-one"),
    (rf"\b(?:can|could) (?:i|we|one)\b(?= (?:{_FOR_ONESELF})\b)", "can-one"),
)
