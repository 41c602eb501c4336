"""Salesforce: data actions of Data Cloud, which are signed, and outbound messages, which are not.

- A data action carries ``x-signature``: base64 HMAC-SHA256 over the body.
  https://developer.salesforce.com/docs/atlas.en-us.c360a_api.meta/c360a_api/c360a_api_payload_signature.htm
- An outbound message is SOAP over TLS and has nothing of the kind. Its address has the secret in it, as
  ``?token=...``; that, and not the organisation's id, which is no secret, says whose it is. Salesforce's client
  certificate can be asked for besides, at the domain name in front of the API.
  https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging_security.htm
"""

import re
from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import digest, digest_without
from quarterdeck.contexts.connectors.webhooks.model import Reply, Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import check_match, header, hmac_base64
from quarterdeck.kernel.errors import Unauthenticated

SIGNATURE = "x-signature"
_NOTIFICATION = re.compile(rb"<Notification>\s*<Id>([0-9A-Za-z]{15,18})</Id>")

ACKNOWLEDGED = Reply(
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
    '<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>'
    "</soapenv:Body></soapenv:Envelope>",
    "text/xml",
)
"""Salesforce delivers an outbound message again for a day unless it reads this."""


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:  # noqa: ARG001 - no time is signed
    """Check the signature if there is one, else the token of the address."""
    if SIGNATURE in request.headers:
        expected = [hmac_base64(secret, request.body) for secret in secrets]
        check_match([header(request, SIGNATURE)], expected)
        return Verified(digest_without(request.body, ()), "data_action")
    check_match([request.query.get("token", "")], secrets)
    found = _NOTIFICATION.findall(request.body)
    if not found:
        raise Unauthenticated("an unsigned request must be an outbound message with notifications")
    return Verified(digest(*sorted(found)), "outbound_message")
