"""Transcripts in every format become meetings; what can't be read says why and can be tried again."""

import base64
import hashlib
import json

import boto3
import httpx
import pytest

from infra.local import seed
from infra.local.aws import options
from infra.local.cloud import Cloud
from quarterdeck.contexts.meetings.requests import INLINE_LIMIT
from tests.e2e.meetings import add, body, ended

TEXT = "Ada Quill: How long is the notice period?\nBo Finch: It is 30 days, in writing.\n"
FORMS = {
    "text": TEXT,
    "vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada Quill>How long is the notice period?\n\n"
    "00:02.000 --> 00:05.000\n<v Bo Finch>It is 30 days, in writing.\n",
    "srt": "1\n00:00:00,000 --> 00:00:02,000\nAda Quill: How long is the notice period?\n\n"
    "2\n00:00:02,000 --> 00:00:05,000\nBo Finch: It is 30 days, in writing.\n",
    "json": json.dumps(
        {
            "turns": [
                {"speaker": "Ada Quill", "text": "How long is the notice period?"},
                {"speaker": "Bo Finch", "text": "It is 30 days, in writing."},
            ]
        }
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_format_can_be_asked_about(api: httpx.Client, form: str) -> None:
    sent = add(api, body(FORMS[form], title=f"Notice {form}", form=form))
    meeting = ended(api, sent["meeting_id"])
    assert (meeting["status"], meeting["turns"]) == ("completed", 2)
    question = {"text": "How long is the notice period?", "meeting_id": sent["meeting_id"]}
    assert "30 days" in api.post("/v1/questions", json=question).json()["answer"]


def test_the_same_upload_twice_is_one_meeting(api: httpx.Client) -> None:
    meeting = body(TEXT, title="Sent twice")
    first, second = add(api, meeting), add(api, meeting)
    assert first["meeting_id"] == second["meeting_id"]
    ended(api, first["meeting_id"])
    assert add(api, meeting)["status"] == "completed"
    listed = [
        each for each in api.get("/v1/meetings?limit=100").json()["meetings"] if each["title"] == "Sent twice"
    ]
    assert len(listed) == 1


@pytest.mark.parametrize(
    ("form", "content", "reason"),
    [
        ("vtt", "00:00.000 --> 00:02.000\nHello\n", "WEBVTT"),
        ("vtt", "WEBVTT\n\n00:00.000 -->", "cue"),
        ("json", '{"turns": [{"speaker": "Ada", "te', "line 1"),
        ("text", "no speaker says this", "speaker"),
        ("text", "PK\x03\x04 Ada: not a \x00 text", ""),
    ],
    ids=["no header", "truncated cue", "truncated JSON", "no speakers", "binary"],
)
def test_a_file_that_cannot_be_read_fails_with_a_reason(
    api: httpx.Client, form: str, content: str, reason: str
) -> None:
    sent = add(api, body(content, title=f"Unreadable {form} {len(content)}", form=form))
    meeting = ended(api, sent["meeting_id"])
    assert meeting["status"] == "failed"
    assert reason in meeting["reason"]
    assert len(meeting["reason"]) > 20


def test_a_failed_meeting_can_be_tried_again_and_only_a_failed_one(api: httpx.Client) -> None:
    failed = ended(api, add(api, body("nobody speaks", title="Try again"))["meeting_id"])
    retried = api.post(f"/v1/meetings/{failed['meeting_id']}/retry")
    assert (retried.status_code, retried.json()["status"]) == (202, "pending")
    assert ended(api, failed["meeting_id"])["status"] == "failed"
    completed = ended(api, add(api, body(TEXT, title="No need"))["meeting_id"])
    refused = api.post(f"/v1/meetings/{completed['meeting_id']}/retry")
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"transcript": {"format": "text", "content": "  \n "}}, "transcript"),
        ({"date": "last Tuesday"}, "date"),
        ({"date": "2026-05-04T10:00:00"}, "date"),
        ({"date": "1582-11-29T10:58:07Z"}, "date"),
        ({"company": " "}, "company"),
        ({"transcript": {"format": "docx", "content": "x"}}, "format"),
        ({"transcript": None}, "transcript"),
        ({"colour": "red"}, "colour"),
        ({"upload": {"format": "vtt", "size": 50_000_000, "sha256": "0" * 64}}, "size"),
    ],
)
def test_a_bad_request_names_the_field(api: httpx.Client, change: dict[str, object], field: str) -> None:
    response = api.post("/v1/meetings", json=body(TEXT, title="Bad") | change)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert field in response.text


def test_a_big_file_goes_up_through_a_presigned_url(api: httpx.Client) -> None:
    silence = f"{' ' * 999}\n" * (INLINE_LIMIT // 1000 + 1)
    content = f"Ada Quill: The freight is late.\n{silence}Bo Finch: The tariff code is 8471.\n".encode()
    meeting = body("", title="Big file") | {"transcript": None}
    meeting["upload"] = {
        "format": "text",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    offered = api.post("/v1/meetings", json=meeting).json()
    assert offered["status"] == "pending"
    put = httpx.put(offered["upload"]["url"], headers=offered["upload"]["headers"], content=content)
    assert put.status_code == 200
    assert ended(api, offered["meeting_id"], 180)["status"] == "completed"


def test_an_upload_that_never_came_shows_as_expired_until_it_is_asked_for_again(
    cloud: Cloud, api: httpx.Client
) -> None:
    content = b"Ada Quill: How long is the notice period?\nBo Finch: It is 31 days.\n"
    meeting = body("", title="Never came") | {"transcript": None}
    meeting["upload"] = {
        "format": "text",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    path = f"/v1/meetings/{api.post('/v1/meetings', json=meeting).json()['meeting_id']}"
    _let_time_pass(cloud, path.rpartition("/")[2])
    seen = api.get(path).json()
    assert (seen["status"], "send the meeting again" in seen["reason"]) == ("expired", True)
    assert api.post(f"{path}/retry").status_code == 404
    offered = api.post("/v1/meetings", json=meeting).json()
    assert (offered["status"], offered["reason"]) == ("pending", None)
    httpx.put(
        offered["upload"]["url"], headers=offered["upload"]["headers"], content=content
    ).raise_for_status()
    assert ended(api, offered["meeting_id"])["status"] == "completed"


def _let_time_pass(cloud: Cloud, meeting_id: str) -> None:
    """Have the meeting's time for its transcript be over."""
    table = boto3.resource("dynamodb", **options(cloud.endpoint)).Table(cloud.outputs["MeetingsTable"])
    table.update_item(
        Key={"pk": f"TENANT#{seed.tenant()['id']}#MEETING", "sk": meeting_id},
        UpdateExpression="SET pending_until = :past",
        ExpressionAttributeValues={":past": "2026-01-01T00:00:00.000000+0000"},
        ConditionExpression="attribute_exists(pending_until)",
    )


def test_an_upload_in_another_encoding_fails_with_the_place(api: httpx.Client, demo: Cloud) -> None:
    content = "Ada Quill: Naïve coöperation costs €5.".encode() + b"\nBo Finch: Caf\xe9 at nine.\n"
    meeting = body("", title="Latin") | {"transcript": None}
    meeting["upload"] = {
        "format": "text",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    offered = api.post("/v1/meetings", json=meeting).json()
    assert (
        base64.b64encode(hashlib.sha256(content).digest()).decode() in offered["upload"]["headers"].values()
    )
    assert options(demo.endpoint)["endpoint_url"] in offered["upload"]["url"]
    httpx.put(
        offered["upload"]["url"], headers=offered["upload"]["headers"], content=content
    ).raise_for_status()
    failed = ended(api, offered["meeting_id"])
    assert failed["status"] == "failed"
    assert "UTF-8" in failed["reason"]


def test_meetings_are_listed_latest_first_page_by_page(api: httpx.Client) -> None:
    whole = api.get("/v1/meetings?limit=100").json()["meetings"]
    page = api.get("/v1/meetings?limit=4").json()
    pages = page["meetings"]
    while page["before"]:
        page = api.get(f"/v1/meetings?limit=4&before={page['before']}").json()
        pages += page["meetings"]
    assert [each["meeting_id"] for each in pages] == [each["meeting_id"] for each in whole]
    assert [each["date"][:10] for each in whole] == sorted(
        (each["date"][:10] for each in whole), reverse=True
    )


def test_an_unknown_meeting_is_not_found(api: httpx.Client) -> None:
    assert api.get("/v1/meetings/mtg_nothing").status_code == 404
    assert api.get("/v1/meetings?limit=0").status_code == 400
