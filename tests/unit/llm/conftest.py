import threading
from collections.abc import Iterator

import pytest

from tests.unit.llm.protocols import KEY


@pytest.fixture(autouse=True)
def _aws_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """The credentials that the loopback Bedrock knows, and nothing of the user's own."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "loopback")
    for name in ("AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Calls that were left at their deadline end once their endpoint is gone."""
    yield
    for thread in threading.enumerate():
        if thread.name == "llm":
            thread.join(5)
            assert not thread.is_alive()
