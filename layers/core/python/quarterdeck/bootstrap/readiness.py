"""What readiness asks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.platform.readiness import Readiness


@cache
def readiness() -> Readiness:
    from quarterdeck.platform import probes
    from quarterdeck.platform.readiness import Readiness
    from quarterdeck.services.search.probe import probe_search

    tables, secrets = setting("READY_TABLES").split(","), setting("READY_SECRETS").split(",")
    bucket, machine, search = (setting(name) for name in ("READY_BUCKET", "READY_MACHINE", "SEARCH_URL"))
    return Readiness(
        {
            "tables": lambda: probes.probe_tables(tables),
            "objects": lambda: probes.probe_bucket(bucket),
            "answers": lambda: probes.probe_machine(machine),
            "secrets": lambda: probes.probe_secrets(secrets),
            "search": lambda: probe_search(search),
        },
        CLOCK,
    )
