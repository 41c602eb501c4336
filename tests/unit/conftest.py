"""What tests of several rooms look at."""

import io
import logging
from collections.abc import Iterator

import pytest

from quarterdeck.kernel.observability import logger


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is written to the function's log."""
    handler = logger.registered_handler
    assert isinstance(handler, logging.StreamHandler)
    written, before = io.StringIO(), handler.stream
    handler.setStream(written)
    yield written
    handler.setStream(before)
