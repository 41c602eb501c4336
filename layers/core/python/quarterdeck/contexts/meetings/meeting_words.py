"""The words that people use for a meeting: any meeting, one of a kind, and what tells kinds apart."""

PLAIN = r"calls?|meetings?|sessions?|conversations?|chats?|discussions?|sync|talks?|time|one"
KINDS = (
    r"reviews?|demos?|demonstration|kick-?off|discovery|qbr|workshop|walk-?through|opening|close|debrief|presentation|"
    r"retrospective|check-?in"
)
QUALIFIERS = (
    r"pricing|security|infosec|pilot|renewal|legal|contract|technical|executive|quarterly|business|intro|introductory|"
    r"proposal|budget|procurement|architecture|integration|implementation|strategy|planning|onboarding|training|"
    r"negotiation|close-?out|follow-?up"
)
