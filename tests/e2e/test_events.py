"""What happened arrives on the bus: once on record, never before, and valid by its model."""

import json
import uuid

import boto3
import httpx
import pytest

from infra.local.aws import options
from infra.local.cloud import Cloud
from quarterdeck.contexts.assistant.events import AnswerRated, QuestionAnswered
from quarterdeck.contexts.meetings.events import MeetingFailed, MeetingIngested
from quarterdeck.kernel.codec import load
from quarterdeck.platform.outbox import Envelope, said
from tests.e2e.meetings import add, body, ended, until


class Listener:
    """A queue that gets every event of one topic."""

    def __init__(self, cloud: Cloud, topic: str) -> None:
        self.sqs = boto3.client("sqs", **options(cloud.endpoint))
        events = boto3.client("events", **options(cloud.endpoint))
        name, bus = f"listener-{uuid.uuid4().hex[:8]}", cloud.outputs["EventBusName"]
        self.queue = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=["QueueArn"])["Attributes"][
            "QueueArn"
        ]
        events.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps({"source": [topic]}))
        events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
        self.heard: list[Envelope] = []

    def of(self, kind: str, thing: str) -> list[Envelope]:
        """Return the events of this type that tell of this meeting or run."""
        for message in self.sqs.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10).get(
            "Messages", []
        ):
            event = json.loads(message["Body"])
            envelope = load(Envelope, event["detail"])
            assert (event["source"], event["detail-type"]) == (envelope.topic, envelope.type)
            self.heard.append(envelope)
            self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return [each for each in self.heard if each.type == kind and thing in json.dumps(each.data)]


@pytest.fixture(scope="module")
def listener(demo: Cloud) -> Listener:
    return Listener(demo, "conversation_events")


def test_an_ingest_is_told_of(api: httpx.Client, listener: Listener) -> None:
    meeting = ended(api, add(api, body("Ada Quill: We told everyone.", title="Told"))["meeting_id"])
    until(lambda: bool(listener.of(MeetingIngested.type, meeting["meeting_id"])), "the event of the ingest")
    [envelope] = listener.of(MeetingIngested.type, meeting["meeting_id"])
    data = said(MeetingIngested, envelope)
    assert (data.title, data.turns) == ("Told", 1)
    assert data.passages > 0


def test_a_failed_ingest_is_told_of_with_its_reason(api: httpx.Client, listener: Listener) -> None:
    meeting = ended(api, add(api, body("nothing like a transcript", title="Told too"))["meeting_id"])
    until(lambda: bool(listener.of(MeetingFailed.type, meeting["meeting_id"])), "the event of the failure")
    [envelope] = listener.of(MeetingFailed.type, meeting["meeting_id"])
    assert said(MeetingFailed, envelope).reason == meeting["reason"]


def test_an_answer_is_told_of_and_its_replay_is_not(api: httpx.Client, listener: Listener) -> None:
    run = api.post(
        "/v1/questions", json={"text": "What are the next steps from the last Brasswick call?"}
    ).json()
    replay = api.post(f"/v1/runs/{run['run_id']}/replay").json()
    later = api.post(
        "/v1/questions", json={"text": "What are the next steps from the last Ironquay call?"}
    ).json()
    until(lambda: bool(listener.of(QuestionAnswered.type, later["run_id"])), "the event of the later answer")
    [envelope] = listener.of(QuestionAnswered.type, run["run_id"])
    assert said(QuestionAnswered, envelope).outcome == run["outcome"]
    assert listener.of(QuestionAnswered.type, replay["run_id"]) == []


def test_a_rating_is_told_of_once_and_without_its_words(api: httpx.Client, listener: Listener) -> None:
    run = api.post("/v1/questions", json={"text": "What are the next steps from the last Brasswick call?"})
    run_id, rating = run.json()["run_id"], {"verdict": "down", "comment": "Words of mine"}
    for each in (rating, rating, {"verdict": "up"}):
        assert api.post(f"/v1/runs/{run_id}/feedback", json=each).status_code == 200
    until(lambda: len(listener.of(AnswerRated.type, run_id)) == 2, "the events of the ratings")
    told = [said(AnswerRated, envelope) for envelope in listener.of(AnswerRated.type, run_id)]
    assert {(each.version, each.verdict) for each in told} == {(1, "down"), (2, "up")}
    assert "Words of mine" not in str(told)
