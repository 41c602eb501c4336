"""Plays Quarterdeck's REST API, with the storage that presigned requests go to."""

import base64
import hashlib
from collections import deque

from tests.unit.cli import samples
from tests.unit.cli.samples import Json, problem
from tests.unit.cli.served import Call, Reply, Served

KEY = "qd_0123456789abcdef_a-secret-that-nobody-may-see"
INLINE_LIMIT = 4 * 1024 * 1024
NOT_FOUND = Reply(problem(404, "NotFound", "Not found", "there is no such thing"), 404)


class QuarterdeckApi(Served):
    """Meetings pass through ``pending`` and ``processing``, a step each time they are looked at.

    Where the transcript has the word GARBLED the ingest fails; ``stuck`` keeps every meeting from going on.
    """

    def __init__(self) -> None:
        super().__init__()
        self.run: Json = samples.recorded()
        self.lines: list[Json] = []
        self.knowledge: Json = samples.overview()
        self.syncs: list[Json] = []
        self.coming: deque[list[Json]] = deque()
        self.examples: list[Json] = []
        self.person: Json = samples.person()
        self.audit: list[Json] = []
        self.lanes: dict[int, list[Json]] = {}
        self.anchors: Json = {}
        self.keys: list[Json] = []
        self.meetings: dict[str, Json] = {}
        self.members: list[Json] = []
        self.erased: Json = {}
        self.open: dict[tuple[str, str], Json] = {}
        self.webhooks: list[Json] = []
        self.exports: deque[Json] = deque()
        self.socket_url = ""
        self.stuck = False
        self._contents: dict[str, bytes] = {}
        self._next: dict[str, deque[Json]] = {}
        self._uploads: dict[str, Json] = {}

    def answer(self, call: Call) -> Reply:
        if call.path.startswith("/bucket/files/"):
            return self._file(call)
        if call.path.startswith("/bucket/"):
            return self._store(call)
        if call.path == "/health":
            return Reply({"status": "ok"})
        if (call.method, call.path) in self.open:
            return Reply(self.open[call.method, call.path], 201)
        if call.headers.get("authorization") != f"Bearer {KEY}":
            return Reply(problem(401, "Unauthenticated", "Not authenticated"), 401)
        way = (call.method, *call.path.removeprefix("/v1/").split("/"))
        return (
            self._answer_list(call, way)
            or self._answer_run(way)
            or self._answer_person(call, way)
            or self._answer_key(call, way)
            or self._answer_member(call, way)
            or self._answer_erasure(way)
            or self._answer_meeting(call, way)
            or self._answer_knowledge(call, way)
            or self._answer_webhook(call, way)
            or self._answer_export(way)
            or self._answer_audit(call, way)
        ) or NOT_FOUND

    def _answer_list(self, call: Call, way: tuple[str, ...]) -> Reply | None:
        match way:
            case "GET", "runs":
                return self._page("runs", "run_id", self.lines, call)
            case "GET", "examples":
                return self._page("examples", "id", self.examples, call)
            case "GET", "members":
                return self._page("members", "subject", self.members, call)
            case "GET", "meetings":
                return self._page("meetings", "meeting_id", list(self.meetings.values()), call)
        return None

    def _answer_run(self, way: tuple[str, ...]) -> Reply | None:
        match way:
            case ("POST", "questions") | ("POST", "runs", _, "replay"):
                return Reply(self.run)
            case "POST", "tickets":
                return Reply({"ticket": "once", "url": self.socket_url, "expires_in": 30}, 201)
            case "GET", "runs", run_id if run_id == self.run["run_id"]:
                return Reply(self.run)
            case "GET", "runs", _, "files", name:
                url = f"{self.url}/bucket/files/{name}?X-Amz-Signature=5ec2e7"
                return Reply({"name": name, "url": url, "expires_in": 300})
        return None

    def _answer_person(self, call: Call, way: tuple[str, ...]) -> Reply | None:
        match way:
            case "POST", "runs", run_id, "feedback":
                said = call.json()
                return Reply(samples.rating(run_id=run_id, comment="", correction=None) | said)
            case "PUT", "me":
                self.person = {"subject": "owner", **call.json()}
                return Reply(self.person)
            case "GET", "me":
                return Reply(self.person)
        return None

    def _answer_member(self, call: Call, way: tuple[str, ...]) -> Reply | None:
        match way:
            case "POST", "invitations":
                return Reply(samples.member(**call.json(), status="invited"), 201)
            case "PUT", "members", subject, "role":
                return Reply(samples.member(subject=subject, **call.json()))
            case "POST", "members", subject, ("deactivate" | "reactivate") as deed:
                status = "deactivated" if deed == "deactivate" else "active"
                return Reply(samples.member(subject=subject, status=status))
        return None

    def _answer_erasure(self, way: tuple[str, ...]) -> Reply | None:
        """Begin an erasure, and end it at the second look as ``erased`` says."""
        match way:
            case ("POST", "erasures") | ("DELETE", "meetings", _):
                return Reply(samples.erasure(), 202)
            case "GET", "erasures", _:
                return Reply(self.erased)
        return None

    def _answer_key(self, call: Call, way: tuple[str, ...]) -> Reply | None:
        match way:
            case "GET", "keys":
                return self._page("keys", "key_id", self.keys, call)
            case "POST", "keys":
                self.keys = [samples.key(**call.json()), *self.keys]
                return Reply(self.keys[0] | {"api_key": samples.API_KEY}, 201)
            case "DELETE", "keys", key_id if key_id in {key["key_id"] for key in self.keys}:
                self.keys = [key for key in self.keys if key["key_id"] != key_id]
                return Reply({"key_id": key_id, "status": "revoked"})
        return None

    def _answer_meeting(self, call: Call, way: tuple[str, ...]) -> Reply | None:
        match way:
            case "POST", "meetings":
                return self._accept(call.json())
            case "GET", "meetings", meeting_id:
                return Reply(self._look(meeting_id))
            case "POST", "meetings", meeting_id, "retry":
                return Reply(self._begin(meeting_id), 202)
        return None

    def _answer_knowledge(self, call: Call, way: tuple[str, ...]) -> Reply | None:
        match way:
            case "GET", "knowledge":
                return Reply(self.knowledge)
            case "GET", "knowledge", "syncs":
                reply = self._page("syncs", "sync_id", self.syncs, call)
                self.syncs = self.coming.popleft() if self.coming else self.syncs
                return reply
            case "POST", "knowledge", "sync":
                return Reply({"status": "accepted", **call.json()}, 202)
        return None

    def _answer_webhook(self, call: Call, way: tuple[str, ...]) -> Reply | None:
        match way:
            case "GET", "webhooks":
                return self._page("webhooks", "id", self.webhooks, call)
            case "POST", "webhooks":
                self.webhooks.insert(0, samples.webhook(has_secret="secret" in call.json()))
                return Reply(self.webhooks[0], 201)
            case ("PUT", "webhooks", webhook_id, "secret") | ("DELETE", "webhooks", webhook_id):
                known = [each for each in self.webhooks if each["id"] == webhook_id]
                return Reply(known[0]) if known else None
        return None

    def _answer_export(self, way: tuple[str, ...]) -> Reply | None:
        match way:
            case "POST", "exports":
                return Reply(samples.export(), 202)
            case "GET", "exports", _:
                return Reply(self.exports.popleft())
        return None

    def _answer_audit(self, call: Call, way: tuple[str, ...]) -> Reply | None:
        match way:
            case "GET", "audit":
                return self._page("audit", "id", self.audit, call)
            case "GET", "audit", "lanes", lane:
                after, limit = int(call.query["after"]), int(call.query["limit"])
                found = self.lanes.get(int(lane), [])[after : after + limit]
                return Reply({"entries": found, "after": after + limit if len(found) == limit else None})
            case "GET", "audit", "anchors":
                return Reply(self.anchors)
        return None

    def _page(self, kind: str, key: str, rows: list[Json], call: Call) -> Reply:
        limit, before = int(call.query["limit"]), call.query.get("before")
        start = 1 + [row[key] for row in rows].index(before) if before else 0
        found, more = rows[start : start + limit], start + limit < len(rows)
        return Reply({kind: found, "before": found[-1][key] if more else None})

    def _accept(self, body: Json) -> Reply:
        transcript, upload = body.pop("transcript", None), body.pop("upload", None)
        content = transcript["content"].encode() if transcript else b""
        if len(content) > INLINE_LIMIT or (transcript and not content.strip()):
            return Reply(
                problem(400, "InvalidInput", "Invalid input", "transcript.content: must be said"), 400
            )
        sha256 = upload["sha256"] if upload else hashlib.sha256(content).hexdigest()
        meeting_id = (
            "mtg_" + hashlib.sha256(f"{sha256}{body['title']}{body['date']}".encode()).hexdigest()[:26]
        )
        if meeting_id not in self.meetings:
            self.meetings[meeting_id] = samples.meeting(
                **body, meeting_id=meeting_id, status="pending", turns=0
            )
            if transcript:
                self._contents[meeting_id] = content
                self._begin(meeting_id)
        return Reply(self.meetings[meeting_id] | (self._offer(meeting_id, upload) if upload else {}), 202)

    def _offer(self, meeting_id: str, upload: Json) -> Json:
        checksum = base64.b64encode(bytes.fromhex(upload["sha256"])).decode()
        self._uploads[meeting_id] = upload
        url = f"{self.url}/bucket/{meeting_id}?X-Amz-Signature=5ec2e7"
        return {"upload": {"method": "PUT", "url": url, "headers": {"x-amz-checksum-sha256": checksum}}}

    def _store(self, call: Call) -> Reply:
        """Take exactly the content that was offered, without credentials, as S3 does."""
        meeting_id = call.path.removeprefix("/bucket/")
        upload, digest = self._uploads[meeting_id], hashlib.sha256(call.body)
        checksum = base64.b64encode(digest.digest()).decode()
        right = (len(call.body), digest.hexdigest()) == (upload["size"], upload["sha256"])
        right = right and call.headers.get("x-amz-checksum-sha256") == checksum
        right = right and "X-Amz-Signature" in call.query and "authorization" not in call.headers
        if not right:
            return Reply(b"<Error><Code>AccessDenied</Code></Error>", 403)
        self._contents[meeting_id] = call.body
        self._begin(meeting_id)
        return Reply(b"")

    def _file(self, call: Call) -> Reply:
        """Give the file away to whoever has the signature and shows no credentials besides."""
        right = "X-Amz-Signature" in call.query and "authorization" not in call.headers
        return Reply(f"content of {call.path}".encode()) if right else Reply(b"AccessDenied", 403)

    def _begin(self, meeting_id: str) -> Json:
        end: Json = {"status": "completed", "turns": 2}
        if b"GARBLED" in self._contents[meeting_id]:
            end = {"status": "failed", "reason": "line 1: this is no transcript"}
        self._next[meeting_id] = deque([{"status": "processing"}, end])
        self.meetings[meeting_id] |= {"status": "pending", "reason": None}
        return self.meetings[meeting_id]

    def _look(self, meeting_id: str) -> Json:
        if not self.stuck and self._next.get(meeting_id):
            self.meetings[meeting_id] |= self._next[meeting_id].popleft()
        return self.meetings[meeting_id]
