"""Secrets: JSON objects in Secrets Manager, kept in memory for five minutes so that a rotation is seen."""

import json
from typing import Protocol

from quarterdeck.kernel.clock import Clock
from quarterdeck.platform.aws import client

KEPT_SECONDS = 300


class Secrets(Protocol):
    """Reads secrets."""

    def get(self, name: str) -> dict[str, str]:
        """Return the secret's fields; the name may be an ARN."""
        ...


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
