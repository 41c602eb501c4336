"""The check of claims that rest on product records and pages: names, negation, and what is only planned."""

import pytest

from quarterdeck.contexts.assistant.model import Citation, Claim, Draft, Evidence, SourceKind
from quarterdeck.contexts.assistant.verification import verify

DENIED = "It doesn't support fingerprint readers."
PLANNED = "Bluetooth is planned for 2027."
PASSING = "Quillrun keeps an audit trail that nobody can edit."


def piece(name: str, text: str, source: SourceKind = SourceKind.PRODUCT) -> Evidence:
    return Evidence("e1", "features/rec1", "v7", 0, name, 0, text, source)


def stands(claim: str, cited: Evidence, *others: Evidence) -> bool:
    citation = Citation(
        cited.document, cited.turn, cited.speaker, 0, len(cited.text), cited.text, cited.source
    )
    claims, dropped = verify(
        Draft((Claim(claim, (citation,)),), ""), (cited, *others), (), ("Quillrun", "Mossgate")
    )
    assert len(claims) + dropped == 1
    return bool(claims)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("No, it doesn't support fingerprint readers.", DENIED),
        ("No. Door controller (Mossgate): it doesn't support fingerprint readers.", DENIED),
        ("Mossgate can't read a fingerprint.", DENIED),
        ("Not yet. Bluetooth is planned for 2027.", PLANNED),
        ("Bluetooth is not yet there.", PLANNED),
        ("Yes, Quillrun keeps an audit trail.", PASSING),
        ("Quillrun keeps an audit trail that nobody can edit.", PASSING),
        ("Yes. It works without a signal.", "It works without a signal."),
    ],
)
def test_a_claim_that_agrees_with_its_record_stands(claim: str, text: str) -> None:
    assert stands(claim, piece("Door controller", text))


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Yes, it supports fingerprint readers.", DENIED),
        ("Mossgate supports fingerprint readers.", DENIED),
        ("No, it doesn't have an audit trail.", "Quillrun keeps an audit trail."),
        ("Bluetooth is not supported.", PLANNED),
        ("Bluetooth is planned for 2028.", PLANNED),
        ("Halyard keeps an audit trail.", PASSING),
    ],
)
@pytest.mark.parametrize("source", [SourceKind.PRODUCT, SourceKind.WEB])
def test_a_claim_that_turns_its_record_round_is_dropped(claim: str, text: str, source: SourceKind) -> None:
    assert not stands(claim, piece("Door controller", text, source))


def test_the_denial_in_a_record_s_name_is_none_of_the_claim() -> None:
    lost = piece("No lost keys", "A site saved $14,000 in a year.")
    assert stands("No lost keys (Mossgate): A site saved $14,000 in a year.", lost)
    assert not stands("No site saved $14,000 in a year.", lost)


def test_the_words_of_other_records_names_may_be_used_as_words() -> None:
    other = Evidence("e2", "features/rec2", "v7", 0, "Audit trail", 0, "Kept.", SourceKind.PRODUCT)
    assert stands("It keeps a trail to audit.", piece("Log", "It keeps a trail to audit."), other)
    assert stands(
        "The audit is kept for seven years.", piece("Log", "Audits are kept for seven years."), other
    )


def test_a_quote_must_be_of_the_source_that_it_names() -> None:
    cited = piece("Door controller", DENIED)
    citation = Citation(cited.document, 0, cited.speaker, 0, len(DENIED), DENIED, SourceKind.WEB)
    assert verify(Draft((Claim(DENIED, (citation,)),), ""), (cited,)) == ((), 1)
