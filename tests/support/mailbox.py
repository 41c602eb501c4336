"""A post office in memory: the other adapter of the mail port, from which tests read."""

import re
from dataclasses import dataclass, field

from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.platform.mail import Message

_CODE = re.compile(r"^    (\S+)$", re.MULTILINE)


@dataclass
class Mailbox:
    """Keeps what is sent; raises ``trouble`` instead while there is one."""

    sent: list[Message] = field(default_factory=list)
    trouble: QuarterdeckError | None = None

    def send(self, message: Message) -> None:
        if self.trouble:
            raise self.trouble
        self.sent.append(message)

    def to(self, email: str) -> list[Message]:
        return [message for message in self.sent if message.to == email]

    def code(self, email: str) -> str:
        """Return the code in the last mail to that address."""
        return code_in(self.to(email)[-1].text)


def code_in(text: str) -> str:
    (code,) = _CODE.findall(text)
    return str(code)
