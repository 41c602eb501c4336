"""Every event has one example in events/<topic>/<type>.json, and each example is a valid event."""

from pathlib import Path

import pytest

from quarterdeck.contexts.assistant import events as assistant_events
from quarterdeck.contexts.connectors.webhooks import events as webhook_events
from quarterdeck.contexts.identity import events as identity_events
from quarterdeck.contexts.knowledge import events as knowledge_events
from quarterdeck.contexts.meetings import events as meetings_events
from quarterdeck.contexts.operations.protection import events as protection_events
from quarterdeck.contexts.operations.protection.exporting import events as exporting_events
from quarterdeck.kernel.codec import dump, load, load_json
from quarterdeck.platform.outbox import Envelope, EventData

EXAMPLES = Path(__file__).parents[2] / "events"
ALL = {
    (kind.topic, kind.type): kind
    for module in (
        assistant_events,
        exporting_events,
        identity_events,
        knowledge_events,
        meetings_events,
        protection_events,
        webhook_events,
    )
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, EventData) and "type" in vars(kind)
}
TOPICS = {
    f"{name}_events"
    for name in (
        "auth agent research outreach client demo nda prd pricing proposal config collaboration conversation"
        " personalization"
    ).split()
}


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.json")), ids=lambda path: path.stem)
def test_each_example_is_a_valid_event_in_the_folder_of_its_topic(path: Path) -> None:
    envelope = load_json(Envelope, path.read_text())
    kind = ALL[envelope.topic, envelope.type]
    assert (path.parent.name, path.stem) == (envelope.topic, envelope.type)
    assert dump(load(kind, envelope.data)) == envelope.data


def test_each_event_is_on_a_known_topic_and_has_an_example() -> None:
    assert {topic for topic, _ in ALL} <= TOPICS
    assert {(path.parent.name, path.stem) for path in EXAMPLES.rglob("*.json")} == set(ALL)
