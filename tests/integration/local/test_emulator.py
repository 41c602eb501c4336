"""Starting and stopping the emulator, and deploying to it."""

import json
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import boto3
import pytest

from infra.local import mends, ministack
from infra.local.aws import options
from infra.local.commands import Problem, run
from infra.local.deploy import deploy
from infra.local.ministack import HOST, free_port, running_ministack

Assembly = Callable[..., Path]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_ministack(free_port(), tmp_path_factory.mktemp("emulator")) as url:
        yield url


@pytest.fixture
def assembly(tmp_path: Path) -> Assembly:
    """Write a cloud assembly whose suite has these resources, and whose watch shows what the suite is searched at."""

    def write(**resources: object) -> Path:
        searched = {"Fn::GetStackOutput": {"StackName": "Quarterdeck", "OutputName": "SearchUrl"}}
        write_stack(tmp_path, "Quarterdeck", resources, {"SearchUrl": "@SEARCH_URL@"})
        write_stack(tmp_path, "QuarterdeckWatch", {"Watch": bucket("watch")}, {"Searched": searched})
        return tmp_path

    return write


def write_stack(
    folder: Path, name: str, resources: Mapping[str, object], outputs: Mapping[str, object]
) -> None:
    template = {"Resources": resources, "Outputs": {key: {"Value": value} for key, value in outputs.items()}}
    (folder / f"{name}.template.json").write_text(json.dumps(template))
    place = {"bucketName": "assets", "objectKey": f"{name}.json"}
    source = {"path": f"{name}.template.json", "packaging": "file"}
    manifest = {"files": {"template": {"source": source, "destinations": {"here": place}}}}
    (folder / f"{name}.assets.json").write_text(json.dumps(manifest))


def bucket(name: str) -> dict[str, object]:
    return {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}}


def test_a_busy_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(Problem, match=rf"Port {port} .* make run PORT={port + 1}"),
            running_ministack(port, tmp_path),
        ):
            pass


def test_an_emulator_that_fails_to_start_shows_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ministack, "ROOT", tmp_path)  # where there is nothing to start
    with (
        pytest.raises(Problem, match=r"ended with exit code 1(.|\n)*No module named"),
        running_ministack(free_port(), tmp_path),
    ):
        pass


def test_nothing_is_left_when_it_stops(tmp_path: Path) -> None:
    with running_ministack(free_port(), tmp_path):
        assert str(tmp_path) in processes()
    assert str(tmp_path) not in processes()
    assert [path.name for path in tmp_path.iterdir()] == ["ministack.log"]


def test_it_ends_with_its_launcher_even_if_that_is_killed(tmp_path: Path) -> None:
    with ministack._start(free_port(), tmp_path, tmp_path / "log") as emulator:
        assert emulator.stdin is not None
        emulator.stdin.close()  # as the system does for a process that is gone
        assert emulator.wait(30) != 0


def test_it_knows_nothing_of_the_users_accounts_and_proxies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "HTTPS_PROXY", "DOCKER_HOST"):
        monkeypatch.setenv(name, "the user's")
    assert "the user's" not in ministack._environment(4566, tmp_path).values()


def test_the_stacks_are_created_updated_and_left_alone(endpoint: str, assembly: Assembly) -> None:
    settings = {"SEARCH_URL": 'sqlite:///a "quoted" path'}
    url = settings["SEARCH_URL"]
    assert deploy(assembly(One=bucket("one")), endpoint, settings) == {"SearchUrl": url, "Searched": url}
    deploy(assembly(One=bucket("one"), Two=bucket("two")), endpoint, settings)
    deploy(assembly(One=bucket("one"), Two=bucket("two")), endpoint, settings)
    found = boto3.client("s3", **options(endpoint)).list_buckets()["Buckets"]
    assert {"one", "two", "watch"} <= {each["Name"] for each in found}


def test_a_resource_that_fails_is_named_with_its_reason(endpoint: str, assembly: Assembly) -> None:
    broken = assembly(Broken={"Type": "AWS::Logs::LogStream", "Properties": {}})
    with pytest.raises(Problem, match=r"Broken \(AWS::Logs::LogStream\): .*LogGroupName"):
        deploy(broken, endpoint, {})


def test_a_template_that_is_refused_is_said_so(endpoint: str, assembly: Assembly) -> None:
    unknown = assembly(Unknown={"Type": "AWS::Nothing::Known", "Properties": {}})
    with pytest.raises(Problem, match=r"refuses the template: .*AWS::Nothing::Known"):
        deploy(unknown, endpoint, {})


def test_a_mend_refuses_a_version_that_it_was_not_made_for(tmp_path: Path) -> None:
    changed = ModuleType("ministack.services.stepfunctions")
    changed.__file__ = str(tmp_path / "stepfunctions.py")
    Path(changed.__file__).write_text("time.sleep(0.2)\n")
    with pytest.raises(SystemExit, match="drop or renew the mend"):
        mends.mend_start_delay(changed)


def processes() -> str:
    """Return the command lines and environments of all processes that this user may see."""
    return "\n".join(
        line for line in run("ps", "axeww").splitlines() if not line.lstrip().startswith(f"{os.getpid()} ")
    )
