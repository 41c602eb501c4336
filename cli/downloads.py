"""The files of an answer, saved on this machine."""

from collections.abc import Iterator
from pathlib import Path

from cli.api import Api, Json
from cli.errors import Failure


def save_files(api: Api, run: Json, folder: Path) -> Iterator[Path]:
    """Save each of the run's files in the folder, which is made if need be, and yield where it is.

    Raises:
        Failure: one can't be downloaded or written.
    """
    for file in run["files"]:
        path = folder / Path(file["name"]).name
        content = api.file(run["run_id"], file["name"])
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise Failure("Not saved", f"{path}: {error.strerror or error}") from error
        yield path
