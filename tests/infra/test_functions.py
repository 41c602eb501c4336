"""What every function is given: runtime, layers, limits, log and settings."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.cdk.shapes import SHAPES
from infra.cdk.target import ROOT
from tests.infra.conftest import FUNCTIONS
from tests.infra.template import Properties, function_ids, name_of, of_type, target_of

EVERYWHERE = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL", "TRACING"}
MODELS = {"LLM_SECRET", "LLM_ROUTES", "LLM_BASE_URL", "LLM_MODEL", "TABLE_LLM"}
AUDITS = {"TABLE_AUDIT", "TABLE_ORIGINS"}
ANCHORS = {"BUCKET_ANCHORS", "AUDIT_KEY_ARN"}
LIMITED = {"TABLE_LIMITS", "LIMITS"}
SIGN_IN = {"OIDC_ISSUERS", "PUBLIC_URL"}
SETTINGS = {
    "readiness": {
        "READY_TABLES",
        "READY_BUCKET",
        "READY_MACHINE",
        "READY_SECRETS",
        "SEARCH_URL",
        "SEARCH_ENGINE",
    },
    "api": {
        "CORS_ORIGINS",
        "TABLE_MEETINGS",
        "TABLE_KNOWLEDGE",
        "TABLE_ASSISTANT",
        "TABLE_IDENTITY",
        "TABLE_OUTBOX",
        "TABLE_IDEMPOTENCY",
        "TABLE_ONETIME",
        "BUCKET_OBJECTS",
        "TABLE_CONNECTORS",
        "ANSWER_MACHINE_ARN",
        "SNAPSHOT_MACHINE_ARN",
        "TABLE_OPERATIONS",
        "ERASURE_MACHINE_ARN",
        "ERASURE_SETTLES",
        "ERASURE_SETTLES_UPLOADS",
        "EXPORT_MACHINE_ARN",
        "SOCKET_URL",
    }
    | SIGN_IN
    | AUDITS
    | ANCHORS
    | LIMITED,
    "authorizer": {"TABLE_IDENTITY"} | SIGN_IN | AUDITS | LIMITED,
    "audit_anchor": {"TABLE_AUDIT"} | ANCHORS,
    "slack_events": {"TABLE_IDENTITY", "TABLE_IDEMPOTENCY", "SLACK_SECRET", "ANSWER_MACHINE_ARN"},
    "slack_interactions": {
        "TABLE_IDENTITY",
        "TABLE_ASSISTANT",
        "TABLE_OUTBOX",
        "TABLE_IDEMPOTENCY",
        "BUCKET_OBJECTS",
        "SLACK_SECRET",
        "SLACK_API_URL",
    }
    | AUDITS,
    "answer_prepare": {
        "TABLE_STREAMS",
        "TABLE_MEETINGS",
        "TABLE_ASSISTANT",
        "TABLE_IDENTITY",
        "TABLE_KNOWLEDGE",
        "TABLE_CACHE",
        "SNAPSHOT_MACHINE_ARN",
        "AIRTABLE_API_URL",
        "BUCKET_OBJECTS",
        "SEARCH_URL",
        "SEARCH_ENGINE",
    }
    | MODELS,
    "answer_execute": {
        "TABLE_STREAMS",
        "TABLE_MEETINGS",
        "TABLE_KNOWLEDGE",
        "SNAPSHOT_MACHINE_ARN",
        "AIRTABLE_API_URL",
        "BUCKET_OBJECTS",
        "SEARCH_URL",
        "SEARCH_ENGINE",
        "TABLE_CACHE",
        "GEMINI_BASE_URL",
    }
    | MODELS,
    "answer_conclude": {
        "TABLE_STREAMS",
        "TABLE_ASSISTANT",
        "TABLE_IDENTITY",
        "TABLE_OUTBOX",
        "TABLE_IDEMPOTENCY",
        "BUCKET_OBJECTS",
        "SLACK_SECRET",
        "SLACK_API_URL",
    }
    | AUDITS,
    "ingest_start": {"TABLE_MEETINGS", "INGEST_MACHINE_ARN"},
    "ingest_parse": {"TABLE_MEETINGS", "BUCKET_OBJECTS"},
    "ingest_index": {"BUCKET_OBJECTS", "SEARCH_URL", "SEARCH_ENGINE"},
    "ingest_finish": {"TABLE_MEETINGS", "TABLE_OUTBOX", "BUCKET_OBJECTS"},
    "erasure_step": {f"TABLE_{shape.name.upper()}" for shape in SHAPES}
    | {"BUCKET_OBJECTS", "SEARCH_URL", "SEARCH_ENGINE", "MACHINES_TO_STOP"},
    "erasure_finish": {"TABLE_OPERATIONS", "TABLE_OUTBOX"} | AUDITS,
    "export_step": {
        "TABLE_IDENTITY",
        "TABLE_MEETINGS",
        "TABLE_ASSISTANT",
        "TABLE_KNOWLEDGE",
        "TABLE_CONNECTORS",
        "TABLE_OPERATIONS",
        "TABLE_AUDIT",
        "TABLE_ORIGINS",
        "BUCKET_OBJECTS",
    },
    "export_finish": {"TABLE_OPERATIONS", "TABLE_OUTBOX"} | AUDITS,
    "outbox_publish": {"EVENT_BUS"},
    "snapshot_start": {"TABLE_KNOWLEDGE", "SNAPSHOT_MACHINE_ARN"},
    "snapshot_sync": {"TABLE_KNOWLEDGE", "AIRTABLE_API_URL"},
    "snapshot_build": {"TABLE_KNOWLEDGE", "TABLE_OUTBOX", "BUCKET_OBJECTS"},
    "snapshot_finish": {"TABLE_KNOWLEDGE"},
    "snapshot_notified": {"TABLE_KNOWLEDGE", "BUCKET_OBJECTS", "SNAPSHOT_MACHINE_ARN"},
    "webhooks": {"TABLE_CONNECTORS", "TABLE_IDEMPOTENCY", "BUCKET_OBJECTS", "WEBHOOK_QUEUE_URL"},
    "webhook_deliver": {"TABLE_CONNECTORS", "TABLE_OUTBOX"},
    "llm_probe": MODELS,
    "mail_send": {"TABLE_IDENTITY", "TABLE_IDEMPOTENCY", "TABLE_ONETIME", "MAIL_FROM"},
    "socket_authorizer": {"TABLE_ONETIME"},
    "socket": {
        "TABLE_STREAMS",
        "TABLE_IDEMPOTENCY",
        "TABLE_IDENTITY",
        "ANSWER_MACHINE_ARN",
        "FOLLOWER",
        "SOCKET_MANAGEMENT_URL",
    }
    | LIMITED,
    "socket_follow": {"TABLE_STREAMS", "SOCKET_MANAGEMENT_URL"},
}
FOR_NO_TENANT = {
    "readiness",
    "audit_anchor",
    "socket_authorizer",
    "slack_events",
    "snapshot_start",
    "outbox_publish",
    "llm_probe",
}
LAYERS = {
    "api": ["LayersCore", "LayersSigning"],
    "authorizer": ["LayersCore", "LayersSigning"],
    "answer_prepare": ["LayersCore", "LayersSearch", "LayersLlm", "LayersConnectors"],
    "answer_execute": ["LayersCore", "LayersSearch", "LayersLlm", "LayersConnectors", "LayersDeck"],
    "ingest_index": ["LayersCore", "LayersSearch"],
    "erasure_step": ["LayersCore", "LayersSearch"],
    "readiness": ["LayersCore", "LayersSearch"],
    "snapshot_sync": ["LayersCore", "LayersConnectors"],
    "llm_probe": ["LayersCore", "LayersLlm"],
    "webhooks": ["LayersCore", "LayersSigning"],
}


def _function(template: dict[str, Any], name: str) -> Properties:
    return of_type(template, "AWS::Lambda::Function")[function_ids(template, [name])[name]]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_told_what_it_needs_and_no_more(template: dict[str, Any], name: str) -> None:
    settings = _function(template, name)["Environment"]["Variables"]
    for_tenants = {"TENANT_ROLE_ARN"} if name not in FOR_NO_TENANT else set()
    assert set(settings) == EVERYWHERE | SETTINGS[name] | for_tenants


@pytest.mark.parametrize("name", FUNCTIONS)
def test_heavy_layers_are_where_they_are_used(template: dict[str, Any], name: str) -> None:
    layers = [target_of(layer) for layer in _function(template, name)["Layers"]]
    assert layers == LAYERS.get(name, ["LayersCore"])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_runtime_tracing_and_limits(template: dict[str, Any], name: str) -> None:
    function = _function(template, name)
    assert function["Runtime"] == "python3.13"
    assert function["Architectures"] == ["arm64"]
    assert function["TracingConfig"] == {"Mode": "Active"}
    assert function["MemorySize"] >= 512
    assert 5 <= function["Timeout"] <= 600


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_entry_exists_in_the_functions_folder(template: dict[str, Any], name: str) -> None:
    module, entry = _function(template, name)["Handler"].split(".")
    source = (ROOT / "functions" / name / f"{module}.py").read_text()
    assert f"def {entry}(" in source or f"{entry} = " in source


def test_a_functions_code_is_its_folder_alone(assembly: Path) -> None:
    assets = json.loads((assembly / "Quarterdeck.assets.json").read_text())["files"].values()
    handlers = [assembly / asset["source"]["path"] / "handler.py" for asset in assets]
    sizes = [sum(f.stat().st_size for f in path.parent.rglob("*")) for path in handlers if path.exists()]
    assert len(sizes) == len(FUNCTIONS)
    assert max(sizes) < 20_000


def test_every_log_is_kept_for_90_days_and_outlives_the_stack(template: dict[str, Any]) -> None:
    groups = {k: v for k, v in template["Resources"].items() if v["Type"] == "AWS::Logs::LogGroup"}
    assert {group["Properties"]["RetentionInDays"] for group in groups.values()} == {90}
    assert {group["DeletionPolicy"] for group in groups.values()} == {"Retain"}


def test_no_two_functions_share_a_log(template: dict[str, Any]) -> None:
    logs = [_function(template, name)["LoggingConfig"]["LogGroup"]["Ref"] for name in FUNCTIONS]
    assert len(set(logs)) == len(FUNCTIONS)
    assert set(logs) <= set(of_type(template, "AWS::Logs::LogGroup"))


def test_a_state_that_waits_for_a_function_waits_as_long_as_the_function_may_run(
    template: dict[str, Any],
) -> None:
    functions = of_type(template, "AWS::Lambda::Function")
    for machine in of_type(template, "AWS::StepFunctions::StateMachine").values():
        arns = machine["DefinitionSubstitutions"]
        for task in _tasks(json.loads(machine["DefinitionString"])):
            arn = arns[task["Arguments"]["FunctionName"].strip("${}")]
            function_id = arn["Fn::GetAtt"][0]
            assert task["TimeoutSeconds"] >= functions[function_id]["Timeout"], name_of(function_id)


def _tasks(definition: dict[str, Any]) -> list[dict[str, Any]]:
    tasks = []
    for state in definition["States"].values():
        tasks += [state] if state["Type"] == "Task" else []
        tasks += _tasks(state["ItemProcessor"]) if "ItemProcessor" in state else []
    return tasks
