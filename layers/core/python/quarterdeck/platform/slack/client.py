"""Makes Web API clients that retry only what is safe to repeat, and give up in time."""

import re
from typing import Any

from slack_sdk.http_retry import HttpRequest, HttpResponse, RateLimitErrorRetryHandler
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler
from slack_sdk.web import WebClient

RETRIES = 2
TIMEOUT = 5
MAX_WAIT = 10
"""In seconds: how long a call waits for each answer, and the longest pause that Slack may ask of it."""

READS = ("/conversations.replies", "/auth.test")


class RateLimited(RateLimitErrorRetryHandler):
    """Waits as Slack's Retry-After says, where that is a number and not more than ``MAX_WAIT``."""

    def _can_retry(self, *, response: HttpResponse | None = None, **call: Any) -> bool:
        limited = super()._can_retry(response=response, **call)
        if response is None or not limited:
            return False
        after = next(
            (value[0] for name, value in response.headers.items() if name.lower() == "retry-after"), "1"
        )
        return re.fullmatch(r"[0-9]{1,4}", after) is not None and int(after) <= MAX_WAIT


class ReadFailed(ServerErrorRetryHandler):
    """Repeats reads that Slack's servers fail at; a failed write may have been carried out."""

    def _can_retry(self, *, request: HttpRequest, **call: Any) -> bool:
        failed = super()._can_retry(request=request, **call)
        return failed and request.url.endswith(READS)


def slack_client(token: str, base_url: str = WebClient.BASE_URL) -> WebClient:
    """Return a client of the workspace that the bot token belongs to.

    The SDK's default of repeating a call whose connection broke is left out: it could post twice.
    """
    handlers = [RateLimited(max_retry_count=RETRIES), ReadFailed(max_retry_count=RETRIES)]
    return WebClient(token=token, base_url=base_url, timeout=TIMEOUT, retry_handlers=handlers)
