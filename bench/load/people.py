"""The people: each does one thing after the other, waiting for what comes of it, until the time is over."""

import random
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from bench.load.rest import PATIENCE, RestClient
from bench.load.tally import Tally
from infra.local.cloud import Cloud
from tests.e2e.slack import deliver, event
from tests.support.slack_api import SlackApi

MIX = {"ask": 5, "slack": 3, "read": 2}
READS = ("/v1/runs", "/v1/meetings", "/v1/me", "/v1/knowledge", "/health")
REPEATED = 0.2
"""The share of answered questions that are sent once more, as by a client that missed the answer."""

SLACK_DELAYS = (0, 0, 60, 300)
"""Slack delivers at once, again at once, after a minute and after five: https://docs.slack.dev/apis/events-api."""

SLACK_PATIENCE = sum(SLACK_DELAYS) + PATIENCE


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    cloud: Cloud
    slack: SlackApi
    questions: Sequence[str]
    tally: Tally
    rest: RestClient
    chance: random.Random

    def work(self, until: float) -> None:
        """Do things at random until the monotonic time."""
        does = {"ask": self._ask, "slack": self._mention, "read": self._read}
        while time.monotonic() < until:
            (kind,) = self.chance.choices(list(MIX), list(MIX.values()))
            self.tally.note(kind, "asked")
            does[kind]()

    def _ask(self) -> None:
        began, body = time.monotonic(), {"text": self.chance.choice(self.questions)}
        key = {"Idempotency-Key": uuid.UUID(int=self.chance.getrandbits(128)).hex}
        answer = self.rest.send("ask", "POST", "/v1/questions", json=body, headers=key)
        if answer is None or answer.is_error:
            self.tally.lost("ask", "no answer" if answer is None else answer.text)
            return
        run_id = answer.json()["run_id"]
        self.tally.answered("ask", time.monotonic() - began, run_id)
        if self.chance.random() < REPEATED:
            again = self.rest.send("ask", "POST", "/v1/questions", json=body, headers=key)
            if again is not None and again.json().get("run_id") != run_id:
                self.tally.note("ask", "doubled")

    def _read(self) -> None:
        began = time.monotonic()
        answer = self.rest.send("read", "GET", self.chance.choice(READS))
        if answer is None or answer.is_error:
            self.tally.lost("read", "no answer" if answer is None else answer.text)
        else:
            self.tally.answered("read", time.monotonic() - began)

    def _mention(self) -> None:
        began, event_id = time.monotonic(), f"Ev{self.number:02}{self.chance.getrandbits(64):016X}"
        sent_at = f"{int(time.time())}.{self.chance.getrandbits(19):06}"
        body = event(event_id, self.chance.choice(self.questions), channel=f"C{self.number:03}", ts=sent_at)
        delivery = threading.Thread(target=self._deliver, args=(body,), daemon=True)
        delivery.start()
        if self._replied(f"C{self.number:03}", sent_at):
            self.tally.answered("slack", time.monotonic() - began)
        else:
            self.tally.lost("slack", f"no reply to {event_id}")

    def _deliver(self, body: bytes) -> None:
        """Deliver as Slack does: again where there was no 2xx within three seconds."""
        for count, delay in enumerate(SLACK_DELAYS):
            time.sleep(delay)
            self.tally.note("slack", "sent again", by=min(count, 1))
            try:
                response = deliver(self.cloud, body, patience=3)
            except httpx.TransportError as error:
                self.tally.note("slack", type(error).__name__)
                continue
            if response.is_success:
                return
            if response.is_server_error:
                self.tally.failed("slack", response)
            else:
                self.tally.note("slack", str(response.status_code))

    def _replied(self, channel: str, thread: str) -> bool:
        place = (channel, thread)
        with self.slack.changed:
            return self.slack.changed.wait_for(
                lambda: any((m["channel"], m.get("thread_ts")) == place for m in self.slack.messages),
                SLACK_PATIENCE,
            )
