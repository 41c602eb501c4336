"""Runs the commands that work on a deployed cloud from outside, one after the other in one process.

Importing the package takes longer than all that such a command does, so it is imported once; the libraries that it
needs are loaded while the cloud is still being deployed. The package reads its settings as it is imported, so this
is a process of its own: ``python -m infra.local.operator LIBRARY...``.
"""

import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from typing import IO, Any, cast

from infra.local.commands import Problem
from infra.local.paths import ROOT

LIBRARIES = ("aws_lambda_powertools", "boto3", "pydantic", "pynamodb.models")
"""What every command needs, and takes long to import."""

_LAST = 20
_ENDED = json.dumps({"code": 1, "out": "", "err": "The process of the operator's commands has ended."})


@dataclass(slots=True)
class Operator:
    """Whoever operates the cloud that ``settings`` name."""

    orders: IO[str]
    answers: IO[str]
    settings: Mapping[str, str] = field(default_factory=dict)

    def run(self, module: str, *arguments: str, **more: str) -> str:
        """Return what the module's ``main`` prints with these arguments, and more settings.

        Raises:
            Problem: it fails; with the last lines that it prints.
        """
        order = {"module": module, "arguments": arguments, "environment": {**self.settings, **more}}
        print(json.dumps(order), file=self.orders, flush=True)
        done = json.loads(self.answers.readline() or _ENDED)
        if done["code"]:
            last = "\n".join((done["err"] or done["out"]).splitlines()[-_LAST:])
            raise Problem(f"Exit code {done['code']} of: {module} {' '.join(arguments)}\n{last}")
        return str(done["out"])

    def create_tenant(self, tenant: str, name: str, *, slack_team: str = "", operates: bool = False) -> str:
        """Create a tenant, link its Slack workspace if one is given, and return an API key of its first person.

        One that ``operates`` has sellers who open accounts for customers.
        """
        more = ["--slack-team", slack_team] if slack_team else []
        more += ["--operator"] if operates else []
        return self.run("infra.local.tenants", tenant, name, *more).strip()


@contextmanager
def operating(*libraries: str) -> Iterator[Operator]:
    """Run the process while the block runs; it begins with loading these libraries as well."""
    command = [sys.executable, "-m", "infra.local.operator", *LIBRARIES, *libraries]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        yield Operator(cast("IO[str]", process.stdin), cast("IO[str]", process.stdout))


def main() -> None:
    """Load the libraries, then do what each line of the input orders, until it ends."""
    for library in sys.argv[1:]:
        importlib.import_module(library)
    answers = sys.stdout
    for order in sys.stdin:
        print(json.dumps(_done(**json.loads(order))), file=answers, flush=True)


def _done(module: str, arguments: list[str], environment: Mapping[str, str]) -> dict[str, Any]:
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module, *arguments]
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = _code_of(module)
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def _code_of(module: str) -> int:
    try:
        importlib.import_module(module).main()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except Exception:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    main()
