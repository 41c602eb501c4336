"""How people talk: the phrases that fill, greet, put off and ask for show, told apart from what they say."""

import re

_FILLER = r"(?:and|so|but|well|okay|ok|right|yeah|yes|no|um+|uh+|ah|oh|ooh|hmm|now|also|sorry|hey|like|then|or|great)"
_OPENING = re.compile(rf"^(?:{_FILLER}\b[\s,.!…–—-]*)+", re.IGNORECASE)
_HESITATION = re.compile(r"(?:,\s*)?\b(?:um+|uh+|erm?|ah|ooh)\b,?|(?:^|,\s*)you know,", re.IGNORECASE)
_STUTTER = re.compile(r"\b(the|an?|i|it|to|of|and|we|is|in|on|for)\s+\1\b", re.IGNORECASE)

_EMPTY = (
    r"(?:you )?know|right|really|see|is it|is that (?:right|so|ok|okay|fair|clear|alright|all right|you\b.*)|"
    r"isn't it|doesn't it|(?:does (?:that|this) )?makes? sense.*|are you (?:sure|serious|kidding|there|ready|okay)|"
    r"you sure|what|sorry|pardon|come again|(?:can|could) you (?:repeat|say) that.*|you (?:see|follow)|okay\b.*|"
    r"any(?:thing|one|body) else|(?:any|other|more|further)(?: \w+)? questions.*|what else.*|"
    r"anything (?:else|we've|i've|i|we|you'd|that)\b.*|"
    r"(?:do|have) you (?:have |got )?any(?:thing)?(?: other| more| further)? ?(?:questions|thoughts|else|to add).*"
)
_SMALL_TALK = (
    r"how(?:'s| is| are| was| were|'ve| have| did)? (?:you|it going|everyone|everybody|things|life|the weather|"
    r"(?:the|your) (?:weekend|day|week|trip|holiday|vacation|morning|flight|family|kids?)|"
    r"(?:you|we) doing|(?:you|we) been)\b.*|"
    r"(?:can|could|do) (?:you|everyone|everybody|people)(?: all| guys)? (?:hear|see) (?:me|us|my|the screen|this)\b.*|"
    r"(?:am|are|is) (?:i|you|we|everyone|everybody|\w+)(?: all)? (?:there|here|muted|on mute|ready|frozen|all set)\b.*|"
    r"who(?:'s| is| else is| do we have)? (?:joining|here|on the (?:call|line)|missing|that|speaking|who)\b.*"
)
_TURN_TAKING = (
    r"(?:shall|should|can|may|could) (?:we|i) (?:just |quickly )?(?:start|begin|get (?:going|started)|"
    r"go (?:ahead|first)|dive|kick|move|carry on|jump|come in|interrupt|add|share my|record|do the|say something|"
    r"be the|bring (?:it|us)|have the last).*|"
    r"(?:can|may|could) (?:i|we) (?:just |quickly )?ask(?: you)?(?: (?:a|one|two|some|another|something))?"
    r"(?: \w+)?(?: (?:things?|questions?|ones?))?(?: about (?:that|this|it))?"
)
_RHETORIC = (
    r"(?:.*\b)?who knows|why not|what can i say|guess what|how hard can it be|what's not to like|what do i know|"
    r"how cool is .*|isn't (?:that|it|this) (?:great|nice|funny|something|lovely|exciting).*|"
    r"who (?:doesn't|wouldn't|cares|needs)\b.*|what(?:'s| is) the worst.*|am i right|know what.*|"
    r"do i (?:look|like|trust|care|want|mind)\b.*|(?:you )?(?:know|see) what i mean.*|would you believe.*|"
    r"what's new.*|where (?:was i|were we).*"
)
_NO_ANSWER_WANTED = re.compile(rf"(?:{_EMPTY}|{_SMALL_TALK}|{_TURN_TAKING}|{_RHETORIC})")

_WILL = r"(?:i|we)(?:'ll|'d| will| can| would| shall)?(?: have to| need to| rather)?(?: just)? "
_LATER = re.compile(
    rf"\b(?:{_WILL}(?:check|find out|get back|come back|look into|follow up|confirm with|circle back|tell you by)\b|"
    r"let me (?:\w+ )?(?:check|find|look into|confirm|get back|come back|take that|double|get the (?:right )?answer)|"
    r"take (?:that|it|this) (?:offline|away|back)|(?:come|get|be) back to you)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:(?:don't|do not) (?:\w+ )?know|not (?:entirely |quite |so )?(?:sure|certain)|(?:can't|cannot) say|no idea|"
    r"(?:don't|do not) have (?:that|the|an?) (?:number|answer|figure|date)|rather have \w+|top of my head)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SAYS_NOTHING = frozenset(
    """okay ok hmm um uh well so right oh ah good question great sure thanks thank you fair let me see and but mm hm ha
    sorry a that's it's very understood enough""".split()
)


def plain(text: str) -> str:
    """Return what is said in lower case, without opening fillers, hesitation and closing punctuation."""
    return _OPENING.sub("", fluent(text)).strip(" ?!.,\"'”’)").lower().replace("’", "'")


def fluent(text: str) -> str:
    """Return the words without hesitation ("um", ", you know,") and stutter."""
    return _STUTTER.sub(r"\1", " ".join(_HESITATION.sub(" ", text).split()))


def wants_answer(asked: str) -> bool:
    """Tell a question, given ``plain``, from small talk, turn-taking, rhetoric and "right?"."""
    return not _NO_ANSWER_WANTED.fullmatch(asked)


def answers_later(text: str) -> bool:
    """Tell that the answer is put off: "let me check and come back to you"."""
    return _LATER.search(text.replace("’", "'")) is not None


def is_unsure(text: str) -> bool:
    """Tell that someone says not to know."""
    return _UNSURE.search(text.replace("’", "'")) is not None


def says_something(text: str) -> bool:
    """Tell a sentence from a mere "okay, great"; "yes" and "no" say something."""
    return not _SAYS_NOTHING.issuperset(word.lower().replace("’", "'") for word in _WORD.findall(text))
