"""What people promise to do: verbs that mean work, with what has to stand after those of many uses."""

import re

_PLAIN = """send share email e-mail mail forward draft prepare schedule book arrange organise organize
    check confirm introduce connect invite add update fix file review provide deliver ship order
    configure enable switch test build create document raise escalate bring present submit approve
    finalise finalize collect gather export upload install train visit migrate publish chase propose
    return resend track print measure rewrite change correct mark attach circulate recommend compare
    estimate investigate reproduce reserve ring ping text message loop redline scope translate verify
    walk waive credit refund invoice replace remove"""
_WITH = {
    "ask": r"(?!you\b|a question|one\b|again|this\b|that\b|it\b|the other)",
    "call": r"(?!it\b|that\b|this\b|you\s+\w+\s*[.!])",
    "circle": r"back\b",
    "come": r"(?:back|out|over|up|down)\b(?!\s+(?:with|again))",
    "dig": r"(?:up|out|into)\b",
    "do": r"(?:a|an|it|that|them|those|this|some)\b(?!\s*(?:again|now|first|here|myself|ourselves))",
    "find": r"(?:out|you|a|an|the|someone|somebody|time)\b",
    "follow": r"up\b",
    "get": r"(?!it\b|that\b|there\b|to\b|into\b|used\b|a look|the (?:door|picture|idea)|over it)",
    "give": r"(?!you an? (?:example|idea|sense|bit|quick|short)|that\b|it\b|me\b)",
    "go": r"back (?:to|and)\b|(?:and|away and) (?:ask|check|find)\b",
    "have": (
        r"(?=.*\b(?:with|for|to|over to|in front of) (?:you|him|her|them)\b|.*\b(?:by|before|ready)\b|"
        r"[A-Z]\w+ (?:send|call|join|write|get|look|check))"
    ),
    "keep": r"(?:you|\w+) (?:posted|updated|informed)",
    "let": r"(?:you|him|her|them|[A-Z]\w+|\w+ team) know\b",
    "look": r"(?:into|for|it up|that up|at)\b",
    "make": r"(?:sure|an?|the)\b(?!\s+(?:guess|joke|point|fuss|start|confession|note of))",
    "move": r"(?:it|that|the|your|our|them)\b",
    "open": r"an?\b|the\b",
    "plan": r"(?:for|a|the|on)\b",
    "pull": r"(?:together|up|out|an?|the)\b",
    "put": r"(?:together|(?:\S+ ){1,8}?(?:together|in writing|in the|on the|into|on|through|down in|forward))\b",
    "reach": r"out\b",
    "report": r"back\b",
    "run": r"(?!through|over|out|away|with)",
    "set": r"(?:up|aside|it up|that up|you up|them up|the|a)\b",
    "sign": r"(?!off)",
    "sort": r"(?:out|that|it|this)\b",
    "speak": r"(?:to|with)\b",
    "take": r"(?:that|this|it|those|them|the \w+) (?:back|away|up|to|off|out|on)\b|(?:an?|the) action\b",
    "talk": r"(?:to|with)\b(?! you (?:all )?(?:soon|then|later))",
    "tell": r"(?!you\b|me\b|that\b|her\b|him\b|them\b)",
    "turn": r"(?:on|off|it on|it off|that on|that off|the|round|around)\b",
    "write": r"(?!(?:it|that|this|them) down\b)",
    "work": r"(?:out|on|with|up)\b",
}
DEED = re.compile(
    rf"(?:(?:{'|'.join(_PLAIN.split())})\b|"
    + "|".join(rf"{verb}\s+(?:{rest})" for verb, rest in _WITH.items())
    + ")",
)
"""The beginning of what is promised, from its verb on."""

ANY_DEED = re.compile(
    r"(?!not\b|never\b|be\b|say\b|see\b|do\b|need\b|have\b|know\b|lose\b|want\b|like\b|miss\b|still\b)[a-z]{3,}\b"
)
"""A verb that is a promise only where a day is named for it."""
