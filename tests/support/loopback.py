"""A vendor's HTTP API on this machine's loopback: takes what a real client sends, and fails when told to."""

import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar, Self


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one call.

    ``carried_out`` does the call before failing: the caller can't tell. ``hang`` holds the answer back until
    the API closes, ``trickle`` sends it byte by byte without end, ``cut`` closes the connection instead. ``cut_after``
    closes it after so many pieces of a streamed answer, ``hang_after`` holds the rest back.
    """

    status: int = 200
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    carried_out: bool = False
    hang: bool = False
    trickle: bool = False
    cut: bool = False
    cut_after: int | None = None
    hang_after: int | None = None


@dataclass(frozen=True)
class Reply:
    """An answer to send: JSON, or the pieces of a stream of that content type."""

    body: Mapping[str, Any]
    status: int = 200
    pieces: tuple[bytes, ...] = ()
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def sse(*events: object) -> Reply:
    """Return an answer of server-sent events; texts are sent as they are, the rest as JSON."""
    texts = [event if isinstance(event, str) else json.dumps(event) for event in events]
    return Reply(
        {}, pieces=tuple(f"data: {text}\n\n".encode() for text in texts), content_type="text/event-stream"
    )


@dataclass(frozen=True)
class Call:
    """A request as it came; ``client`` is the port that it came from, alike for all on one connection."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    client: int = 0


class Loopback:
    """Serves ``answer`` on a free port of 127.0.0.1 while the context is open."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.changed = threading.Condition()
        self._faults: dict[str, deque[Fault]] = {}
        self._closing = threading.Event()
        self._server = _server(self)

    @property
    def origin(self) -> str:
        """The server's ``http://127.0.0.1:<port>``."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, call: Call) -> Reply:
        """Do the call; the subclass says how."""
        raise NotImplementedError

    def fail(self, path: str, fault: Fault, times: int = 1) -> None:
        """Let the next ``times`` calls of the path go wrong; faults queue up."""
        self._faults.setdefault(path, deque()).extend([fault] * times)

    def take(self, call: Call) -> tuple[Reply, Fault]:
        """Record the call, do it if it is to be done, and return the answer with what goes wrong."""
        with self.changed:
            self.calls.append(call)
            queue = self._faults.get(call.path)
            fault = queue.popleft() if queue else Fault(carried_out=True)
            reply = self.answer(call) if fault.carried_out else Reply({})
            self.changed.notify_all()
        return reply, fault

    def wait_until_closing(self, seconds: float | None = None) -> bool:
        """Return True once the API closes, False if the time is over before."""
        return self._closing.wait(seconds)

    def __enter__(self) -> Self:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Sends what the API of its server says; a subclass knows the API."""

    api: ClassVar[Loopback]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(*self.api.take(Call(self.path, headers, body, self.client_address[1])))

    def _send(self, reply: Reply, fault: Fault) -> None:
        self.close_connection = fault.cut or fault.hang or fault.trickle
        if fault.cut or (fault.hang and self.api.wait_until_closing()):
            return
        if reply.pieces:
            self._stream(reply, fault)
            return
        content = (json.dumps(reply.body) if fault.body is None else fault.body).encode()
        self.send_response(fault.status if fault.status != 200 else reply.status)
        headers = {"Content-Type": reply.content_type, **reply.headers, **fault.headers}
        length = 1_000_000 if fault.trickle else len(content)
        for name, value in {**headers, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()
        self._trickle() if fault.trickle else self.wfile.write(content)

    def _stream(self, reply: Reply, fault: Fault) -> None:
        self.send_response(200)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for sent, piece in enumerate(reply.pieces):
            if sent == fault.cut_after or (sent == fault.hang_after and self.api.wait_until_closing()):
                self.close_connection = True
                return
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def _trickle(self) -> None:
        while not self.api.wait_until_closing(0.02):
            self.wfile.write(b" ")
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a caller hang up when it has waited long enough."""


def _server(served: Loopback) -> ThreadingHTTPServer:
    class Handler(_Handler):
        api = served

    return _Server(("127.0.0.1", 0), Handler)
