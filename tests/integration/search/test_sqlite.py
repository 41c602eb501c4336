"""What is particular to the index in a file."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.factory import open_index
from tests.integration.search.conftest import Directions

WRITER = """
import sys
import numpy as np
from quarterdeck.services.search.model import Passage, Span
from quarterdeck.services.search.sqlite import SqliteIndex
from pathlib import Path

index = SqliteIndex(Path(sys.argv[1]), model="directions", dimension=4)
index.ensure()
for number in range(20):
    passage = Passage(f"{sys.argv[2]}-{number}", "v1", 0, (Span(0, "Ada", 0, "a price"),))
    index.put("acme", [passage], np.eye(4, dtype=np.float32)[:1])
"""


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    commands = [[sys.executable, "-c", WRITER, str(path), f"p{number}"] for number in range(4)]
    writers = [subprocess.Popen(command) for command in commands]  # noqa: S603  (our own command)
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    index = open_index(f"sqlite://{path}", Directions())
    found = index.search(TenantId("acme"), ["price"], np.eye(4, dtype=np.float32)[0], None, 100)
    assert [each.lexical > 0 and each.semantic > 0 for each in found] == [True] * 80


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "search.db").mkdir()
    with pytest.raises(Unavailable, match="does not answer"):
        open_index(f"sqlite://{tmp_path}/search.db", Directions())
