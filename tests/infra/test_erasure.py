"""Wherever a function may write, it is decided what an erasure of a tenant, or of a person, does about it.

A table, bucket, prefix, queue or secret that is new fails here until it is.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from infra.cdk.shapes import SHAPES
from infra.cdk.target import ROOT
from quarterdeck.bootstrap.protection import NAMES
from quarterdeck.contexts.operations.protection.model import Kind
from tests.infra.template import each, function_ids, name_of, of_type, role_of, statements, target_of


class Stays(str):
    """Why an erasure leaves it."""


class Decided(NamedTuple):
    """The store of the erasure in which it goes, or why it stays."""

    tenant: str
    person: str


NOBODYS = Stays("it says nothing of the tenant's people but ids")
MINUTES = Stays("messages live for minutes; in a dead-letter queue for 14 days at the most")
TENANTS = Stays("it is the tenant's, and names people by ids")
TRAIL = Stays("it proves what was done, to the erasure itself; it has ids, codes and digests alone")
LOCKED = Stays("it holds hashes under a lock that nobody can open for a year")
OPERATORS = Stays("the operator fills it in; no function may change it")

PLACES = {
    "TablesIdentity": Decided("identity", "membership"),
    "TablesMeetings": Decided("meetings", Stays("what was said in its meetings is the tenant's record")),
    "TablesKnowledge": Decided("knowledge", NOBODYS),
    "TablesAssistant": Decided("assistant", "run records"),
    "TablesStreams": Decided("streams", "run records"),
    "TablesConnectors": Decided("connectors", NOBODYS),
    "TablesOperations": Decided("operations", Stays("receipts have ids alone")),
    "TablesOutbox": Decided("outbox", Stays("the event log is only added to, and names people by ids")),
    "TablesIdempotency": Decided("idempotency", "idempotency"),
    "TablesOnetime": Decided("onetime", "access"),
    "TablesLlm": Decided("llm", NOBODYS),
    "TablesCache": Decided("cache", "cache"),
    "TablesAudit": Decided(TRAIL, TRAIL),
    "TablesOrigins": Decided("origins", "origins"),
    "TablesLimits": Decided("limits", "limits"),
    "ObjectsBucket": Decided("objects", "run records"),
    "ObjectsAccessLog": Decided(*[Stays("it says which keys were read, for 90 days")] * 2),
    "AuditAnchors": Decided(LOCKED, LOCKED),
    "quarterdeck/webhooks/*": Decided("secrets", TENANTS),
    "quarterdeck/airtable/*": Decided("secrets", TENANTS),
    "SecretsSlack": Decided(OPERATORS, OPERATORS),
    "SecretsLlm": Decided(OPERATORS, OPERATORS),
    "search": Decided("search index", Stays("it holds the tenant's meetings alone")),
    "EventsBus": Decided(
        *[Stays("nothing single can be taken out of its archive, which has people as ids")] * 2
    ),
    "WebhooksQueue": Decided(MINUTES, MINUTES),
    "SocketsSocketDeadLetters": Decided(MINUTES, MINUTES),
    "EventsOutboxDeadLetters": Decided(MINUTES, MINUTES),
    "AuditAnchorDeadLetters": Decided(MINUTES, MINUTES),
    "logs": Decided(NOBODYS, NOBODYS),
    "traces": Decided(NOBODYS, NOBODYS),
    "mail": Decided(*[Stays("a mail that is sent is its receiver's")] * 2),
    "sockets": Decided(*[Stays("what is sent to a client is the client's")] * 2),
}

FOLDERS = {
    "meetings": Stays("what was said in its meetings is the tenant's record"),
    "knowledge": NOBODYS,
    "webhooks": Stays("what its systems told of is the tenant's record"),
    "runs": "run records",
    "exports": "archives",
    "anchors/": LOCKED,
}
"""The folders of a tenant's objects: what a person's erasure does about them. A tenant's takes all."""

READS = re.compile(
    r"\w+:(Get|List|Describe|Head|Query|Scan|BatchGet|Receive|Delete|Change|ESHttp(Get|Head|Post)$)\w*"
)
HANDS_ON = {
    "lambda:InvokeFunction",
    "states:StartExecution",
    "states:StartSyncExecution",
    "states:StopExecution",
}
"""What begins or ends work: executions keep ids for 90 days, and those of questions nothing."""

GRANTS = {"sts:AssumeRole", "sts:TagSession"}
KEEPS_NOTHING = "kms:"


def places_written(template: dict[str, Any]) -> Iterator[str]:
    """Return each place that a role may write to."""
    for policy in of_type(template, "AWS::IAM::Policy").values():
        for statement in policy["PolicyDocument"]["Statement"]:
            for action in each(statement["Action"]):
                if action.startswith(KEEPS_NOTHING) or action in HANDS_ON | GRANTS:
                    continue
                if not READS.fullmatch(action):
                    yield from (place_of(action, target_of(each_)) for each_ in each(statement["Resource"]))


def place_of(action: str, target: str) -> str:
    services = {"logs": "logs", "xray": "traces", "ses": "mail", "execute-api": "sockets", "es": "search"}
    service = action.partition(":")[0]
    return services.get(service) or target.partition(":secret:")[2] or target.partition("/")[0]


def is_settled(kind: Kind, said: str) -> bool:
    return isinstance(said, Stays) or said in NAMES[kind]


def test_every_place_that_is_written_is_decided(template: dict[str, Any]) -> None:
    assert set(places_written(template)) - PLACES.keys() == set()


def test_every_store_of_the_template_is_decided(template: dict[str, Any]) -> None:
    kinds = (
        "AWS::DynamoDB::GlobalTable",
        "AWS::S3::Bucket",
        "AWS::SecretsManager::Secret",
        "AWS::Events::EventBus",
    )
    found = {name_of(key) for kind in kinds for key in of_type(template, kind)}
    assert found - PLACES.keys() == set()
    assert {f"Tables{shape.name.capitalize()}" for shape in SHAPES} <= PLACES.keys()


def test_every_decision_names_a_store_or_a_reason() -> None:
    for place, decided in PLACES.items():
        assert is_settled(Kind.TENANT, decided.tenant), place
        assert is_settled(Kind.PERSON, decided.person), place
    assert all(is_settled(Kind.PERSON, said) for said in FOLDERS.values())


def test_a_tenants_stores_are_its_tables_by_their_names() -> None:
    for shape in SHAPES:
        said = PLACES[f"Tables{shape.name.capitalize()}"].tenant
        assert said == shape.name or isinstance(said, Stays)


def test_every_folder_of_objects_is_decided() -> None:
    sources = (path.read_text() for path in Path(ROOT / "layers/core/python/quarterdeck").rglob("*.py"))
    calls = [call for text in sources for call in re.findall(r"tenant_path\(\s*[\w.]+,\s*\"([^\"]*)\"", text)]
    assert set(calls) - {""} == FOLDERS.keys()


def test_every_machine_that_runs_long_is_ended(template: dict[str, Any]) -> None:
    """The answer machine's executions last for five minutes, which are waited for; erasures exclude one another."""
    machines = of_type(template, "AWS::StepFunctions::StateMachine").items()
    long = {name_of(key) for key, said in machines if said.get("StateMachineType") == "STANDARD"}
    eraser = of_type(template, "AWS::Lambda::Function")[
        function_ids(template, ["erasure_step"])["erasure_step"]
    ]
    listing = (
        s for s in statements(template, role_of(eraser)) if "states:ListExecutions" in each(s["Action"])
    )
    ended = {target_of(resource) for s in listing for resource in each(s["Resource"])}
    assert long == ended | {"ProtectionMachine"}
