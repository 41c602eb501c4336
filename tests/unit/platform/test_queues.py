"""Of a batch, what can't be worked on comes back, and nothing else does."""

import json

import pytest
from pynamodb.exceptions import QueryError

from quarterdeck.platform.queues import failed_records


@pytest.mark.parametrize(
    "error", [QueryError("the table is busy"), ValueError("no JSON"), KeyError("detail")], ids=repr
)
def test_one_bad_message_does_not_bring_the_others_back(error: Exception) -> None:
    done: list[str] = []

    def handle(message_id: str, body: str) -> None:
        if body == "bad":
            raise error
        done.append(message_id)

    bodies = {"1": "good", "2": "bad", "3": json.dumps({})}
    event = {"Records": [{"messageId": each, "body": body} for each, body in bodies.items()]}
    assert failed_records(event, handle) == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    assert done == ["1", "3"]
