"""An organisation has personal data taken out of its transcripts, and answers quote what is left."""

from collections.abc import Iterator

import httpx
import pytest

from tests.e2e.meetings import add, body, ended

TEXT = (
    "Ada Quill: Where do we send the signed renewal?\n"
    "Bo Finch: Send the signed renewal to renewals.desk@example.com, or call (212) 555-0142.\n"
)


@pytest.fixture
def structured(api: httpx.Client) -> Iterator[None]:
    """The tenant's choice, for the time of a test."""
    chosen = api.put("/v1/settings/redaction", json={"transcripts": "structured"})
    assert (chosen.status_code, chosen.json()) == (200, {"transcripts": "structured"})
    yield
    api.put("/v1/settings/redaction", json={"transcripts": "off"})


@pytest.mark.usefixtures("structured")
def test_an_answer_has_placeholders_for_personal_data(api: httpx.Client) -> None:
    assert api.get("/v1/settings/redaction").json() == {"transcripts": "structured"}
    sent = add(api, body(TEXT, title="Signed renewal"))
    assert ended(api, sent["meeting_id"])["status"] == "completed"
    asked = {"text": "Where do they send the signed renewal?", "meeting_id": sent["meeting_id"]}
    answer = api.post("/v1/questions", json=asked).text
    assert "[EMAIL]" in answer
    assert "renewals.desk" not in answer
    assert "555-0142" not in answer


@pytest.mark.parametrize("said", [{}, {"transcripts": "most"}, {"transcripts": "off", "logs": "off"}])
def test_another_choice_is_refused(api: httpx.Client, said: dict[str, str]) -> None:
    assert api.put("/v1/settings/redaction", json=said).status_code == 400
