"""The export machine: one Standard execution for each export."""

import json
from collections.abc import Sequence

from msgspec import Struct

from quarterdeck.contexts.operations.protection.exporting.model import Export, Step
from quarterdeck.kernel.codec import dump
from quarterdeck.platform.machines import start


class ExportMachine(Struct, frozen=True):
    arn: str

    def start(self, export: Export, stores: Sequence[str], correlation_id: str) -> None:
        """Start the export, unless it was started before."""
        first = Step(
            export.tenant, export.id, export.kind, export.subject, correlation_id, left=tuple(stores)
        )
        start(self.arn, export.id, json.dumps(dump(first)))
