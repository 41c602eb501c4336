"""The mails that the local cloud's SES took over."""

import httpx

from infra.local.cloud import Cloud
from tests.e2e.meetings import until
from tests.support.mailbox import code_in


def mails(cloud: Cloud, to: str) -> list[str]:
    """Return the texts of the mails to that address, the oldest first."""
    answer = httpx.get(f"{cloud.endpoint}/_ministack/ses/messages", trust_env=False)
    found = [mail for mails in answer.json()["messages"].values() for mail in mails if mail["To"] == [to]]
    return [str(mail["BodyText"]) for mail in found]


def code(cloud: Cloud, to: str, number: int = 1) -> str:
    """Return the code in the mail of that number to the address, once it has come."""
    until(lambda: len(mails(cloud, to)) >= number, f"mail {number} to {to}")
    return code_in(mails(cloud, to)[number - 1])
