"""Every role may do what its function or machine does, and nothing else."""

from typing import Any

import pytest

from infra.cdk.tables import SHAPES
from tests.infra.conftest import FUNCTIONS
from tests.infra.template import (
    each,
    function_ids,
    grants,
    name_of,
    of_type,
    role_of,
    target_of,
    tenant_role_of,
)

READ = {"dynamodb:GetItem", "dynamodb:Query"}
WRITE = READ | {"dynamodb:PutItem", "dynamodb:UpdateItem"}
REPLACE = WRITE | {"dynamodb:BatchGetItem", "dynamodb:DeleteItem"}
APPEND = {"dynamodb:PutItem"}
CLAIM = {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"}
COUNT = {"dynamodb:GetItem", "dynamodb:UpdateItem"}
ISSUE = {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"}
CACHED = READ | {"dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"}
ADD = READ | APPEND
AUDITS = {"TablesAudit": ADD, "TablesOrigins": APPEND}
ALL_ANCHORS = "AuditAnchors/tenants/*"
ANCHORS = "AuditAnchors/tenants/${aws:PrincipalTag/tenant}/*"
SEE_ANCHORS = {"AuditAnchors": {"s3:ListBucket"}}
SECRET = {"secretsmanager:GetSecretValue"}
AIRTABLE_SECRETS = {"arn::secretsmanager:::secret:quarterdeck/airtable/*": SECRET}
WEBHOOK_SECRETS = "arn::secretsmanager:::secret:quarterdeck/webhooks/*"
MANAGE_SECRETS = SECRET | {
    "secretsmanager:CreateSecret",
    "secretsmanager:PutSecretValue",
    "secretsmanager:DeleteSecret",
}
REMOVE = {"dynamodb:DeleteItem"}
FORGET = READ | REMOVE
END_EXECUTIONS = {"states:DescribeExecution", "states:StopExecution"}
SYNC = {"KnowledgeMachine": {"states:StartExecution"}}
OBJECTS = "ObjectsBucket/tenants/${aws:PrincipalTag/tenant}/*"
EXPORTS = "ObjectsBucket/tenants/${aws:PrincipalTag/tenant}/exports/*"
SEE_MISSING = {"ObjectsBucket": {"s3:ListBucket"}}
READ_OBJECTS = {OBJECTS: {"s3:GetObject"}} | SEE_MISSING
WRITE_OBJECTS = {OBJECTS: {"s3:GetObject", "s3:PutObject"}} | SEE_MISSING
STREAM = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
}
CONSUME = {
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
}
SEND = {"sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"}
SEARCH = {"es:ESHttpHead", "es:ESHttpGet", "es:ESHttpPost"}
KEY = "EncryptionKey"
XRAY = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}
MODELS = {"SecretsLlm": SECRET, "TablesLlm": COUNT}

ITSELF = {
    "api": {
        "AnswerMachine": {"states:StartSyncExecution"},
        "TablesIdentity": READ,
        "TablesOnetime": ISSUE,
        "AuditKey": {"kms:GetPublicKey"},
        "ProtectionMachine": {"states:StartExecution"},
        "ExportingMachine": {"states:StartExecution"},
        WEBHOOK_SECRETS: MANAGE_SECRETS,
    }
    | SYNC,
    "authorizer": {"TablesIdentity": READ | COUNT},
    "slack_events": {
        "TablesIdentity": READ,
        "TablesIdempotency": CLAIM,
        "SecretsSlack": SECRET,
        "AnswerMachine": {"states:StartExecution"},
    },
    "slack_interactions": {"TablesIdentity": READ, "SecretsSlack": SECRET},
    "answer_prepare": MODELS | AIRTABLE_SECRETS | SYNC,
    "answer_execute": MODELS | AIRTABLE_SECRETS | SYNC,
    "answer_conclude": {"SecretsSlack": SECRET},
    "readiness": {f"Tables{shape.name.capitalize()}": {"dynamodb:DescribeTable"} for shape in SHAPES}
    | {
        "ObjectsBucket": {"s3:GetBucketLocation"},
        "AnswerMachine": {"states:DescribeStateMachine"},
        "SecretsSlack": {"secretsmanager:DescribeSecret"},
        "SecretsLlm": {"secretsmanager:DescribeSecret"},
    },
    "ingest_start": {"IngestMachine": {"states:StartExecution"}, "IngestQueue": CONSUME},
    "ingest_parse": {},
    "ingest_index": {},
    "ingest_finish": {},
    "erasure_step": {
        f"Tables{shape.name.capitalize()}": {"dynamodb:Scan"} for shape in SHAPES if shape.name != "audit"
    }
    | {
        "IngestMachine": {"states:ListExecutions"},
        "KnowledgeMachine": {"states:ListExecutions"},
        "ExportingMachine": {"states:ListExecutions"},
        "arn::states:::execution::*": END_EXECUTIONS,
        "arn::secretsmanager:::secret:quarterdeck/airtable/*": {"secretsmanager:DeleteSecret"},
        WEBHOOK_SECRETS: {"secretsmanager:DeleteSecret"},
    },
    "erasure_finish": {},
    "export_step": {},
    "export_finish": {},
    "snapshot_start": {"TablesKnowledge": READ, "KnowledgeQueue": CONSUME} | SYNC,
    "snapshot_sync": AIRTABLE_SECRETS,
    "snapshot_build": {},
    "snapshot_finish": {},
    "snapshot_notified": {"KnowledgeNotifiedQueue": CONSUME} | SYNC,
    "webhooks": {
        "TablesConnectors": READ,
        "WebhooksQueue": {"sqs:SendMessage"},
        WEBHOOK_SECRETS: SECRET,
    },
    "webhook_deliver": {"WebhooksQueue": CONSUME},
    "socket_authorizer": {"TablesOnetime": {"dynamodb:GetItem", "dynamodb:DeleteItem"}},
    "socket": {
        "AnswerMachine": {"states:StartExecution"},
        "SocketsSocketFollow": {"lambda:InvokeFunction"},
        "arn::execute-api:::/live/DELETE/@connections/*": {"execute-api:ManageConnections"},
    },
    "socket_follow": {
        "arn::execute-api:::/live/POST/@connections/*": {"execute-api:ManageConnections"},
        "SocketsSocketDeadLetters": SEND,
    },
    "outbox_publish": {
        "TablesOutbox": STREAM,
        "EventsBus": {"events:PutEvents"},
        "EventsOutboxDeadLetters": SEND,
    },
    "llm_probe": MODELS,
    "mail_send": {
        "TablesOnetime": ISSUE,
        "MailQueue": CONSUME,
        "arn::ses:::identity/quarterdeck.example": {"ses:SendEmail"},
    },
    "audit_anchor": {
        "TablesAudit": READ | STREAM,
        ALL_ANCHORS: {"s3:GetObject", "s3:PutObject"},
        "AuditKey": {"kms:Sign"},
        "AuditAnchorDeadLetters": SEND,
    }
    | SEE_ANCHORS,
}
"""What a function may do for no tenant."""

FOR_A_TENANT: dict[str, dict[str, set[str]]] = {
    "api": {
        "TablesAssistant": WRITE,
        "TablesIdentity": REPLACE,
        "TablesMeetings": WRITE,
        "TablesOperations": WRITE,
        "TablesOutbox": APPEND,
        "TablesIdempotency": CLAIM,
        "TablesKnowledge": READ,
        "TablesConnectors": REPLACE,
        "TablesLimits": COUNT,
        "TablesOnetime": ISSUE,
        "TablesAudit": ADD,
        "TablesOrigins": ADD,
        ANCHORS: {"s3:GetObject"},
    }
    | SEE_ANCHORS
    | WRITE_OBJECTS,
    "authorizer": {"TablesLimits": COUNT} | AUDITS,
    "slack_interactions": {"TablesAssistant": WRITE, "TablesOutbox": APPEND, "TablesIdempotency": CLAIM}
    | AUDITS
    | READ_OBJECTS,
    "answer_prepare": {
        "TablesStreams": WRITE,
        "TablesMeetings": READ,
        "TablesAssistant": READ,
        "TablesIdentity": READ,
        "TablesCache": CACHED,
        "TablesKnowledge": WRITE,
        "TablesLlm": COUNT,
    }
    | WRITE_OBJECTS,
    "answer_execute": {
        "TablesStreams": WRITE,
        "TablesMeetings": READ,
        "TablesCache": CACHED,
        "TablesKnowledge": WRITE,
        "TablesLlm": COUNT,
    }
    | WRITE_OBJECTS,
    "answer_conclude": {
        "TablesStreams": WRITE,
        "TablesAssistant": WRITE,
        "TablesIdentity": WRITE,
        "TablesOutbox": APPEND,
        "TablesIdempotency": CLAIM,
    }
    | AUDITS
    | WRITE_OBJECTS,
    "ingest_start": {"TablesMeetings": READ},
    "ingest_parse": {
        "TablesMeetings": WRITE,
        OBJECTS: {"s3:GetObject", "s3:PutObject", "s3:DeleteObjectVersion"},
        "ObjectsBucket": {"s3:ListBucket", "s3:ListBucketVersions"},
    },
    "erasure_step": {
        "TablesMeetings": REPLACE,
        "TablesAssistant": REPLACE,
        "TablesCache": CACHED | REMOVE,
        "TablesOutbox": APPEND | REMOVE,
        "TablesAudit": READ,
        "TablesIdentity": FORGET,
        "TablesStreams": FORGET,
        "TablesOrigins": FORGET,
        "TablesKnowledge": REMOVE,
        "TablesConnectors": REMOVE,
        "TablesOperations": REMOVE,
        "TablesIdempotency": REMOVE,
        "TablesOnetime": REMOVE,
        "TablesLlm": REMOVE,
        "TablesLimits": REMOVE,
        OBJECTS: {"s3:GetObject", "s3:PutObject", "s3:DeleteObjectVersion"},
        "ObjectsBucket": {"s3:ListBucket", "s3:ListBucketVersions"},
    },
    "erasure_finish": {"TablesOperations": WRITE, "TablesOutbox": APPEND} | AUDITS,
    "export_step": {
        "TablesIdentity": READ,
        "TablesMeetings": READ,
        "TablesAssistant": READ,
        "TablesKnowledge": READ,
        "TablesConnectors": READ,
        "TablesOperations": READ,
        "TablesAudit": READ,
        "TablesOrigins": READ,
        EXPORTS: {"s3:PutObject", "s3:PutObjectTagging", "s3:ListMultipartUploadParts"},
    }
    | READ_OBJECTS,
    "export_finish": {"TablesOperations": WRITE, "TablesOutbox": APPEND} | AUDITS,
    "ingest_index": READ_OBJECTS,
    "ingest_finish": {"TablesMeetings": WRITE, "TablesOutbox": APPEND} | READ_OBJECTS,
    "snapshot_sync": {"TablesKnowledge": REPLACE},
    "snapshot_build": {"TablesKnowledge": WRITE, "TablesOutbox": APPEND} | WRITE_OBJECTS,
    "snapshot_finish": {"TablesKnowledge": WRITE},
    "snapshot_notified": {"TablesKnowledge": READ} | READ_OBJECTS,
    "webhooks": {"TablesIdempotency": CLAIM} | WRITE_OBJECTS,
    "webhook_deliver": {"TablesConnectors": WRITE, "TablesOutbox": APPEND},
    "socket": {
        "TablesStreams": WRITE,
        "TablesIdempotency": CLAIM,
        "TablesIdentity": READ,
        "TablesLimits": COUNT,
    },
    "socket_follow": {"TablesStreams": WRITE},
    "mail_send": {"TablesIdentity": READ, "TablesIdempotency": CLAIM, "TablesOnetime": ISSUE},
}
"""What a function may do in a tenant's session."""

LOG_DELIVERY = {
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
}


def granted(template: dict[str, Any], role_id: str) -> dict[str, set[str]]:
    """Return what the role may do, but for its use of the key, which follows from it (``test_encryption``)."""
    return {place: actions for place, actions in grants(template, role_id).items() if place != KEY}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_what_it_does_and_write_its_own_log(template: dict[str, Any], name: str) -> None:
    properties = of_type(template, "AWS::Lambda::Function")[function_ids(template, [name])[name]]
    log = target_of(properties["LoggingConfig"]["LogGroup"])
    everywhere = XRAY | ({"secretsmanager:ListSecrets"} if name == "erasure_step" else set())
    common = {"*": everywhere, log: {"logs:CreateLogStream", "logs:PutLogEvents"}}
    tenant_role = tenant_role_of(properties)
    taken = {name_of(tenant_role): {"sts:AssumeRole", "sts:TagSession"}} if tenant_role else {}
    assert granted(template, role_of(properties)) == ITSELF[name] | common | taken


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_for_a_tenant_what_it_does_for_one(template: dict[str, Any], name: str) -> None:
    properties = of_type(template, "AWS::Lambda::Function")[function_ids(template, [name])[name]]
    tenant_role = tenant_role_of(properties)
    assert (granted(template, tenant_role) if tenant_role else {}) == FOR_A_TENANT.get(name, {})


def test_no_two_functions_or_machines_share_a_role(template: dict[str, Any]) -> None:
    owners = of_type(template, "AWS::Lambda::Function") | of_type(
        template, "AWS::StepFunctions::StateMachine"
    )
    roles = [role_of(properties) for properties in owners.values()]
    roles += [role for each in owners.values() if "Environment" in each and (role := tenant_role_of(each))]
    assert len(roles) == len(set(roles))


@pytest.mark.parametrize(
    ("room", "machine", "functions"),
    [
        ("Answer", "Answer", ["Prepare", "Execute", "Conclude"]),
        ("Ingest", "Ingest", ["Parse", "Index", "Finish"]),
        ("Knowledge", "Snapshot", ["Sync", "Build", "Finish"]),
        ("Protection", "Erasure", ["Step", "Finish"]),
    ],
)
def test_a_machine_may_invoke_its_functions_only(
    template: dict[str, Any], room: str, machine: str, functions: list[str]
) -> None:
    machines = of_type(template, "AWS::StepFunctions::StateMachine").items()
    (properties,) = [found for key, found in machines if name_of(key) == f"{room}Machine"]
    allowed = grants(template, role_of(properties))
    everywhere = allowed.pop("*")
    assert allowed == {f"{room}{machine}{name}": {"lambda:InvokeFunction"} for name in functions}
    assert everywhere <= LOG_DELIVERY | XRAY | {"xray:GetSamplingRules", "xray:GetSamplingTargets"}


def test_no_policy_has_a_wildcard_among_its_actions(template: dict[str, Any]) -> None:
    actions = [
        action
        for policy in of_type(template, "AWS::IAM::Policy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        for action in each(statement["Action"])
    ]
    assert actions
    assert [action for action in actions if "*" in action] == []


def test_managed_policies_are_left_to_api_gateways_logging(template: dict[str, Any]) -> None:
    roles = of_type(template, "AWS::IAM::Role").items()
    assert [name_of(key) for key, role in roles if "ManagedPolicyArns" in role] == ["ApiRestCloudWatchRole"]


def test_the_search_domain_answers_those_who_search_and_lets_two_index(template: dict[str, Any]) -> None:
    (domain,) = of_type(template, "AWS::OpenSearchService::Domain").values()
    statements = domain["AccessPolicies"]["Statement"]
    allowed = {
        target_of(s["Principal"]["AWS"]): set(s["Action"]) for s in statements if s["Effect"] == "Allow"
    }
    assert allowed == {
        "AnswerAnswerPrepareRole": SEARCH,
        "AnswerAnswerExecuteRole": SEARCH,
        "ApiReadinessRole": SEARCH,
        "IngestIngestIndexRole": SEARCH | {"es:ESHttpPut"},
        "ProtectionErasureStepRole": SEARCH | {"es:ESHttpPut"},
    }
