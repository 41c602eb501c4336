"""AWS clients of the package, made for the settings of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from quarterdeck.platform import aws, tables


@contextmanager
def fresh_clients() -> Iterator[None]:
    """Make clients anew when they are next needed, and again after the block."""
    _forget()
    try:
        yield
    finally:
        _forget()


def _forget() -> None:
    for kept in (aws._made, aws.session, aws._own_session, aws._tenant_session, tables._connection):
        kept.cache_clear()
