from hypothesis import assume, given
from hypothesis import strategies as st

from quarterdeck.contexts.assistant.contracts.quoting import Quoted, claim, locate, said
from quarterdeck.contexts.assistant.model import Citation, Claim, Draft, Evidence
from quarterdeck.contexts.assistant.verification import verify
from quarterdeck.contexts.meetings.sentences import sentences
from quarterdeck.services.language.figures import figures

DIGITS = st.one_of(
    st.integers(0, 5000).map(str),
    st.integers(1000, 9_999_999).map("{:,}".format),
    st.decimals(0, 999, places=2).map(str),
)
SPELLED = st.sampled_from(["eleven", "twenty-one", "three hundred", "two thousand and five", "ninety"])
UNITS = ["", " seats", " percent", " dollars", " weeks", " million", " euros"]
AMOUNTS = st.one_of(
    st.builds("{}{}".format, DIGITS, st.sampled_from([*UNITS, "%", "k", "bn"])),
    st.builds("${}{}".format, DIGITS, st.sampled_from(["", "k", " million"])),
    st.builds("{}{}".format, SPELLED, st.sampled_from(UNITS)),
)
NUMEROUS = st.lists(
    st.sampled_from("twenty five one that no hundred a 1,200 of and $ % k seats.".split()), max_size=150
)
SPOKEN = NUMEROUS.map(" ".join).filter(bool) | st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200
)


def cited(piece: Evidence, start: int, end: int) -> Citation:
    words = piece.text[start:end]
    return Citation(piece.document, piece.turn, piece.speaker, piece.start + start, piece.start + end, words)


def standing(made: Claim, piece: Evidence) -> bool:
    return verify(Draft((made,), "nothing"), [piece])[1] == 0


@given(AMOUNTS, AMOUNTS)
def test_a_mutated_number_never_survives(amount: str, other: str) -> None:
    text, claimed = f"we talked about {amount} there", f"they talked about {other} there"
    piece = Evidence("e1", "mtg_1", "v1", 0, "Ana Duarte", 0, text)
    assume({figure.value for figure in figures(text)} != {figure.value for figure in figures(claimed)})
    assert not standing(Claim(claimed, (cited(piece, 0, len(text)),)), piece)


@given(AMOUNTS)
def test_a_number_as_it_was_said_survives(amount: str) -> None:
    text = f"we talked about {amount} there"
    piece = Evidence("e1", "mtg_1", "v1", 0, "Ana Duarte", 0, text)
    assert standing(Claim(f"they talked about {amount} there", (cited(piece, 0, len(text)),)), piece)


@given(SPOKEN, st.integers(0, 500))
def test_an_exact_sentence_survives_whatever_was_said(text: str, start: int) -> None:
    piece = Evidence("e1", "mtg_1", "v1", 3, "Ana Duarte", start, text)
    for first, last in sentences(text):
        words = text[first:last]
        assume(any(map(str.isalnum, words)))
        made = claim(said("Ana Duarte", words), [Quoted(evidence="e1", quote=words)], [piece])
        assert standing(made, piece)


@given(SPOKEN, st.data())
def test_a_quote_with_one_character_changed_never_survives(text: str, data: st.DataObject) -> None:
    piece = Evidence("e1", "mtg_1", "v1", 3, "Ana Duarte", 0, text)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters=text[at]))
    changed = Citation("mtg_1", 3, "Ana Duarte", 0, len(text), text[:at] + other + text[at + 1 :])
    assert not standing(Claim("it was said", (changed,)), piece)


@given(SPOKEN, SPOKEN)
def test_a_located_quote_is_verbatim(text: str, quote: str) -> None:
    piece = Evidence("e1", "mtg_1", "v1", 3, "Ana Duarte", 10, text)
    found = locate(quote, piece)
    if found:
        assert text[found.start - 10 : found.end - 10] == found.quote
