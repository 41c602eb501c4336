"""Objects that the bucket removes by itself a week after they were made: put whole, or part by part over many goes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from quarterdeck.platform.aws import client

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

KEPT = timedelta(days=7)
TAG = ("kept", "week")
"""Key and value of the tag by which the bucket's rule finds them."""

_TAGGING = "=".join(TAG)


class ExpiringObjects(Struct, frozen=True):
    bucket: str

    def put(self, key: str, body: bytes) -> None:
        client("s3").put_object(Bucket=self.bucket, Key=key, Body=body, Tagging=_TAGGING)

    def begin(self, key: str, media_type: str) -> str:
        """Return the id of a new upload; one that is never completed is removed as well."""
        begun = client("s3").create_multipart_upload(
            Bucket=self.bucket, Key=key, ContentType=media_type, Tagging=_TAGGING
        )
        return begun["UploadId"]

    def put_part(self, key: str, upload: str, number: int, body: bytes) -> None:
        """Put the part, from 1 on, in place of an earlier one of its number; all but the last have 5 MiB or more."""
        client("s3", read_timeout=30).upload_part(
            Bucket=self.bucket, Key=key, UploadId=upload, PartNumber=number, Body=body
        )

    def complete(self, key: str, upload: str, parts: int) -> None:
        """Make the object of the first ``parts`` parts, once: where it is there already, it stays."""
        s3 = client("s3", read_timeout=60)
        try:
            found = [part for part in self._parts(key, upload) if part["PartNumber"] <= parts]
            s3.complete_multipart_upload(
                Bucket=self.bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": found}
            )
        except s3.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchUpload":
                raise
            s3.head_object(Bucket=self.bucket, Key=key)

    def _parts(self, key: str, upload: str) -> Iterator["CompletedPartTypeDef"]:
        pages = (
            client("s3").get_paginator("list_parts").paginate(Bucket=self.bucket, Key=key, UploadId=upload)
        )
        for page in pages:
            for part in page.get("Parts", ()):
                yield {"PartNumber": part["PartNumber"], "ETag": part["ETag"]}
