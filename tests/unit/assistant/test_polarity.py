"""What sentences of records say to "is it so?": a wrong yes or no is the worst answer there is."""

import pytest

from quarterdeck.contexts.assistant.contracts.coverage import coverage, topic_of
from quarterdeck.contexts.assistant.contracts.polarity import Says, says


def said(question: str, sentence: str, record: str = "") -> Says:
    return says(topic_of(question), sentence, record or sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Do we support Bluetooth?", "It sends readings over Bluetooth."),
        ("Does it have an audit trail?", "It keeps an audit trail that nobody can edit."),
        ("Does it export to CSV?", "Exports go to CSV, not to PDF."),
        ("Does it have an app for Android?", "The app runs on iOS and Android, but not on Windows."),
        ("Does it work without a signal?", "The app keeps working where there is no signal."),
        ("Can it work without a gateway?", "Sensors work without a gateway."),
        ("Is there a free trial?", "There is a trial, and no charge for it."),
        ("Do you have read-only seats?", "There is no charge for read-only seats."),
        (
            "Do we keep data for seven years?",
            "We keep data no longer than needed, which is seven years.",
        ),
    ],
)
def test_yes(question: str, sentence: str) -> None:
    assert said(question, sentence) is Says.YES


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Do we support Bluetooth?", "It doesn't support Bluetooth."),
        ("Do we support Bluetooth?", "Bluetooth is not supported."),
        ("Do we support Bluetooth?", "Bluetooth is unsupported."),
        ("Do we support Bluetooth?", "There is no Bluetooth."),
        ("Does it export to PDF?", "Exports go to CSV, not to PDF."),
        ("Is there an app for Linux?", "There is no app for Windows, Linux or macOS."),
        ("Can anybody edit the audit trail?", "It keeps an audit trail that nobody can edit."),
        ("Are fees refunded?", "Fees are never refunded."),
        ("Does it need a gateway?", "Sensors work without a gateway."),
        ("Does the data leave the region?", "Data never leaves the region."),
        ("Do you charge for read-only seats?", "There is no charge for read-only seats."),
        ("Does it include on-site training?", "On-site training isn't included."),
    ],
)
def test_no(question: str, sentence: str) -> None:
    assert said(question, sentence) is Says.NO


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Is the data stored in the region?", "Data never leaves the region."),
        ("Does it have an audit trail?", "Nobody can edit the audit trail."),
        ("Do we support Bluetooth?", "We never recommend Bluetooth."),
    ],
)
def test_a_denial_of_something_else_is_neither(question: str, sentence: str) -> None:
    assert said(question, sentence) is Says.UNSURE


@pytest.mark.parametrize(
    ("sentence", "record"),
    [
        ("Bluetooth is planned for 2027.", ""),
        ("Bluetooth will be added in spring.", ""),
        (
            "It sends readings over Bluetooth.",
            "It sends readings over Bluetooth. Availability: Planned for 2027.",
        ),
        ("It sends readings over Bluetooth.", "It sends readings over Bluetooth. Status: In development."),
    ],
)
def test_what_is_only_planned_is_not_there_yet(sentence: str, record: str) -> None:
    assert said("Do we support Bluetooth?", sentence, record) is Says.LATER


@pytest.mark.parametrize(
    ("sentence", "record", "verdict"),
    [
        ("Bluetooth is only in the Pro edition.", "", Says.CONDITION),
        ("It has Bluetooth.", "It has Bluetooth. Availability: Pro edition only.", Says.CONDITION),
        ("It has Bluetooth.", "It has Bluetooth. Availability: Discontinued.", Says.NO),
        ("It has Bluetooth.", "It has Bluetooth. Availability: All editions.", Says.YES),
        ("It doesn't support Bluetooth over 50 metres.", "", Says.PARTLY),
    ],
)
def test_conditions_and_withdrawals_are_told(sentence: str, record: str, verdict: Says) -> None:
    assert said("Do we support Bluetooth?", sentence, record) is verdict


def test_a_sentence_that_lacks_the_name_asked_about_speaks_of_something_else() -> None:
    record = "It signs in through SAML. It exports to CSV."
    assert coverage(topic_of("Do we support LDAP?"), record, "Sign-on", record) == 0
    assert coverage(topic_of("Do we support SAML?"), "It exports to CSV.", "Export", record) == 0
    assert coverage(
        topic_of("Do we support SAML?"), "It signs in through SAML.", "Sign-on", record
    ) == pytest.approx(1.75 / 2)


def test_a_question_about_nothing_in_particular_is_covered_by_nothing() -> None:
    assert coverage(topic_of("Do we support it?"), "We support it.", "Support", "We support it.") == 0
