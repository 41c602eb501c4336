"""The ways in which roles use things, as sets of actions on places."""

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
XRAY = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}
MODELS = {"SecretsLlm": SECRET, "TablesLlm": COUNT}
