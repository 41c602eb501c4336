"""Mail: what a message is, and the port through which one leaves."""

from typing import Protocol

from msgspec import Struct


class Message(Struct, frozen=True):
    """One mail to one address, as plain text and as HTML.

    Raises:
        ValueError: the address or the subject has a line break, which would make headers of what follows.
    """

    to: str
    subject: str
    text: str
    html: str

    def __post_init__(self) -> None:
        if any(line.splitlines() != [line] for line in (self.to, self.subject)):
            raise ValueError("address and subject are one line each")

    def __repr__(self) -> str:
        return f"Message(to={self.to!r}, subject={self.subject!r})"


class Mail(Protocol):
    """Sends mail."""

    def send(self, message: Message) -> None:
        """Hand the message over for delivery; it is not known afterwards whether it arrives.

        Raises:
            Unavailable: it was not taken over, and may be later.
            InvalidInput: it never will be: the address or the sender is refused.
        """
        ...
