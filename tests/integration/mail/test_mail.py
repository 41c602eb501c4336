"""Whatever sends mail keeps the contract of the port: what goes in arrives, and headers can't be smuggled in."""

import json
import os
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from quarterdeck.platform.aws import client
from quarterdeck.platform.mail import Mail, Message
from quarterdeck.platform.mail.ses import SesMail
from tests.support.mailbox import Mailbox

Arrived = Callable[[str], list[Message]]
MESSAGE = Message(
    "ola@northwold.example", "Grüße & <more>", "Zwei\nZeilen ✓\n", "<p>Zwei Zeilen &#10003;</p>"
)


def _arrived_by_ses(to: str) -> list[Message]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{os.environ['AWS_ENDPOINT_URL']}/_ministack/ses/messages") as answer:
        accounts: dict[str, list[dict[str, Any]]] = json.load(answer)["messages"]
    found = [mail for mails in accounts.values() for mail in mails if mail["To"] == [to]]
    return [Message(to, mail["Subject"], mail["BodyText"], mail["BodyHtml"]) for mail in found]


@pytest.fixture(params=["ses", "mailbox"])
def post(request: pytest.FixtureRequest) -> tuple[Mail, Arrived]:
    if request.param == "mailbox":
        mailbox = Mailbox()
        return mailbox, mailbox.to
    request.getfixturevalue("tables")
    client("sesv2").create_email_identity(EmailIdentity="quarterdeck.example")
    return SesMail("Quarterdeck <no-reply@quarterdeck.example>"), _arrived_by_ses


def test_what_is_sent_arrives_as_it_was(post: tuple[Mail, Arrived]) -> None:
    mail, arrived = post
    before = arrived(MESSAGE.to)
    mail.send(MESSAGE)
    assert arrived(MESSAGE.to) == [*before, MESSAGE]


@pytest.mark.parametrize("line", ["a\nBcc: b@x.example", "a\r\n", "", "a\u2028b"])
def test_a_header_is_one_line(line: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        Message("ola@northwold.example", line, "", "")
    with pytest.raises(ValueError, match="one line"):
        Message(line, "Hello", "", "")


def test_what_a_mail_says_is_not_in_its_repr() -> None:
    assert "Zeilen" not in repr(MESSAGE)
