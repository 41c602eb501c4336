"""The suite's outputs: where operators and tools find what was deployed."""

from infra.cdk.suite import Suite


def outputs(suite: Suite) -> dict[str, str]:
    """Return the value of each output by its name."""
    base = suite.base
    tables = {f"{name.capitalize()}Table": table.table_name for name, table in base.tables.by_name.items()}
    return tables | {
        "ApiUrl": suite.api.rest.resource.url,
        "SocketUrl": suite.sockets.url,
        "BucketName": base.objects.bucket.bucket_name,
        "EventBusName": suite.events.bus.event_bus_name,
        "AnswerMachineArn": suite.answer.machine.state_machine_arn,
        "IngestMachineArn": suite.ingest.machine.state_machine_arn,
        "SnapshotMachineArn": suite.knowledge.machine.state_machine_arn,
        "ErasureMachineArn": suite.protection.machine.state_machine_arn,
        "ExportMachineArn": suite.exporting.machine.state_machine_arn,
        "SlackSecretName": base.secrets.slack.secret_arn,
        "LlmSecretName": base.secrets.llm.secret_arn,
        "SearchEndpoint": base.search.url,
        "AnchorsBucketName": suite.audit.bucket.bucket_name,
        "AuditKeyArn": suite.audit.key.key_arn,
        "UserPoolId": suite.api.sign_in.pool.user_pool_id,
        "UserPoolClientId": suite.api.sign_in.client.user_pool_client_id,
    }
