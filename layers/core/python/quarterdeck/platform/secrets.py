"""Secrets: JSON objects in Secrets Manager, kept in memory for five minutes so that a rotation is seen."""

import json
from typing import Protocol

from quarterdeck.kernel.clock import Clock
from quarterdeck.platform.aws import client

KEPT_SECONDS = 300

KEY = "alias/quarterdeck"
"""The installation's key in KMS, which encrypts secrets and all else that holds tenants' data."""


class Secrets(Protocol):
    """Reads secrets."""

    def get(self, name: str) -> dict[str, str]:
        """Return the secret's fields; the name may be an ARN."""
        ...


def remove_secrets(name: str) -> int:
    """Remove for good the secret of this name, or where it ends with a slash all whose names begin so.

    Those that an operator could still bring back go as well. Returns how many there were.
    """
    secrets = client("secretsmanager")
    pages = secrets.get_paginator("list_secrets").paginate(
        Filters=[{"Key": "name", "Values": [name]}], IncludePlannedDeletion=True
    )
    listed = [each["Name"] for page in pages for each in page["SecretList"]]
    found = [each for each in listed if each == name or (name.endswith("/") and each.startswith(name))]
    for each in found:
        secrets.delete_secret(SecretId=each, ForceDeleteWithoutRecovery=True)
    return len(found)


class SecretsManager:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, dict[str, str]]] = {}

    def get(self, name: str) -> dict[str, str]:
        now = self._clock.now().timestamp()
        kept_at, fields = self._kept.get(name, (0.0, {}))
        if now - kept_at > KEPT_SECONDS:
            fields = json.loads(client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])
            self._kept[name] = (now, fields)
        return fields
