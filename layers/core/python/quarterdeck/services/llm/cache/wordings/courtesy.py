"""What is said around a question: greetings, requests to answer, "I'd like to know".

``~`` marks where such words stood, since what follows them is a question in the order of a statement.
"""

_TASKS = "tell|give|show|list|explain|remind|summari[sz]e|sum|help|draft|write|compare|describe|find|let"
_OWNERS = "the|an?|my|our|your|his|her|their"

ROWS = (
    (r"^(?:hi|hello|hey|ok|okay|so|well|quick question)\b[ ,:!-]*", ""),
    (r"\b(?:please|kindly|by any chance)\b,?", ""),
    (rf"^(?:can|could|would|will) you (?=(?:{_TASKS})\b)", ""),
    (r"^(?:do|did) you (?:happen to )?(?:know|remember|recall)\b", "~"),
    (r"^(?:i|we) (?:would like|want|need|wish) to (?:know|find out|see|understand)\b", "~"),
    (r"^(?:i am|we are) (?:wondering|curious|trying to find out)\b", "~"),
    (r"^(?:any idea|i wonder|help me understand|let me know|tell me|remind me|find out)\b(?! about\b)", "~"),
    (r"^(?:i|we) need (?=the\b)", "what anytime "),
    (r"^help me (?:to )?(?=write|draft)", ""),
    (r"^~ (?:whether or not|whether|if)\b", "whether"),
    (rf"^~ (?=(?:{_OWNERS})\b)", "what anytime "),
    (r"^~", ""),
    (r"^(?:is it true|is it the case|is it correct) that\b", ""),
)
