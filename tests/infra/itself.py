"""What each function may do for no tenant."""

from infra.cdk.shapes import SHAPES
from tests.infra.actions import (
    AIRTABLE_SECRETS,
    ALL_ANCHORS,
    CLAIM,
    CONSUME,
    COUNT,
    END_EXECUTIONS,
    ISSUE,
    MANAGE_SECRETS,
    MODELS,
    READ,
    SECRET,
    SEE_ANCHORS,
    SEND,
    STREAM,
    SYNC,
    WEBHOOK_SECRETS,
)

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
