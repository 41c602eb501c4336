"""Objects: bytes under a tenant's prefix, in S3."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby, islice
from typing import Protocol

from msgspec import Struct

from quarterdeck.kernel.errors import NotFound
from quarterdeck.platform.aws import client

PIECE = 1 << 20
"""How many bytes of an object that is read piece by piece are in memory at once."""

_UNKNOWN = frozenset({"404", "NoSuchKey", "NotFound"})
_REFUSED = frozenset({"403", "AccessDenied"})
_THERE_ALREADY = "PreconditionFailed"


class Objects(Protocol):
    """Stores bytes by key; every key begins with a tenant's prefix (``kernel.tenancy.tenant_path``)."""

    def put(self, key: str, body: bytes) -> None:
        """Store the bytes, replacing what was there."""
        ...

    def put_first(self, key: str, body: bytes) -> bool:
        """Store the bytes where nothing is stored under the key, and tell whether that was so."""
        ...

    def get(self, key: str) -> bytes:
        """Return the bytes.

        Raises:
            NotFound: nothing is stored under the key.
        """
        ...

    def size(self, key: str) -> int:
        """Return the number of bytes stored under the key, without reading them.

        Raises:
            NotFound: nothing is stored under the key.
        """
        ...

    def remove(self, key: str) -> None:
        """Remove the bytes under the key and every earlier version of them; it need not exist."""
        ...

    def presign_get(self, key: str, *, name: str, media_type: str, seconds: int = 300) -> str:
        """Return a URL from which anyone may download the bytes for ``seconds``, as a file of this name and type."""
        ...


class SignedPut(Struct, frozen=True):
    """A request that a client without credentials may make: PUT to ``url`` with exactly these ``headers``."""

    url: str
    headers: dict[str, str]


class _Version(Struct, frozen=True):
    key: str
    version: str
    is_latest: bool


class S3Objects(Struct, frozen=True):
    bucket: str

    def put(self, key: str, body: bytes) -> None:
        client("s3").put_object(Bucket=self.bucket, Key=key, Body=body)

    def put_first(self, key: str, body: bytes) -> bool:
        s3 = client("s3")
        try:
            s3.put_object(Bucket=self.bucket, Key=key, Body=body, IfNoneMatch="*")
        except s3.exceptions.ClientError as error:
            if error.response["Error"]["Code"] == _THERE_ALREADY:
                return False
            raise
        return True

    def get(self, key: str) -> bytes:
        with self._missing(key):
            body: bytes = client("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read()
        return body

    def pieces(self, key: str) -> Iterator[bytes]:
        """Return the bytes piece by piece.

        Raises:
            NotFound: nothing is stored under the key.
        """
        with self._missing(key):
            body = client("s3").get_object(Bucket=self.bucket, Key=key)["Body"]
        return body.iter_chunks(PIECE)

    def size(self, key: str) -> int:
        with self._missing(key):
            length: int = client("s3").head_object(Bucket=self.bucket, Key=key)["ContentLength"]
        return length

    @contextmanager
    def _missing(self, key: str) -> Iterator[None]:
        """Raise NotFound for S3's word that there is no such object.

        That word is a refusal to those who may not list the whole bucket, so what is refused is looked for by its name.
        """
        s3 = client("s3")
        try:
            yield
        except s3.exceptions.ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _UNKNOWN or (code in _REFUSED and not self._is_listed(key)):
                raise NotFound(f"no object {key}") from error
            raise

    def _is_listed(self, key: str) -> bool:
        found = client("s3").list_objects_v2(Bucket=self.bucket, Prefix=key, MaxKeys=1)
        return any(each["Key"] == key for each in found.get("Contents", []))

    def remove(self, key: str) -> None:
        self._delete(version for version in self._versions(key) if version.key == key)

    def remove_under(self, prefix: str) -> int:
        """Remove everything under the prefix in all versions, and return how many objects there were."""
        return self._delete(self._versions(prefix))

    def remove_some(self, prefix: str, limit: int) -> int:
        """Remove ``limit`` objects under the prefix in all their versions, and return how many were left for that."""
        objects = groupby(self._versions(prefix), key=lambda version: version.key)
        return sum(self._delete(versions) for _, versions in islice(objects, limit))

    def trim(self, prefix: str) -> None:
        """Remove all earlier versions of what is under the prefix."""
        self._delete(version for version in self._versions(prefix) if not version.is_latest)

    def under(self, prefix: str) -> list[str]:
        """Return the keys under the prefix."""
        pages = client("s3").get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return [each["Key"] for page in pages for each in page.get("Contents", ())]

    def page(self, prefix: str, after: str | None, limit: int) -> tuple[list[str], str | None]:
        """Return up to ``limit`` keys under the prefix, behind ``after``, and the last one where there are more."""
        page = client("s3").list_objects_v2(
            Bucket=self.bucket, Prefix=prefix, StartAfter=after or "", MaxKeys=limit
        )
        keys = [each["Key"] for each in page.get("Contents", ())]
        return keys, keys[-1] if page.get("IsTruncated") else None

    def folders(self, prefix: str, cursor: str | None, limit: int) -> tuple[list[str], str | None]:
        """Return up to ``limit`` of the prefixes below this one, and the cursor for more (None at the end)."""
        list_page = partial(
            client("s3").list_objects_v2, Bucket=self.bucket, Prefix=prefix, Delimiter="/", MaxKeys=limit
        )
        page = list_page(ContinuationToken=cursor) if cursor else list_page()
        return [each["Prefix"] for each in page.get("CommonPrefixes", ())], page.get("NextContinuationToken")

    def _versions(self, prefix: str) -> Iterator[_Version]:
        pages = client("s3").get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=prefix)
        for page in pages:
            for each in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
                yield _Version(each["Key"], each["VersionId"], each["IsLatest"])

    def _delete(self, versions: Iterator[_Version]) -> int:
        """Delete the versions, and return of how many objects they were."""
        keys: set[str] = set()
        for each in versions:
            client("s3").delete_object(Bucket=self.bucket, Key=each.key, VersionId=each.version)
            keys.add(each.key)
        return len(keys)

    def presign_put(self, key: str, *, size: int, sha256_base64: str, seconds: int = 900) -> SignedPut:
        """Return the one PUT of exactly this content that is allowed for ``seconds``."""
        arguments = {
            "Bucket": self.bucket,
            "Key": key,
            "ContentLength": size,
            "ChecksumSHA256": sha256_base64,
        }
        url = client("s3").generate_presigned_url("put_object", Params=arguments, ExpiresIn=seconds)
        return SignedPut(url, {"x-amz-checksum-sha256": sha256_base64})

    def presign_get(self, key: str, *, name: str, media_type: str, seconds: int = 300) -> str:
        arguments = {
            "Bucket": self.bucket,
            "Key": key,
            "ResponseContentType": media_type,
            "ResponseContentDisposition": f'attachment; filename="{name}"',
        }
        return client("s3").generate_presigned_url("get_object", Params=arguments, ExpiresIn=seconds)
