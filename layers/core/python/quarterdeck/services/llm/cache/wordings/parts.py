"""Parts of patterns that several tables use."""

BE = r"(?:is|are|was|were)"
DO = r"(?:do|does|did)"
WILL = r"(?:do|does|did|will|would)"
END = r"(?=\W*$)"
A_MEETING = r"(?:calls?|meetings?|demos?|reviews?|workshops?|kick-?offs?|sessions?|conversations?|deals?)"
