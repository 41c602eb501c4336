"""What callers send, checked at the edge."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from quarterdeck.contexts.knowledge.sync import Kind


class SyncBody(BaseModel):
    """Which sync is wished for: by default by change where that is possible, else a full one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal[Kind.AUTO, Kind.FULL, Kind.CHANGE, Kind.REBUILD] = Kind.AUTO
