"""The workspaces that the app is installed in, by the tokens that they gave it."""

from msgspec import Struct
from slack_sdk.web import WebClient

from quarterdeck.kernel.errors import Forbidden
from quarterdeck.platform.secrets import Secrets
from quarterdeck.platform.slack.client import slack_client


class SlackWorkspaces(Struct, frozen=True):
    """The app's secret has ``signing_secret``, and ``bot_token.<team id>`` for each workspace."""

    secrets: Secrets
    secret_name: str
    base_url: str

    def client(self, team_id: str) -> WebClient:
        """Return a client of the workspace.

        Raises:
            Forbidden: the app isn't installed there.
        """
        token = self.secrets.get(self.secret_name).get(f"bot_token.{team_id}")
        if not token:
            raise Forbidden(f"there is no bot token of the Slack workspace {team_id}: install the app there")
        return slack_client(token, self.base_url)
