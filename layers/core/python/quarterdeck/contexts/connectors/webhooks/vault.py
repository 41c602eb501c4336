"""The secrets of endpoints, in Secrets Manager: two at most, the newest first, so that a rotation loses nothing.

Each write makes a version, and the endpoint's row names the one that holds: a function may keep a version for as long
as it lives, and still sees a rotation with the next delivery.
"""

import json

from msgspec import Struct, field

from quarterdeck.contexts.connectors.webhooks.model import Endpoint
from quarterdeck.platform.aws import client
from quarterdeck.platform.secrets import KEY

PREFIX = "quarterdeck/webhooks/"
MOST_KEPT = 1000
RECOVERABLE_DAYS = 7


class Vault(Struct, frozen=True):
    """Reads and replaces the secrets of endpoints."""

    _kept: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def of(self, endpoint: Endpoint) -> list[str]:
        """Return the secrets that hold, newest first; none where none is known yet."""
        if endpoint.secrets is None:
            return []
        key = (endpoint.id, endpoint.secrets)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = _read(endpoint, endpoint.secrets)
        return self._kept[key]

    def rotate(self, endpoint: Endpoint, secret: str) -> str:
        """Put the secret before the one that held, and return the new version."""
        text = json.dumps({"secrets": [secret, *self.of(endpoint)[:1]]})
        secrets, name = client("secretsmanager"), _name(endpoint)
        if endpoint.secrets is None:
            try:
                return secrets.create_secret(Name=name, SecretString=text, KmsKeyId=KEY)["VersionId"]
            except secrets.exceptions.ResourceExistsException:
                pass  # an earlier try got this far
        return secrets.put_secret_value(SecretId=name, SecretString=text)["VersionId"]

    def remove(self, endpoint: Endpoint) -> None:
        """Forget the endpoint's secrets; for a week an operator can bring them back."""
        if endpoint.secrets is not None:
            client("secretsmanager").delete_secret(
                SecretId=_name(endpoint), RecoveryWindowInDays=RECOVERABLE_DAYS
            )


def _read(endpoint: Endpoint, version: str) -> list[str]:
    found = client("secretsmanager").get_secret_value(SecretId=_name(endpoint), VersionId=version)
    secrets: list[str] = json.loads(found["SecretString"])["secrets"]
    return secrets


def _name(endpoint: Endpoint) -> str:
    return f"{PREFIX}{endpoint.tenant}/{endpoint.id}"
