"""What callers say of webhooks, checked at the edge."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, SecretStr, StringConstraints

from quarterdeck.contexts.connectors.webhooks.model import Vendor

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class WebhookBody(BaseModel):
    """A new webhook. Vendors that make the secret when they are told the address have it sent afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    vendor: Vendor
    name: Name
    secret: SecretStr | None = None


class SecretBody(BaseModel):
    """A secret that is to hold beside the one before it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    secret: SecretStr
