"""Sends text to web sockets that API Gateway holds, and closes them (its management API, ``/@connections/<id>``).

A post is never repeated: one that timed out may have arrived, and would arrive twice.
"""

from contextlib import suppress
from typing import Protocol

from msgspec import Struct

from quarterdeck.platform.aws import client

SECONDS = 2.0
"""How long one post may take."""


class Gone(Exception):
    """The client is not connected any more."""


class Slow(Exception):
    """Nobody took the text in time; whether it arrives isn't known."""


class Busy(Exception):
    """API Gateway takes no more just now; the text was not sent."""


class Outlet(Protocol):
    """Where texts for connections go."""

    def post(self, connection: str, text: str) -> None:
        """Send the text.

        Raises:
            Gone, Slow, Busy: it isn't sent, or may not be.
        """
        ...


class ApiGatewayOutlet(Struct, frozen=True):
    """The connections of the API whose stage is at ``url``."""

    url: str

    def post(self, connection: str, text: str) -> None:
        from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError  # noqa: PLC0415

        gateway = client("apigatewaymanagementapi", read_timeout=SECONDS, attempts=1, url=self.url)
        try:
            gateway.post_to_connection(ConnectionId=connection, Data=text.encode())
        except gateway.exceptions.GoneException:
            raise Gone(connection) from None
        except gateway.exceptions.LimitExceededException:
            raise Busy(connection) from None
        except (ConnectTimeoutError, ReadTimeoutError):
            raise Slow(connection) from None

    def close(self, connection: str) -> None:
        """End the connection, unless it has ended."""
        gateway = client("apigatewaymanagementapi", read_timeout=SECONDS, url=self.url)
        with suppress(gateway.exceptions.GoneException):
            gateway.delete_connection(ConnectionId=connection)
