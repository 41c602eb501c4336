"""What is done: verbs of several words, and nouns that stand for a verb."""

from quarterdeck.services.llm.cache.wordings.parts import A_MEETING, BE, END

_MONEY = r"prices?|fees?|rates?|money|capital|funding|limits?|bar|salar\w+|temperature\w*"
_NO_MONEY = rf"(?!.*\b(?:{_MONEY})\b)"
_ABOUT = "regarding|concerning|with regard to|with respect to|in regard to|as to|related to"
_VIEW = "opinion|view|take|thoughts?|impression"
_TOLD = (
    "say|says|said|mention|mentioned|tell|told|asked?|discuss|discussed|emails?|reply|response|comments?|feedback|"
    "questions?|opinion|decisions?|policy|views?|think|thought|report|update|advice|position"
)
_WORRIES = "concerns?|worr|problem|issue|objection|benefit|advantage|reason|risk"
_LETTER = "email|note|message|letter|reply|response"

ROWS = (
    (rf"\b(?:{_ABOUT})\b", "about"),
    (r"\bbrought up\b", "mentioned"),
    (r"\b(?:bring|brings|bringing) up\b", "mention"),
    (rf"\b(?:raised|voiced|expressed)\b{_NO_MONEY}", "mentioned"),
    (rf"\b(?:raises?|voices?|express)\b{_NO_MONEY}", "mention"),
    (
        r"\bwhat (?:comments?|remarks?) (did|does|do) (.+?) (?:make|have|give)(?: (?:on|about))?\b",
        r"what \1 \2 say about",
    ),
    (rf"\bwhat ({BE}) ([^?]+?)(?:'s|') (?:comments?|remarks?) (?:on|about)\b", r"what \1 \2 say about"),
    (rf"\bwhat ({BE}) ([^?]+?)(?:'s|') (?:{_VIEW}) (?:of|on|about)\b", r"\1 what \2 think about"),
    (r"\b(think|thought) of\b", r"\1 about"),
    (r"\b(say|said|says) to\b", r"\1"),
    (r"\btell (?:us|me)\b", "say"),
    (r"\btold (?:us|me)\b", "said"),
    (r"\bwhat did (?:people|anyone) say\b", "what was said"),
    (r"\b(?:asked|requested) for\b", "requested"),
    (r"\b(?:ask|asks|asking|request|requests) for\b", "request"),
    (r"\bwhat questions? (did|do|does) (.+?) (?:ask|have)\b", r"what \1 \2 ask"),
    (r"\bwhat questions? (?:was|were) asked by\b", "what was asked by"),
    (
        r"\bwhat (feedback|impression|opinion|view) did (.+?) (?:give|have|share|offer|provide)\b(?: us)?",
        r"what was \2 \1",
    ),
    (r"\bwhat (?:commitment|promise)s? did (.+?) make\b", r"what did \1 promise"),
    (r"\bcommit to\b", "promise"),
    (r"\b(?:look|looks|looked|looking) for\b", "seek"),
    (r"\b(?:took|taken) part(?: in)?\b", "attended"),
    (r"\b(?:take|takes|taking) part(?: in)?\b", "attend"),
    (r"\btake place\b", "held"),
    (r"\b(?:find|hear) (?:out )?about\b", "learn about"),
    (r"\b(?:get|gets|got|getting) in touch with\b|\breach out to\b", "contact"),
    (r"\b(?:sign|signs|signing) off(?: on)?\b", "approve"),
    (r"\bsigned off(?: on)?\b", "approved"),
    (r"\bdeal(?:s|ing)? with\b", "handle"),
    (r"\b(?:set|sets|setting)[ -]?up\b", "setup"),
    (r"\bwho (is|was) (?:in charge of|responsible for|accountable for)\b", r"who \1 responsible for"),
    (r"\bwho (is|was) (?:the )?owner of\b", "who own"),
    (r"\bwho (?:is|was) (?:the )?author of\b", "who wrote"),
    (r"\bwho (is|was) (?:the )?manager of\b", "who manage"),
    (r"\b(agreed?) (?:on|to|upon)\b", r"\1"),
    (r"\bdid we (agree|decide)\b", r"was \1d"),
    (r"\bwhat (?:was|were) the decisions? (?:on|about)\b", "what was decided about"),
    (r"\b(met|meet|meets|meeting|spoke|speak|talk|talked) (?:with|to)\b", r"\1"),
    (r"\b(?:concerned|worried|worry) about\b", "worried about"),
    (r"\bcontact (?:person|people)\b", "contact"),
    (r"\b(?:by|from) (?:anyone|anybody|someone|somebody)\b", ""),
    (rf"^(?!.*\bnot\b)(.*)\byet{END}", r"\1"),
    (r"\bspeed up\b|\bmake ([^?]+?) faster\b", r"accelerate \1"),
    (r"\b((?:turn|switch|put|power|log|sign)(?:s|ed|ing)?\b[^?]*?) on\b", r"\1 switchedon"),
    (r"\bgo(?:ing)? live\b|\bgo-live\b", "golive"),
    (r"\bsingle sign[ -]on\b", "sso"),
    (r"\bon[ -](?:premises?|prem)\b", "onpremises"),
    (r"\bon[ -]site\b", "onsite"),
    (r"\bpros\b", "benefits"),
    (r"\bcons\b", "drawbacks"),
    (r"\b(?:is|are|am) (?:going|about) to\b|\bwill be\b", "will"),
    (r"\b(?:have|has|had)(?: got)? to\b|\b(?:is|are) (?:obliged|required|forced) to\b|\bneeds? to\b", "must"),
    (r"\b(?:is|are|am) (?:able to|allowed to|permitted to)\b|\bmay (?=(?:i|we|you|they)\b)", "can "),
    (r"\bis it (?:necessary|needed|required) to\b", "must-one"),
    (r"\b(?:of )?our (?=(?:customers?|clients?)\b)|(?<=customers )of ours\b|(?<=clients )of ours\b", ""),
    (rf"\b(?:biggest|top|greatest|key|primary|chief) (?=(?:{_WORRIES}))", "main "),
    (rf"\bon (?=(?:[\w'.-]+ ){{0,4}}{A_MEETING}\b)", "in "),
    (r"\bon (?:the )?(?=\w*day\b|\w+-\d|weekends?\b)", "in "),
    (rf"\b((?:{_TOLD})\b[^?]*?) on\b", r"\1 about"),
    (
        rf"\b(write|draft|send) (?!an?\b|the\b|me\b|us\b|my\b|our\b)(\w+) (an? [^?]*?(?:{_LETTER}))\b",
        r"\1 \3 to \2",
    ),
    (r"\bmost (?:often|frequently)\b", "most"),
    (r"\bauto[ -](?=\w)", "automatically "),
)
