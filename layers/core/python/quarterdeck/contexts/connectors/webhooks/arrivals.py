"""Requests as API Gateway passes them on, read for the door."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from quarterdeck.contexts.connectors.webhooks.door import Arrived
from quarterdeck.platform.proxied import raw_body


def arrived(event: Mapping[str, Any]) -> Arrived:
    """Return the request of the event (payload 1.0), its header names in lower case.

    API Gateway decodes the query, so it is encoded again; vendors add nothing to an address in which that shows.
    """
    query: Mapping[str, list[str]] = event.get("multiValueQueryStringParameters") or {}
    return Arrived(
        vendor=event["pathParameters"]["vendor"],
        endpoint=event["pathParameters"]["endpoint"],
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        query={name: values[-1] for name, values in query.items()},
        query_string=urlencode(query, doseq=True, quote_via=quote),
        body=raw_body(event),
        correlation_id=event["requestContext"]["requestId"],
    )
