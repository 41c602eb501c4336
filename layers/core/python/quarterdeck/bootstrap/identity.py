"""Who comes in: the doors of the API, and logins."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.contexts.identity.doors import Doors
    from quarterdeck.contexts.identity.login import Login
    from quarterdeck.platform.oidc.provider import Provider
    from quarterdeck.platform.oidc.verify import OidcTokens


@cache
def doors() -> Doors:
    from quarterdeck.contexts.identity.doors import Doors

    return Doors(tokens, CLOCK)


@cache
def login() -> Login:
    """Return the logins by the first issuer that the installation trusts."""
    from quarterdeck.contexts.identity.login import Login

    return Login(_providers()[0], tokens(), setting("PUBLIC_URL").rstrip("/"), CLOCK)


@cache
def origin() -> str:
    """Return the origin (RFC 6454) of the installation's own pages."""
    parts = urlsplit(setting("PUBLIC_URL"))
    return f"{parts.scheme}://{parts.netloc}"


@cache
def tokens() -> OidcTokens:
    from quarterdeck.platform.oidc.verify import OidcTokens

    return OidcTokens(_providers(), CLOCK)


@cache
def _providers() -> tuple[Provider, ...]:
    from quarterdeck.platform.oidc.model import read_issuers
    from quarterdeck.platform.oidc.provider import Provider

    return tuple(Provider(each, CLOCK) for each in read_issuers(setting("OIDC_ISSUERS")))
