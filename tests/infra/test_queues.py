"""Nothing that is asynchronous gets lost: queues, their dead letters, and the mappings that read them."""

from typing import Any

from tests.infra.template import Properties, name_of, of_type, target_of


def _queues(template: dict[str, Any]) -> dict[str, Properties]:
    return {name_of(key): queue for key, queue in of_type(template, "AWS::SQS::Queue").items()}


def _mapping(template: dict[str, Any], function: str) -> Properties:
    mappings = of_type(template, "AWS::Lambda::EventSourceMapping").values()
    (mapping,) = [found for found in mappings if target_of(found["FunctionName"]) == function]
    return mapping


def test_queues_refuse_plain_http(template: dict[str, Any]) -> None:
    queues = of_type(template, "AWS::SQS::Queue")
    secured = set()
    for policy in of_type(template, "AWS::SQS::QueuePolicy").values():
        conditions = [statement.get("Condition") for statement in policy["PolicyDocument"]["Statement"]]
        if {"Bool": {"aws:SecureTransport": "false"}} in conditions:
            secured |= {queue["Ref"] for queue in policy["Queues"]}
    assert secured == set(queues)


def test_a_message_that_fails_three_times_is_kept_for_14_days(template: dict[str, Any]) -> None:
    queues = _queues(template)
    redrive = queues["IngestQueue"]["RedrivePolicy"]
    assert redrive["maxReceiveCount"] == 3
    assert target_of(redrive["deadLetterTargetArn"]) == "IngestIngestDeadLetters"
    dead = [queue for name, queue in queues.items() if name.endswith("DeadLetters")]
    assert {queue["MessageRetentionPeriod"] for queue in dead} == {14 * 24 * 3600}


def test_an_upload_is_hidden_for_six_times_as_long_as_its_function_may_take(template: dict[str, Any]) -> None:
    functions = of_type(template, "AWS::Lambda::Function").items()
    (start,) = [function for key, function in functions if name_of(key) == "IngestIngestStart"]
    assert _queues(template)["IngestQueue"]["VisibilityTimeout"] == 6 * start["Timeout"]


def test_new_raw_objects_of_tenants_reach_the_queue(template: dict[str, Any]) -> None:
    buckets = of_type(template, "AWS::S3::Bucket").items()
    (bucket,) = [found for key, found in buckets if name_of(key) == "ObjectsBucket"]
    (notification,) = bucket["NotificationConfiguration"]["QueueConfigurations"]
    assert notification["Event"] == "s3:ObjectCreated:*"
    assert target_of(notification["Queue"]) == "IngestQueue"
    rules = {rule["Name"]: rule["Value"] for rule in notification["Filter"]["S3Key"]["Rules"]}
    assert rules == {"prefix": "tenants/", "suffix": ".raw"}


def test_the_bucket_is_made_after_the_queue_lets_it_send(template: dict[str, Any]) -> None:
    (bucket,) = [b for key, b in template["Resources"].items() if name_of(key) == "ObjectsBucket"]
    assert "IngestQueuePolicy" in {name_of(key) for key in bucket["DependsOn"]}


def test_only_this_accounts_s3_may_send_uploads(template: dict[str, Any]) -> None:
    policies = of_type(template, "AWS::SQS::QueuePolicy").items()
    (policy,) = [found for key, found in policies if name_of(key) == "IngestQueuePolicy"]
    (allow,) = [s for s in policy["PolicyDocument"]["Statement"] if s["Effect"] == "Allow"]
    assert allow["Principal"] == {"Service": "s3.amazonaws.com"}
    assert allow["Action"] == "sqs:SendMessage"
    assert allow["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def test_uploads_are_taken_one_by_one_from_their_batch(template: dict[str, Any]) -> None:
    mapping = _mapping(template, "IngestIngestStart")
    assert target_of(mapping["EventSourceArn"]) == "IngestQueue"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_every_hour_a_message_starts_the_syncs(template: dict[str, Any]) -> None:
    rules = of_type(template, "AWS::Events::Rule").values()
    (rule,) = [rule for rule in rules if rule.get("ScheduleExpression") == "rate(1 hour)"]
    assert [target_of(target["Arn"]) for target in rule["Targets"]] == ["KnowledgeQueue"]
    mapping = _mapping(template, "KnowledgeSnapshotStart")
    assert target_of(mapping["EventSourceArn"]) == "KnowledgeQueue"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    redrive = _queues(template)["KnowledgeQueue"]["RedrivePolicy"]
    assert target_of(redrive["deadLetterTargetArn"]) == "KnowledgeSnapshotDeadLetters"


def test_a_webhook_that_was_taken_in_is_kept_until_it_is_an_event(template: dict[str, Any]) -> None:
    mapping = _mapping(template, "WebhooksWebhookDeliver")
    assert target_of(mapping["EventSourceArn"]) == "WebhooksQueue"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    redrive = _queues(template)["WebhooksQueue"]["RedrivePolicy"]
    assert target_of(redrive["deadLetterTargetArn"]) == "WebhooksWebhookDeadLetters"


def test_airtables_webhooks_alone_start_syncs(template: dict[str, Any]) -> None:
    rules = of_type(template, "AWS::Events::Rule").items()
    (rule,) = [rule for key, rule in rules if key.startswith("Knowledge") and "EventPattern" in rule]
    assert rule["EventPattern"] == {
        "source": ["client_events"],
        "detail-type": ["webhook_received"],
        "detail": {"data": {"vendor": ["airtable"]}},
    }
    assert target_of(rule["EventBusName"]) == "EventsBus"
    (target,) = rule["Targets"]
    assert (target_of(target["Arn"]), target["InputPath"]) == ("KnowledgeNotifiedQueue", "$.detail")
    assert (
        target_of(_mapping(template, "KnowledgeSnapshotNotified")["EventSourceArn"])
        == "KnowledgeNotifiedQueue"
    )


def test_committed_events_are_published_with_bounded_retries_and_dead_letters(
    template: dict[str, Any],
) -> None:
    mapping = _mapping(template, "EventsOutboxPublish")
    assert target_of(mapping["EventSourceArn"]) == "TablesOutbox"
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["MaximumRetryAttempts"] == 5
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert target_of(mapping["DestinationConfig"]["OnFailure"]["Destination"]) == "EventsOutboxDeadLetters"
    assert mapping["FilterCriteria"]["Filters"] == [{"Pattern": '{"eventName":["INSERT"]}'}]


def test_events_that_ask_for_a_mail_reach_the_queue_of_the_sender(template: dict[str, Any]) -> None:
    rules = of_type(template, "AWS::Events::Rule").items()
    (rule,) = [found for key, found in rules if name_of(key) == "MailAsked"]
    assert rule["EventPattern"] == {
        "source": ["auth_events"],
        "detail-type": ["signup_requested", "member_invited", "assisted_account_created"],
    }
    (target,) = rule["Targets"]
    assert target_of(target["Arn"]) == "MailQueue"
    assert target_of(_mapping(template, "MailMailSend")["EventSourceArn"]) == "MailQueue"
    assert (
        target_of(_queues(template)["MailQueue"]["RedrivePolicy"]["deadLetterTargetArn"])
        == "MailMailDeadLetters"
    )


def test_mail_is_sent_as_the_domain_of_the_sender(template: dict[str, Any]) -> None:
    (identity,) = of_type(template, "AWS::SES::EmailIdentity").values()
    assert identity["EmailIdentity"] == "quarterdeck.example"
