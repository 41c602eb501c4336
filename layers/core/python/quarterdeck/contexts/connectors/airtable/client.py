"""Reads one base over Airtable's API with pyairtable; imported where it is used, for it loads in half a second."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import requests
from msgspec import Struct
from pyairtable import Api

from quarterdeck.contexts.connectors.airtable.failures import failure
from quarterdeck.contexts.connectors.airtable.model import (
    AirtableRecord,
    Busy,
    Changes,
    Pace,
    Page,
    WebhookGone,
)
from quarterdeck.contexts.connectors.airtable.payloads import changes
from quarterdeck.kernel.errors import Unavailable

TIMEOUT = (2, 8)
"""Seconds to connect, and to wait for an answer."""

MOST_BY_ID = 50
"""The most records asked for by id at once: their formula must fit into a URL of 16,000 characters."""

Options = Mapping[str, Any]


class Airtable(Struct, frozen=True, dict=True):
    """The base as its token may read it. No request is repeated here: the pace is shared, and callers resume."""

    url: str
    token: str
    base: str
    pace: Pace

    def page(self, table: str, fields: Sequence[str], *, size: int, offset: str | None = None) -> Page:
        """Return up to ``size`` (100 at most) of the table's records, from the offset on.

        Raises:
            Refused: for good. OffsetExpired: begin again. Busy, Unavailable: later.
        """
        options = {"fields": list(fields), "page_size": size, **({"offset": offset} if offset else {})}
        found = self._list(table, options)
        return Page(_records(found), found.get("offset"))

    def by_ids(self, table: str, fields: Sequence[str], ids: Sequence[str]) -> tuple[AirtableRecord, ...]:
        """Return those of the records that exist; raises as ``page`` does."""
        formula = f"OR({','.join(f'RECORD_ID()={each!r}' for each in ids)})"
        return _records(self._list(table, {"fields": list(fields), "page_size": 100, "formula": formula}))

    def changes(self, webhook: str, cursor: int) -> Changes:
        """Return what the webhook has to tell from the cursor on, which also keeps it alive for seven days more.

        Raises:
            WebhookGone: it can't tell everything any more. Busy, Unavailable: later.
        """
        url = self._api.build_url("bases", self.base, "webhooks", webhook, "payloads")
        return changes(self._get(url, {"cursor": cursor, "limit": 50}, place=f"webhook {webhook}"))

    def next_cursor(self, webhook: str) -> int:
        """Return where the webhook's next payload will be; raises as ``changes`` does."""
        url = self._api.build_url("bases", self.base, "webhooks")
        for each in self._get(url, {}, place=f"webhook {webhook}")["webhooks"]:
            if each["id"] == webhook and each["isHookEnabled"]:
                return int(each["cursorForNextPayload"])
        raise WebhookGone(webhook)

    @cached_property
    def _api(self) -> Api:
        return Api(self.token, timeout=TIMEOUT, retry_strategy=None, endpoint_url=self.url)

    def _list(self, table: str, options: Options) -> dict[str, Any]:
        urls = self._api.table(self.base, table).urls
        return self._get(urls.records, options, place=f"table {table}", fallback=("POST", urls.records_post))

    def _get(self, url: str, options: Options, *, place: str, **more: Any) -> dict[str, Any]:
        self.pace.wait(self.base)
        try:
            found: dict[str, Any] = self._api.get(url, options=dict(options), **more)
        except requests.HTTPError as error:
            raise self._refusal(error.response, place) from error
        except requests.RequestException as error:
            raise Unavailable(f"Airtable does not answer for {place}: {type(error).__name__}") from error
        return found

    def _refusal(self, response: requests.Response | None, place: str) -> Exception:
        if response is None:
            return Unavailable(f"Airtable broke off its answer for {place}")
        try:
            body = response.json()
        except requests.JSONDecodeError:
            body = None
        refusal = failure(response.status_code, body, response.headers.get("Retry-After"), place)
        if isinstance(refusal, Busy):
            self.pace.block(self.base, refusal.seconds)
        return refusal


def _records(found: Mapping[str, Any]) -> tuple[AirtableRecord, ...]:
    return tuple(AirtableRecord(each["id"], each["fields"]) for each in found["records"])
