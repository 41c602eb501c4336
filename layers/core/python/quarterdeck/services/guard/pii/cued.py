"""Kinds that only the words before them tell from any other number: ZIP codes, driver licences, dates of birth."""

import re
from collections.abc import Iterator

from quarterdeck.kernel.personal import Kind, Span

_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
_MONTHS += "nov(?:ember)?|dec(?:ember)?"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_DATE = (
    rf"(?:[0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,4}}|"
    rf"(?:the )?{_DAY} (?:of )?(?:{_MONTHS})\.?,? ?(?:[0-9]{{4}})?|"
    rf"(?:{_MONTHS})\.? (?:the )?{_DAY}(?:,? [0-9]{{4}})?|"
    rf"(?:{_MONTHS})\.?,? [0-9]{{4}}|(?:19|20)[0-9]{{2}})(?![0-9])"
)
_IS = r"(?:[ ]?(?:is|was|are|as|on|in|of|number|no\.?|code|#|:|=|-|,|\?)){0,4}[ ]?[\"'(]?"
_STATES = """
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC
SD TN TX UT VT VA WA WV WI WY DC PR
""".split()
_ZIP_NAMED = (
    rf"\b(?:zip|post(?:al)?[ -]?code|postal)\b{_IS}"
    r"(?P<value>(?:[A-Z]{1,2})?[0-9][0-9A-Z]{1,7}(?:[ -](?:[0-9][0-9A-Z]{1,4}|[A-Z]{2}\b))?)(?![0-9A-Z])"
)
_ZIP_OF_STATE = (
    rf"(?-i:\b(?:{'|'.join(_STATES)}))\.?,?\s{{1,5}}(?P<value>[0-9]{{5}}(?:-[0-9]{{4}})?)(?![0-9-])"
)
_ZIP_OF_ADDRESS = (
    r"\baddress\b[^\n]{0,80}(?:\n[^\n]{1,80}){1,5}?\n[ \t]*"
    r"(?P<value>(?=[^\n]{0,9}[0-9])[0-9A-Z]{3,6}(?:[ -][0-9A-Z]{2,4})?)[ \t]*(?:\n|\Z)"
)
_LICENSE = (
    r"\b(?:driv(?:er|ing)['’]?s?['’]? (?:licen[cs]e|permit)s?|licen[cs]e(?= (?:number|no\b|#|id)|:|#)|"
    rf"(?:my|his|her|your|their) licen[cs]e|DLN?\b){_IS}"
    r"(?P<value>(?=[^\n]{0,20}[0-9])[0-9A-Z]{1,15}(?:[- ](?=[A-Z]{0,2}[0-9])[0-9A-Z]{1,12}){0,5})(?![0-9A-Z])"
)
_BORN = rf"\b(?:born|birth[ -]?da(?:y|te)|date of birth|d\.?o\.?b\b\.?){_IS}(?P<value>{_DATE})"
_RULES = (
    (Kind.ZIP, _ZIP_NAMED),
    (Kind.ZIP, _ZIP_OF_STATE),
    (Kind.ZIP, _ZIP_OF_ADDRESS),
    (Kind.LICENSE, _LICENSE),
    (Kind.BIRTH_DATE, _BORN),
)
_FEWEST_DIGITS = {Kind.ZIP: 2, Kind.LICENSE: 3, Kind.BIRTH_DATE: 1}
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RULES)


def cued(text: str) -> Iterator[Span]:
    """Return the ZIP codes, US driver licences and dates of birth that the text announces as such."""
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if sum(map(str.isdigit, match["value"])) >= _FEWEST_DIGITS[kind]:
                yield Span(*match.span("value"), kind)
