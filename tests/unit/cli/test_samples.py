"""The examples that the other tests answer with have the form of what the API's views make."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from quarterdeck.contexts.assistant.feedback.model import Channel, Correction, Example, Rating, Thumb
from quarterdeck.contexts.assistant.feedback.views import example_view, rating_view
from quarterdeck.contexts.assistant.model import Answer, Candidate, Citation, Claim, Intent, Question, Verdict
from quarterdeck.contexts.assistant.run import Place, Replay, Run, StageTime
from quarterdeck.contexts.assistant.store import RunLine
from quarterdeck.contexts.assistant.views import RunsPage, answer_view, run_view
from quarterdeck.contexts.identity.membership import Member
from quarterdeck.contexts.identity.membership import Status as MemberStatus
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.views import member_view, person_view
from quarterdeck.contexts.meetings.model import Format, Meeting, Participant, Status
from quarterdeck.contexts.meetings.service import Offer
from quarterdeck.contexts.meetings.views import meeting_view, offer_view
from quarterdeck.kernel.tenancy import tenant_id
from tests.unit.cli import samples
from tests.unit.cli.quarterdeck_api import KEY, QuarterdeckApi
from tests.unit.cli.served import Call

TENANT, WHEN = tenant_id("tidewick"), datetime(2026, 11, 20, tzinfo=UTC)
IRA = Participant("Ira Vance", "Tidewick Mills")
MEETING = Meeting(TENANT, "mtg_1", "Tidewick Mills", "Pricing", WHEN, (IRA,), Format.VTT, Status.PENDING)
RUN = Run(
    id="run_1",
    question=Question(TENANT, "run_1", "Price?", "owner", "conv_1", WHEN, "c0ffee"),
    verdict=Verdict(Intent.SINGLE_MEETING, "EXTRACTIVE_FACT", "patterns", 0.9),
    answer=Answer("Forty.", (Claim("Forty.", (Citation("mtg_1", 0, "Ira Vance", 0, 6, "Forty."),)),)),
    outcome="answered",
    created_at=WHEN,
    meetings=(MEETING,),
    candidates=(Candidate("mtg_1", "Pricing", "Tidewick Mills", WHEN, 0.5),),
    places=(Place("mtg_1", 0, 1, 0.5),),
    contracts=("EXTRACTIVE_FACT@1",),
    stages=(StageTime("gather", 1.5),),
    replay=Replay("run_0", identical=True),
)

RATING = Rating(
    "run_1",
    "owner",
    1,
    Thumb.DOWN,
    WHEN,
    Channel.API,
    correction=Correction(Intent.SINGLE_MEETING, "NEXT_STEPS"),
)


def form(body: Any) -> Any:
    """Return the names in a JSON value or a view; a list's is that of its first item."""
    if isinstance(body, BaseModel):
        return form(body.model_dump(mode="json"))
    if isinstance(body, dict):
        return {key: form(value) for key, value in body.items()}
    return [form(body[0])] if isinstance(body, list | tuple) and body else None


def test_runs() -> None:
    candidates = [samples.candidate("mtg_1", "Pricing")]
    replay = {"of": "run_0", "identical": True, "divergence": None}
    assert form(samples.run(candidates=candidates, replay=replay)) == form(answer_view(RUN))
    recorded = samples.recorded(candidates=candidates, replay=replay)
    assert form(recorded) == form(run_view(RUN, [RATING]))
    assert form(samples.rating()) == form(rating_view(RATING))


def test_listed_runs() -> None:
    line = RunLine(
        run_id="run_1",
        correlation_id="c0ffee",
        user_id="owner",
        question="Price?",
        intent="SINGLE_MEETING",
        contract="EXTRACTIVE_FACT",
        contracts=["EXTRACTIVE_FACT@1"],
        outcome="answered",
        response_time_ms=1.5,
        stages=[{"name": "prepare", "ms": 1.5}],
        source="database",
        cached=False,
        provider="extractive",
        snapshot=None,
        cost_nano_usd=9,
        created_at=WHEN,
        replay_of=None,
    )
    assert form([samples.line(1)]) == form(RunsPage(runs=[line], before=None).model_dump(mode="json")["runs"])


def test_examples_and_people() -> None:
    example = Example("ex_1", "Price?", Intent.SINGLE_MEETING, "NEXT_STEPS", (("user", "Before?"),))
    assert form(samples.example(1)) == form(example_view(example))
    assert form(samples.person()) == form(person_view(Person("owner")))
    member = Member(TENANT, "usr_1", "ola@tidewick.example", Role.SELLER, MemberStatus.ACTIVE, WHEN)
    assert form(samples.member()) == form(member_view(member))


def test_meetings() -> None:
    assert form(samples.meeting()) == form(meeting_view(MEETING))


def test_offers() -> None:
    body = b'{"title": "Pricing", "date": "2026-11-20", "upload": {"sha256": "00"}}'
    with QuarterdeckApi() as api:
        call = Call("POST", "/v1/meetings", {}, {"authorization": f"Bearer {KEY}"}, body)
        offered = api.answer(call).body
    offer = Offer(MEETING, "https://storage", {"x-amz-checksum-sha256": "AA=="})
    assert form(offered) == form(offer_view(offer))
