"""Turns of phrase that ask the same, as an ordered table: each pattern, and the wording that stands for it.

The patterns read the one spelling that ``spelling.plain`` makes. What no row names stays as it was asked.
"""

import re

_THING = r"[\w'.&/-]+"
_BE = r"(?:is|are|was|were)"
_DO = r"(?:do|does|did)"
_ANYONE = r"(?:i|we|you|one)"
_MEETINGS = (
    r"(?:calls?|meetings?|demos?|reviews?|workshops?|kickoffs?|kick-offs?|sessions?|conversations?|deals?)"
)
_SIZES = {
    "large|big": "size",
    "heavy": "weight",
    "tall|high": "height",
    "old": "age",
    "wide": "width",
    "deep": "depth",
    "accurate": "accuracy",
}

_COURTESY = (
    (r"^(?:hi|hello|hey|ok|okay|so|well|thanks|quick question)\b[ ,:!-]*", ""),
    (r"\b(?:please|kindly|by any chance)\b,?", ""),
    (
        r"^(?:can|could|would|will) you (?=(?:tell|give|show|list|explain|remind|summari[sz]e|sum|help|draft|write|compare"
        r"|describe|find|let)\b)",
        "",
    ),
    (r"^(?:do|did) you (?:happen to )?(?:know|remember|recall)\b", "~"),
    (r"^(?:i|we) (?:would like|want|need|wish) to (?:know|find out|see|understand)\b", "~"),
    (r"^(?:i am|we are) (?:wondering|curious|trying to find out)\b", "~"),
    (r"^(?:any idea|i wonder|help me understand|let me know|tell me|remind me|find out)\b(?! about\b)", "~"),
    (r"^(?:i|we) need (?=the\b)", "what anytime "),
    (r"^(?:help me (?:to )?)(?=write|draft)", ""),
    (r"^~ (?:whether or not|whether|if)\b", "whether"),
    (r"^~ (?=(?:the|an?|my|our|your|his|her|their)\b)", "what anytime "),
    (r"^~", ""),
    (r"^(?:is it true|is it the case|is it correct) that\b", ""),
)

_ASKING = (
    (r"\b(?:which|what) (?:person|people)\b", "who"),
    (
        r"^(?:give (?:me|us)|provide|write|make) (?:a |an |the )?(?:quick |short |brief )?(?:summary|overview|recap) of\b",
        "summarise",
    ),
    (r"\b(?:is|are|am) ([^?]+?) going to\b", r"will \1"),
    (
        rf"\b(who(?: from [^?]+?)?) (?:was|were) (?:on|at|in|present at) (?=[^?]*\b{_MEETINGS}\b)",
        r"\1 attended ",
    ),
    (r"\bwhen (?:is|are) ([^?]+?) due\b", r"what is the deadline of \1"),
    (rf"\bwhat ({_BE}) (?:included|contained|covered) (?:in|with|by) ([^?]+)", r"\1 what \2 include"),
    (r"^(?:is|are) ([^?]+?) included in ([^?]+)", r"does \2 include \1"),
    (r"\b(?:at )?(?:which|what) time(?= (?:is|are|was|were|do|does|did|will|can|should)\b)", "what-time"),
    (r"\b(?:on )?(?:which|what) (?:date|day)(?= (?:is|are|was|were|do|does|did|will|can|should)\b)", "when"),
    (r"\b(?:in|at) (?:which|what) (?:location|place)\b|\bwhereabouts\b", "where"),
    (r"\b(?:for (?:what|which) reason|how come)\b", "why"),
    (rf"\bwhat {_BE} the (?:reason|cause)s? (?:that|why|for which)?\b(?! for| of)", "why "),
    (rf"\bwhat {_BE} the (?:reason|cause)s? (?:for|of|behind)\b", "what cause"),
    (r"\bhow (?:often|frequently)\b|\bat (?:which|what) intervals?\b", "how-often"),
    (r"\bhow many\b|\bwhat number of\b", "how-many"),
    (rf"\bwhat {_BE} the (?:total )?number of\b", "how-many"),
    (rf"\bwho {_BE} the (?:person|people|one|1|ones) (?:that|who)\b", "who"),
    (r"\bwhich\b", "what"),
    (
        r"^(?:list|show me|show|give me|name|tell me)(?: all)?(?: of)?(?: the)? (?!summary|quick summary)",
        "what anytime ",
    ),
    (rf"^what ({_BE}) all (?:of )?(?:the )?", r"what \1 "),
    (r"\bwhat (?:is|was) it (?:that|about (.+?) that)\b", r"what \1"),
    (r"^(?:explain|describe|define) (what|how|why|when|where|who)\b", r"\1"),
    (r"^(?:sum up|recap)\b", "summarise"),
    (r"^(?:quickly|briefly) summari[sz]e\b", "summarise"),
    (rf"^what {_BE} the (?:main |key )?differences? between (.+?) and\b", r"compare \1 and"),
    (r"^(?:how do|how does) (.+?) and (.+?) (?:differ|compare)\b", r"compare \1 and \2"),
    (r"^compare (.+?) (?:with|to|against|versus|vs)\b", r"compare \1 and"),
    (r"\bcompare (?:with|to)\b", "compare and"),
    (
        rf"\bhow (?:do|can|could|would) {_ANYONE}\b|\bwhat can (?:i|we|you) do to\b|\bwhat is the (?:best )?way to\b|\bhow to\b",
        "how-to",
    ),
    (
        r"\bis it possible (?:for me |for us )?to\b|\b(?:can|could) (?:i|we|one)\b(?= (?:get|pay|use|add|have|buy|see|try|change|export|install|return|book))",
        "can-one",
    ),
)

_COSTS = (
    (r"\bhow much money\b", "how much"),
    (
        r"\bhow (?:much|expensive) (?:is|are|was|were|will|would) (?:the )?(?:price|cost|fee|charge) (?:of|for)\b",
        "what is the price of",
    ),
    (
        r"\bhow much (do|does|did|will|would) (?:we|you) charge for\b|\bwhat (do|does|did|will|would) (?:we|you) charge for\b",
        r"\1\2 what is the price of",
    ),
    (
        r"\b(?:how much|what) (do|does|did|will|would) (?!we\b|you\b|they\b|i\b|he\b|she\b)([^?,]+?) (?:cost|going to cost)(?= per\b| each\b| a\b|\W*$)",
        r"\1 what is the price of \2",
    ),
    (
        r"\bhow much (is|are|was|were|will|would) ([^?,]+?) (?:going to cost|cost)(?=\W*$)",
        r"\1 what is the price of \2",
    ),
    (r"\bhow much (is|are|was|were) (?:it for )?(?=the\b|an?\b|\w+\W*$|\d)", r"\1 what is the price of "),
    (r"\bhow expensive (is|are|was|were)\b", r"\1 what is the price of"),
    (r"\b(per|a|each|every) (month|year|week|day|quarter)\b", r"each \2"),
    (r"\bmonthly (price|cost|fee|charge)s?( (?:of|for) [^?]+)?", r"price\2 each month"),
    (r"\b(?:annual|yearly) (price|cost|fee|charge)s?( (?:of|for) [^?]+)?", r"price\2 each year"),
    (r"\bdaily\b", "each day"),
    (r"\bweekly\b", "each week"),
    (r"\b(?:more expensive|cost more|costlier|pricier)\b", "dearer"),
    (r"\b(?:less expensive|cost less)\b", "cheaper"),
)

_MEASURES = (
    *((rf"\bhow (?:{words}) ({_BE})\b", rf"what \1 the {noun} of") for words, noun in _SIZES.items()),
    (r"\bhow long (do|does|did|will) ([^?]+?) last\b", r"\1 what duration of \2"),
    (r"\bhow long (is|are|was) ([^?]+?) (?:valid|good)(?: for)?(?=\W*$)", r"what \1 the duration of \2"),
    (r"\bhow long (do|does|did|will) ([^?]+?) take\b", r"\1 what timetaken of \2"),
    (
        r"\b(delivery|shipping|installation|setup|implementation|onboarding|processing|turnaround|transfer) times?\b",
        r"\1 timetaken",
    ),
    (r"\bhow long is\b", "what is the duration of"),
    (r"\b(battery|warranty|guarantee|trial|notice) (?:life|period|duration|length|term)\b", r"\1 duration"),
    (
        r"\b(contract) (?:length|term|duration)\b|\b(?:length|term|duration) (?:of|for) (?:a |the )?contracts?\b",
        "contract duration",
    ),
    (r"\bresponse times?\b", "response fast"),
    (r"\bhow (?:fast|quickly|quick|soon)\b", "how-fast"),
    (r"\bhow (?:far|wide|deep)\b", "how-far"),
    (r"\bhow (?:big|large|great|high) an? ", "what "),
)

_VERBS = (
    (
        r"\b(?:regarding|concerning|with regard to|with respect to|in regard to|as to|related to|around the)\b",
        "about",
    ),
    (r"\bbrought up\b", "mentioned"),
    (r"\b(?:bring|brings|bringing) up\b", "mention"),
    (
        r"\b(?:raised|voiced|expressed)\b(?!.*\b(?:prices?|fees?|rates?|money|capital|funding|limits?|bar|salar\w+|temperature\w*)\b)",
        "mentioned",
    ),
    (
        r"\b(?:raises?|voices?|express)\b(?!.*\b(?:prices?|fees?|rates?|money|capital|funding|limits?|bar|salar\w+|temperature\w*)\b)",
        "mention",
    ),
    (r"\b(?:made?|gave|give|make) (?:any |some )?(?:comments?|remarks?) (?:on|about|to)\b", "say about"),
    (
        r"\bwhat (?:comments?|remarks?) (?:did|does|do) (.+?) (?:make|have|give)(?: (?:on|about))?\b",
        r"what did \1 say about",
    ),
    (
        r"\bwhat (is|are|was|were) (.+?)(?:'s|') (?:comments?|remarks?) (?:on|about)\b",
        r"what did \2 say about",
    ),
    (
        r"\bwhat (is|are|was|were) ([^?]+?)(?:'s|') (?:opinion|view|take|thoughts?|impression)s? (?:of|on|about)\b",
        r"\1 what \2 think about",
    ),
    (r"\b(think|thought) of\b", r"\1 about"),
    (r"\basked for\b|\brequested for\b", "requested"),
    (r"\b(?:ask|asks|asking|request|requests) for\b", "request"),
    (r"\bwhat questions? (did|do|does) (.+?) (?:ask|have)\b", r"what \1 \2 ask"),
    (
        r"\bwhat (feedback|impression|opinion|view) (did|does|do) (.+?) (?:give|have|share|offer|provide)\b(?: us)?",
        r"\2 what \3 \1",
    ),
    (r"\b(?:look|looks|looked|looking) for\b", "seek"),
    (r"\b(?:take|takes|took|taken|taking) part\b", "attend"),
    (r"\b(?:took|takes?|taking) place\b", "held"),
    (r"\b(?:find|finds|found|hear|heard) (?:out )?about\b", "learn about"),
    (r"\b(?:get|gets|got|getting) in touch with\b|\breach out to\b", "contact"),
    (r"\b(?:carry|carried|carries) out\b", "conduct"),
    (r"\b(?:sign|signs|signed|signing) off(?: on)?\b", "approve"),
    (r"\bdeal(?:s|t|ing)? with\b", "handle"),
    (r"\b(?:set|sets|setting)[ -]?up\b", "setup"),
    (r"\bwho (is|was) (?:in charge of|responsible for|accountable for)\b", r"who \1 responsible for"),
    (r"\bwho (is|was) (?:the )?(?:owner of|owning)\b", r"who own"),
    (r"\bwho (is|was) (?:the )?(?:author of)\b", r"who wrote"),
    (r"\bwho (is|was) (?:the )?(?:manager of)\b", r"who manage"),
    (r"\b(agreed?) (?:on|to|upon)\b", r"\1"),
    (r"\bdid we (agree|decide)\b", r"was \1d"),
    (r"\b(met|meet|meets|meeting|spoke|speak|talk|talked) (?:with|to)\b", r"\1"),
    (r"\b(said?|says) to\b", r"\1"),
    (r"\bcontact (?:person|people)\b", "contact"),
    (r"\b(?:over|more than) (?=\d)", "above "),
    (r"\b(?:under|less than) (?=\d)", "below "),
    (r"\b(?:by|from) (?:anyone|anybody|someone|somebody)\b", ""),
    (r"^(?!.*\bnot\b)(.*)\byet(?=\W*$)", r"\1"),
    (r"\b(?:concerned|worried|worry) about\b", "worried about"),
    (r"\b(?:speed up|make ([^?]+?) faster)\b", r"accelerate \1"),
    (r"\b((?:turn|switch|put|power|log|sign)(?:s|ed|ing)?\b[^?]*?) on\b", r"\1 switchedon"),
    (r"\bgo(?:ing)? live\b|\bgo-live\b", "golive"),
    (r"\bsingle sign[ -]on\b", "sso"),
    (r"\bon[ -](?:premises?|prem)\b", "onpremises"),
    (r"\bon[ -]site\b", "onsite"),
    (r"\b(?:work|works|working|run|runs|use|used) offline\b", "work offline"),
    (
        r"\bare going to\b|\bis going to\b|\bam going to\b|\bare about to\b|\bis about to\b|\bwill be\b",
        "will",
    ),
    (
        r"\b(?:have|has|had) got to\b|\b(?:have|has|had) to\b|\b(?:is|are) (?:obliged|required|forced) to\b|\bneeds? to\b",
        "must",
    ),
    (r"\b(?:is|are|am) (?:able to|allowed to|permitted to)\b|\bmay (?=i\b|we\b|you\b|they\b)", "can "),
    (r"\bis it (?:necessary|needed|required) to\b", "must-one"),
    (r"\b(?:of )?our (?=(?:customers?|clients?)\b)|(?<=customers )of ours\b|(?<=clients )of ours\b", ""),
    (
        r"\b(?:biggest|top|greatest|key|primary|chief) (?=(?:concerns?|worr|problem|issue|objection|benefit|advantage|reason|risk))",
        "main ",
    ),
    (rf"\bon (?=(?:[\w'.-]+ ){{0,4}}{_MEETINGS}\b)", "in "),
    (r"\bon (?:the )?(?=\w*day\b|\w+-\d|weekends?\b)", "in "),
    (
        r"(?<=\b)((?:say|says|said|mention|mentioned|tell|told|asked?|discuss|discussed|emails?|reply|response|comments?|feedback"
        r"|questions?|opinion|decisions?|policy|views?|think|thought|report|update|advice|position)\b[^?]*?) on\b",
        r"\1 about",
    ),
    (r"\bmost often\b|\bmost frequently\b", "most"),
    (r"\bauto[ -](?=\w)", "automatically "),
)

_THERE = (
    (r"^(?:is|are) there (?:any |a |an )?", "is "),
    (rf"^{_DO} (?:we|you) (?:offer|provide|have|sell|give) (?:any |a |an )?", "is "),
    (rf"\bwhat ([^?]+?) {_DO} (?:we|you) (?:offer|provide|have)\b", r"what \1 is"),
    (rf"\bwhat ([^?]+?) {_BE} (?:there|offered|provided)(?=\W*$)", r"what \1 is"),
    (rf"\bwhat ([^?]+?) {_BE} available (?:for|in|with)\b", r"what \1 of"),
    (rf"\bwhat ([^?]+?) {_DO} (?:i|we|you) (?:need|require)\b", r"what \1 is required"),
    (rf"^{_DO} (?:i|we|you) (?:need|require) (.+?)(?=\W*$)", r"is \1 required"),
    (r"\bpolicy (?:on|for|about|of)\b", "policy of"),
    (r"\bwhat (is|are) our\b", r"what \1 the"),
    (r"\byour (?=(?:\w+ )?policy\b)", ""),
    (
        rf"\bwhat ([^?]+?) ({_DO}) ([^?]+?) have(?=\W*$| about\b| of\b| for\b| in\b| with\b| on\b)",
        r"\2 what \1 of \3",
    ),
    (r"\b(next steps?) (?:for|with|of|at)\b", r"\1 of"),
    (r"^what is next (?:for|with)\b", "what is the next step of"),
    (rf"\b({_MEETINGS}) (?:with|at|for|of)\b", r"\1 of"),
    (r"\b(integrations?) (?:with|for|to|of)\b", r"\1 of"),
    (
        r"^(?:is|does) ([^?]+?) (?:have|integrate with) (?:a |an )?([^?]+?) integration\b",
        r"does \1 integrate with \2",
    ),
)

_FRONTED = (
    (
        r"^((?:in|on|at|during|since|before|after|last|this|next|yesterday|today|over|about|as of)\b[^,?]*), (.+?)(\W*)$",
        r"\2 \1\3",
    ),
    (r"^in (what [^?]+?) (is|was|are|were|do|does|did|can) ", r"\1 \2 "),
)

TABLE = tuple(
    (re.compile(pattern), wording)
    for rows in (_COURTESY, _FRONTED, _COURTESY, _ASKING, _COSTS, _MEASURES, _VERBS, _THERE)
    for pattern, wording in rows
)
"""All rows, in order."""


def one_wording(text: str) -> str:
    """Return the text with each known turn of phrase in its one wording."""
    for pattern, wording in TABLE:
        text = re.sub(r"\s+", " ", pattern.sub(wording, text)).strip()
    return text
