"""The API over HTTP on 127.0.0.1, and the notifications that go out when a record changes."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from infra.local.airtable.api import AirtableApi, Request
from infra.local.airtable.base import Base, Webhook

_LISTS = {"fields[]": "fields"}


@contextmanager
def serving(api: AirtableApi) -> Iterator[str]:
    """Serve the API on a free port while the block runs; the value is its URL."""
    server = _server(api)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def notifying(base: Base) -> Iterator[None]:
    """Tell every webhook's address of changes while the block runs: once for all that came together, as Airtable."""
    stop = threading.Event()
    thread = threading.Thread(target=_notify, args=(base, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        with base.changed:
            stop.set()
            base.changed.notify_all()
        thread.join(10)


def notification(base: Base, webhook: Webhook) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers of a notification of the webhook."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    told = {"base": {"id": base.id}, "webhook": {"id": webhook.id}, "timestamp": now}
    body = json.dumps(told).encode()
    digest = hmac.new(webhook.mac_secret, body, hashlib.sha256).hexdigest()
    return body, {"Content-Type": "application/json", "X-Airtable-Content-MAC": f"hmac-sha256={digest}"}


def _notify(base: Base, stop: threading.Event) -> None:
    told: dict[str, int] = {each.id: len(each.payloads) for each in base.webhooks.values()}
    while True:
        with base.changed:
            base.changed.wait_for(lambda: stop.is_set() or bool(_untold(base, told)))
            news = _untold(base, told)
            told.update({each.id: len(each.payloads) for each in news})
        if stop.is_set():
            return
        for webhook in news:
            body, headers = notification(base, webhook)
            httpx.post(str(webhook.notify), content=body, headers=headers, trust_env=False, timeout=30)


def _untold(base: Base, told: dict[str, int]) -> list[Webhook]:
    hooks = list(base.webhooks.values())
    return [hook for hook in hooks if hook.notify and len(hook.payloads) > told.get(hook.id, 0)]


def _server(api: AirtableApi) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(_query(self.path))

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}"))

        def _answer(self, asked: dict[str, Any]) -> None:
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            reply = api.answer(Request(self.command, urlsplit(self.path).path, token, asked))
            content = json.dumps(reply.body).encode()
            self.send_response(reply.status)
            headers = {"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(content))}
            for name, value in {**headers, **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Let a caller hang up."""

    return Server(("127.0.0.1", 0), Handler)


def _query(path: str) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    for name, value in parse_qsl(urlsplit(path).query):
        if name in _LISTS:
            asked.setdefault(_LISTS[name], []).append(value)
        else:
            asked[name] = value
    return asked
