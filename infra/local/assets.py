"""Publishes a cloud assembly's assets, as `cdk-assets` does on AWS: zipped folders and plain files, to S3."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file or folder of the assembly and the object that it becomes."""

    source: Path
    zipped: bool
    bucket: str
    key: str

    def content(self) -> bytes:
        """Return what is uploaded."""
        return zip_folder(self.source) if self.zipped else self.source.read_bytes()


def assets(manifest: Path, *, account: str, region: str) -> Iterator[Asset]:
    """Read the assets that the manifest `<Stack>.assets.json` lists for this account and region."""
    for entry in json.loads(manifest.read_text())["files"].values():
        source = entry["source"]
        for place in entry["destinations"].values():
            bucket = (
                place["bucketName"].replace("${AWS::AccountId}", account).replace("${AWS::Region}", region)
            )
            path = manifest.parent / source["path"]
            yield Asset(path, source["packaging"] == "zip", bucket, place["objectKey"])


def publish(s3: "S3Client", asset: Asset, content: bytes) -> None:
    """Upload the asset's content, into a bucket that is made where it is missing."""
    if asset.bucket not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
        s3.create_bucket(Bucket=asset.bucket)
    s3.put_object(Bucket=asset.bucket, Key=asset.key, Body=content)


def zip_folder(folder: Path) -> bytes:
    """Return the folder as a zip whose bytes depend on names and contents alone.

    Nothing is compressed: it stays on this machine.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                entry = zipfile.ZipInfo(str(path.relative_to(folder)), _FIXED_DATE)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    return buffer.getvalue()
