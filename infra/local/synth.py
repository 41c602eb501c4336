"""Synthesises the local cloud's template once for all its settings, and again only when its inputs change."""

import os
import shutil
import sys
from pathlib import Path

from infra.local.commands import run
from infra.local.layers import Say
from infra.local.paths import BUILD, LOCKS, PACKAGE, ROOT
from infra.local.stamps import building, digest_of_files, is_current

SETTINGS = (
    "SEARCH_URL",
    "SEARCH_ENGINE",
    "SLACK_API_URL",
    "AIRTABLE_API_URL",
    "LLM_BASE_URL",
    "LLM_MODEL",
    "LLM_ROUTES",
    "GEMINI_BASE_URL",
    "HOST",
    "LIMITS",
    "OIDC_ISSUERS",
    "ENDPOINT",
)
"""What a run may choose; the template carries a placeholder for each."""

_SOURCES = [ROOT / "infra" / "cdk", ROOT / "functions", ROOT / "statemachines", PACKAGE, LOCKS / "dev.txt"]


def placeholder(setting: str) -> str:
    """Return the text that stands for the setting in the template."""
    return f"@{setting}@"


def synth(say: Say = print) -> Path:
    """Return the cloud assembly of the local target, with layers as they are built now."""
    assembly, stamp = BUILD / "cdk.out", BUILD / "stamps" / "synth"
    with building(BUILD):
        digest = digest_of_files([*_SOURCES, BUILD / "layers" / "local"])
        if not (assembly.is_dir() and is_current(stamp, digest)):
            say("synthesising")
            _synthesise(assembly, stamp)
            stamp.write_text(digest)
    return assembly


def _synthesise(assembly: Path, stamp: Path) -> None:
    stamp.unlink(missing_ok=True)
    shutil.rmtree(assembly, ignore_errors=True)
    settings = {f"QUARTERDECK_{setting}": placeholder(setting) for setting in SETTINGS}
    environment = {**os.environ, **settings, "QUARTERDECK_TARGET": "local"}
    run(sys.executable, "-m", "infra.cdk.app", "--outdir", assembly, env=environment)
