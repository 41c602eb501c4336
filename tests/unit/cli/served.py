"""Serves a test's API on a free port of 127.0.0.1: requests in, answers out, and faults on order."""

import json
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Call:
    """A request as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """An answer to send; ``cut`` closes the connection in its place."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


class Served:
    """A subclass answers; ``fail`` makes the next calls of a path go wrong, in order."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.clock_ahead = 0.0
        self._faults: dict[str, deque[Reply]] = {}
        self._lock = threading.Lock()
        self._server = _server(self)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, call: Call) -> Reply:
        raise NotImplementedError

    def fail(self, path: str, *replies: Reply) -> None:
        self._faults.setdefault(path, deque()).extend(replies)

    def take(self, call: Call) -> Reply:
        with self._lock:
            self.calls.append(call)
            faults = self._faults.get(call.path)
            return faults.popleft() if faults else self.answer(call)

    def called(self, method: str, path: str) -> list[Call]:
        return [call for call in self.calls if (call.method, call.path) == (method, path)]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _server(served: Served) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = dict(parse_qsl(parts.query))
            self._send(served.take(Call(self.command, parts.path, query, headers, body)))

        do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - the base class's names

        def _send(self, reply: Reply) -> None:
            self.close_connection = reply.cut
            if reply.cut:
                return
            content = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            self.send_response(reply.status)
            for name, value in {**reply.headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string((timestamp or time.time()) + served.clock_ahead)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Let a caller hang up."""

    return Server(("127.0.0.1", 0), Handler)
