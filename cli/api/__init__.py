"""The client of the REST API: one method a use case, each raising a ``Failure`` that says what went wrong."""

from cli.api.calls import PAGE, Json
from cli.api.meetings import Meetings
from cli.api.people import People
from cli.api.protection import PIECE, Protection
from cli.api.questions import Questions
from cli.api.sources import OtherSources

__all__ = ["PAGE", "PIECE", "Api", "Json"]


class Api(Questions, Meetings, People, Protection, OtherSources):
    """All of the API, over one connection."""
