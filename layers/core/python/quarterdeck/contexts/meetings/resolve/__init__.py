"""Which meetings a question is about, from the names, days and words for meetings in it."""

from quarterdeck.contexts.meetings.resolve.constraints import Constraints
from quarterdeck.contexts.meetings.resolve.kinds import of_kind
from quarterdeck.contexts.meetings.resolve.mentions import Mention, Word, mentions, misspelt, words
from quarterdeck.contexts.meetings.resolve.names import Names, company_names, first_words, keys, people_names
from quarterdeck.contexts.meetings.resolve.resolution import Resolution, resolve
from quarterdeck.contexts.meetings.resolve.strangers import strangers

__all__ = [
    "Constraints",
    "Mention",
    "Names",
    "Resolution",
    "Word",
    "company_names",
    "first_words",
    "keys",
    "mentions",
    "misspelt",
    "of_kind",
    "people_names",
    "resolve",
    "strangers",
    "words",
]
