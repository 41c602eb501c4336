"""Prices, sizes and times: "how much is it" and "what is the price", "how heavy" and "what weight"."""

from quarterdeck.services.llm.cache.wordings.parts import BE, END, WILL

_PRICE = "what is the price of"
_WHO = r"(?!(?:we|you|they|i|he|she)\b)"
_SIZES = {
    "large|big": "size",
    "heavy": "weight",
    "tall|high": "height",
    "old": "age",
    "wide": "width",
    "deep": "depth",
    "accurate": "accuracy",
}
_WORK = "delivery|shipping|installation|setup|implementation|onboarding|processing|turnaround|transfer"

ROWS = (
    (r"\bhow much money\b", "how much"),
    (rf"\bhow (?:much|expensive) {BE} (?:the )?(?:price|cost|fee|charge) (?:of|for)\b", _PRICE),
    (rf"\b(?:how much|what) ({WILL}) (?:we|you) charge for\b", rf"\1 {_PRICE}"),
    (rf"\b(?:how much|what) ({WILL}) {_WHO}([^?,]+?) cost(?= per\b| each\b| a\b|\W*$)", rf"\1 {_PRICE} \2"),
    (rf"\b(?:how much|what) will ([^?]+?) cost{END}", rf"will {_PRICE} \1"),
    (rf"\bhow much ({BE}) (?:it for )?(?=the\b|an?\b|\w+\W*$|\d)", rf"\1 {_PRICE} "),
    (rf"\bhow expensive ({BE})\b", rf"\1 {_PRICE}"),
    (r"\b(?:per|a|each|every) (month|year|week|day|quarter)\b", r"each \1"),
    (r"\bmonthly (?:price|cost|fee|charge)s?( (?:of|for) [^?]+)?", r"price\1 each month"),
    (r"\b(?:annual|yearly) (?:price|cost|fee|charge)s?( (?:of|for) [^?]+)?", r"price\1 each year"),
    (r"\bdaily\b", "each day"),
    (r"\bweekly\b", "each week"),
    (r"\b(?:more expensive|cost more|costlier|pricier)\b", "dearer"),
    (r"\b(?:less expensive|cost less)\b", "cheaper"),
    (r"\b(?:lowest|smallest) (?=number\b|price\b)", "minimum "),
    (r"\b(?:highest|largest) (?=number\b|price\b)", "maximum "),
    (r"\b(?:over|more than) (?=\d)", "above "),
    (r"\b(?:under|less than) (?=\d)", "below "),
    *((rf"\bhow (?:{words}) ({BE})\b", rf"what \1 the {noun} of") for words, noun in _SIZES.items()),
    (r"\bhow (?:big|large|great|high) an? ", "what "),
    (r"\bhow long (do|does|did|will) ([^?]+?) last\b", r"\1 what duration of \2"),
    (rf"\bhow long ({BE}) ([^?]+?) (?:valid|good)(?: for)?{END}", r"what \1 the duration of \2"),
    (r"\bhow long (do|does|did|will) ([^?]+?) take\b", r"\1 what timetaken of \2"),
    (rf"\b({_WORK}) times?\b", r"\1 timetaken"),
    (rf"\bhow long ({BE})\b", r"what \1 the duration of"),
    (r"\b(battery|warranty|guarantee|trial|notice) (?:life|period|duration|length|term)\b", r"\1 duration"),
    (r"\bcontract (?:length|term|duration)\b", "contract duration"),
    (r"\b(?:length|term|duration) (?:of|for) (?:a |the )?contracts?\b", "contract duration"),
    (r"\bresponse times?\b", "response fast"),
    (r"\bhow (?:fast|quickly|quick|soon)\b", "how-fast"),
    (r"\bhow (?:far|wide|deep)\b", "how-far"),
)
