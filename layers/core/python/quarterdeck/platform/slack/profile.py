"""What a workspace knows of a person: https://docs.slack.dev/reference/methods/users.info."""

from msgspec import Struct
from slack_sdk.web import WebClient

from quarterdeck.platform.slack.failures import explained


class Profile(Struct, frozen=True):
    """A person's name, title and IANA time zone, each empty where the workspace has none."""

    name: str
    title: str
    timezone: str


def read_profile(client: WebClient, user: str) -> Profile:
    """Return the profile of a user of the workspace.

    Raises:
        MissingSetting: the app lacks the scope users:read, or its token is refused.
        NotFound, Forbidden, InvalidInput, Unavailable: Slack doesn't tell.
    """
    with explained("no channel"):
        found = client.users_info(user=user)["user"]
    profile = found.get("profile") or {}
    name = found.get("real_name") or profile.get("real_name") or ""
    return Profile(str(name), str(profile.get("title") or ""), str(found.get("tz") or ""))
