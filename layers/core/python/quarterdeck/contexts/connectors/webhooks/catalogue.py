"""The vendors: how each is verified, what its secret looks like, and what it wants to read back."""

import re
from collections.abc import Callable

from msgspec import Struct

from quarterdeck.contexts.connectors.webhooks.model import Reply, Vendor, Verify
from quarterdeck.contexts.connectors.webhooks.verifiers import (
    airtable,
    docusign,
    dropbox_sign,
    github,
    gong,
    hubspot,
    salesforce,
    sendgrid,
    slack,
    standard,
    stripe,
    twilio,
    zendesk,
    zoom,
)
from quarterdeck.kernel.errors import InvalidInput, NotFound


class SecretShape(Struct, frozen=True):
    """What a secret must look like, in a pattern and in words, and where that isn't all, what it must be."""

    pattern: re.Pattern[str]
    words: str
    is_one: Callable[[str], bool] = bool


_BASE64 = r"(?:[A-Za-z0-9+/]{4}){2,}(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?"
PLAIN = SecretShape(re.compile(r"[!-~]{8,500}"), "8 to 500 printable characters without spaces")
BASE64 = SecretShape(re.compile(_BASE64), "base64")
WHSEC = SecretShape(re.compile(f"(?:whsec_)?{_BASE64}"), "base64, with or without whsec_ before it")
PEM = SecretShape(
    re.compile(r"-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]{100,4000}-----END PUBLIC KEY-----\s*"),
    "public RSA keys in PEM",
    gong.is_key,
)
DER = SecretShape(re.compile(_BASE64), "public keys on a curve, in base64 of their DER", sendgrid.is_key)


class Scheme(Struct, frozen=True):
    """A vendor's rules; ``reply`` answers a delivery that was taken in."""

    verify: Verify
    secret: SecretShape = PLAIN
    reply: Reply = Reply()

    def check_secret(self, secret: str) -> None:
        """Accept a secret that may be one of the vendor's.

        Raises:
            InvalidInput: it can't be.
        """
        if not self.secret.pattern.fullmatch(secret) or not self.secret.is_one(secret):
            raise InvalidInput(f"this vendor's secrets are {self.secret.words}", field="secret")


SCHEMES = {
    Vendor.AIRTABLE: Scheme(airtable.verify, BASE64),
    Vendor.DOCUSIGN: Scheme(docusign.verify),
    Vendor.DROPBOX_SIGN: Scheme(dropbox_sign.verify, reply=dropbox_sign.RECEIVED),
    Vendor.GITHUB: Scheme(github.verify),
    Vendor.GONG: Scheme(gong.verify, PEM),
    Vendor.HUBSPOT: Scheme(hubspot.verify),
    Vendor.SALESFORCE: Scheme(salesforce.verify, reply=salesforce.ACKNOWLEDGED),
    Vendor.SENDGRID: Scheme(sendgrid.verify, DER),
    Vendor.SLACK: Scheme(slack.verify),
    Vendor.STANDARD: Scheme(standard.verify, WHSEC),
    Vendor.STRIPE: Scheme(stripe.verify),
    Vendor.TWILIO: Scheme(twilio.verify),
    Vendor.ZENDESK: Scheme(zendesk.verify),
    Vendor.ZOOM: Scheme(zoom.verify),
}


def vendor_named(name: str) -> Vendor:
    """Return the vendor that addresses call by this name.

    Raises:
        NotFound: there is none.
    """
    try:
        return Vendor(name)
    except ValueError:
        raise NotFound("there are no webhooks of this vendor") from None
