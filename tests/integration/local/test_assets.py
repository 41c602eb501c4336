"""What is uploaded for a deployment."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from infra.local.assets import assets, zip_folder
from infra.local.cloud import api_url


def test_a_zip_depends_on_names_and_contents_alone(tmp_path: Path) -> None:
    (tmp_path / "handler.py").write_text("def handler(): ...")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "handler.pyc").write_bytes(b"bytecode")
    before = zip_folder(tmp_path)
    os.utime(tmp_path / "handler.py", (0, 1_000_000_000))
    assert zip_folder(tmp_path) == before
    assert zipfile.ZipFile(io.BytesIO(before)).namelist() == ["handler.py"]


def test_a_manifest_names_each_assets_place(tmp_path: Path) -> None:
    place = {"bucketName": "assets-${AWS::AccountId}-${AWS::Region}", "objectKey": "abc.zip"}
    entry = {"source": {"path": "asset.abc", "packaging": "zip"}, "destinations": {"here": place}}
    manifest = tmp_path / "Quarterdeck.assets.json"
    manifest.write_text(json.dumps({"files": {"abc": entry}}))
    [asset] = assets(manifest, account="123456789012", region="eu-west-1")
    assert (asset.bucket, asset.key) == ("assets-123456789012-eu-west-1", "abc.zip")
    assert asset.zipped
    assert asset.source == tmp_path / "asset.abc"


def test_the_apis_address_is_translated_to_the_emulators() -> None:
    deployed = "https://a1b2c3.execute-api.us-east-1.amazonaws.com/live/"
    assert api_url("http://127.0.0.1:4566", deployed) == "http://127.0.0.1:4566/_aws/execute-api/a1b2c3/live"


def test_an_address_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="not the address of an API stage"):
        api_url("http://127.0.0.1:4566", "https://example.com/live/")
