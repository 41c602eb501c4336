"""A meeting's files: the upload as it came, and the transcript and artifacts made of it."""

from msgspec import Struct

from quarterdeck.contexts.meetings.model import Artifacts, Transcript
from quarterdeck.kernel.codec import dump_json, load_json
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.objects import Objects

RAW_SUFFIX = ".raw"


def raw_key(tenant: TenantId, meeting_id: str) -> str:
    """Return the key of the upload; an object arriving under it starts the ingest."""
    return tenant_path(tenant, "meetings", meeting_id, f"upload{RAW_SUFFIX}")


class Archive(Struct, frozen=True):
    """Reads and writes the files. Reading raises NotFound before they are made."""

    objects: Objects

    def raw(self, tenant: TenantId, meeting_id: str) -> bytes:
        return self.objects.get(raw_key(tenant, meeting_id))

    def raw_size(self, tenant: TenantId, meeting_id: str) -> int:
        """Return the size of the upload; 0 where it was removed, or marks a try that goes on from the transcript."""
        try:
            return self.objects.size(raw_key(tenant, meeting_id))
        except NotFound:
            return 0

    def remove_raw(self, tenant: TenantId, meeting_id: str) -> None:
        """Remove the upload in all its versions."""
        self.objects.remove(raw_key(tenant, meeting_id))

    def kept(self, tenant: TenantId, meeting_id: str) -> bytes:
        """Return the upload, or nothing where only the transcript made of it is kept.

        Raises:
            NotFound: neither is there.
        """
        if self.raw_size(tenant, meeting_id):
            return self.raw(tenant, meeting_id)
        self.transcript(tenant, meeting_id)
        return b""

    def put_raw(self, tenant: TenantId, meeting_id: str, content: bytes) -> None:
        self.objects.put(raw_key(tenant, meeting_id), content)

    def transcript(self, tenant: TenantId, meeting_id: str) -> Transcript:
        found: Transcript = load_json(Transcript, self._get(tenant, meeting_id, "transcript.json"))
        return found

    def put_transcript(self, tenant: TenantId, meeting_id: str, transcript: Transcript) -> None:
        self._put(tenant, meeting_id, "transcript.json", dump_json(transcript))

    def artifacts(self, tenant: TenantId, meeting_id: str) -> Artifacts:
        found: Artifacts = load_json(Artifacts, self._get(tenant, meeting_id, "artifacts.json"))
        return found

    def put_artifacts(self, tenant: TenantId, meeting_id: str, artifacts: Artifacts) -> None:
        self._put(tenant, meeting_id, "artifacts.json", dump_json(artifacts))

    def _get(self, tenant: TenantId, meeting_id: str, name: str) -> bytes:
        try:
            return self.objects.get(tenant_path(tenant, "meetings", meeting_id, name))
        except NotFound as error:
            raise NotFound(f"meeting {meeting_id} has no {name} yet") from error

    def _put(self, tenant: TenantId, meeting_id: str, name: str, body: bytes) -> None:
        self.objects.put(tenant_path(tenant, "meetings", meeting_id, name), body)
