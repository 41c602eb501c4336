"""What an operator must know reaches the operator."""

import json
from typing import Any

import pytest

from infra.cdk.queries import QUERIES
from tests.infra.conftest import FUNCTIONS
from tests.infra.template import Properties, function_ids, of_type, target_of


def _alarms(watch: dict[str, Any]) -> list[Properties]:
    return list(of_type(watch, "AWS::CloudWatch::Alarm").values())


def _watched(watch: dict[str, Any], metric: str) -> dict[str, Properties]:
    """Return the alarms on the metric by what they watch."""
    return {
        target_of(alarm["Dimensions"][0]["Value"]): alarm
        for alarm in _alarms(watch)
        if alarm.get("MetricName") == metric
    }


def test_every_alarm_notifies_the_topic_and_says_what_it_means(watch: dict[str, Any]) -> None:
    for alarm in _alarms(watch):
        assert [target_of(action) for action in alarm["AlarmActions"]] == ["AlarmsTopic"]
        assert alarm["AlarmDescription"].endswith(".")
        assert alarm["TreatMissingData"] == "notBreaching"


def test_the_account_alarms_at_the_first_throttle_of_any_function(watch: dict[str, Any]) -> None:
    (alarm,) = [alarm for alarm in _alarms(watch) if alarm.get("MetricName") == "Throttles"]
    assert (alarm["Namespace"], alarm["Threshold"], alarm.get("Dimensions")) == ("AWS/Lambda", 1, None)


def test_every_function_alarms_at_its_first_error_but_the_one_that_refuses_by_raising(
    template: dict[str, Any], watch: dict[str, Any]
) -> None:
    names = {logical_id: name for name, logical_id in function_ids(template, FUNCTIONS).items()}
    alarms = [
        a for a in _alarms(watch) if (a.get("MetricName"), a.get("Namespace")) == ("Errors", "AWS/Lambda")
    ]
    thresholds = {names[alarm["Dimensions"][0]["Value"]["Ref"]]: alarm["Threshold"] for alarm in alarms}
    assert thresholds == dict.fromkeys(FUNCTIONS, 1) | {"authorizer": 100}


def test_every_dead_letter_alarms(watch: dict[str, Any]) -> None:
    dead = {
        "IngestIngestDeadLetters",
        "EventsOutboxDeadLetters",
        "KnowledgeSnapshotDeadLetters",
        "ModelsProbeDeadLetters",
        "MailMailDeadLetters",
        "KnowledgeNotifiedDeadLetters",
        "WebhooksWebhookDeadLetters",
        "AuditAnchorDeadLetters",
        "SocketsSocketDeadLetters",
    }
    alarms = _watched(watch, "ApproximateNumberOfMessagesVisible")
    assert set(alarms) == dead
    assert {alarm["Threshold"] for alarm in alarms.values()} == {1}


def test_machines_alarm_when_an_execution_fails_or_runs_out_of_time(watch: dict[str, Any]) -> None:
    for metric in ("ExecutionsFailed", "ExecutionsTimedOut"):
        assert set(_watched(watch, metric)) == {
            "AnswerMachine",
            "ExportingMachine",
            "IngestMachine",
            "KnowledgeMachine",
            "ProtectionMachine",
        }


def test_slow_answers_alarm(watch: dict[str, Any]) -> None:
    alarm = _watched(watch, "ExecutionTime")["AnswerMachine"]
    assert alarm["ExtendedStatistic"] == "p95"
    assert alarm["Threshold"] == 20_000


def test_uploads_and_events_that_wait_alarm(watch: dict[str, Any]) -> None:
    assert _watched(watch, "ApproximateAgeOfOldestMessage")["IngestQueue"]["Threshold"] == 300
    assert _watched(watch, "ApproximateAgeOfOldestMessage")["WebhooksQueue"]["Threshold"] == 300
    assert _watched(watch, "IteratorAge")["EventsOutboxPublish"]["Threshold"] == 60_000


def test_meetings_that_fail_and_api_errors_alarm(watch: dict[str, Any]) -> None:
    (failed,) = [alarm for alarm in _alarms(watch) if alarm.get("MetricName") == "MeetingsFailed"]
    assert failed["Namespace"] == "Quarterdeck"
    assert failed["Dimensions"] == [{"Name": "service", "Value": "quarterdeck"}]
    assert _watched(watch, "5XXError")["quarterdeck"]["Threshold"] == 5


@pytest.mark.parametrize(("below", "seconds"), [(95, 3600), (90, 900)])
def test_too_few_reads_from_a_snapshot_alarm_where_there_were_enough(
    watch: dict[str, Any], below: int, seconds: int
) -> None:
    (alarm,) = [a for a in _alarms(watch) if a["AlarmDescription"].startswith(f"Less than {below}% of")]
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (below, "LessThanThreshold")
    share, parts = _math(alarm)
    assert share.startswith("IF(FILL(h, 0) + FILL(m, 0) >= 20, 100 * FILL(h, 0) / ")
    assert {key: part["Metric"]["MetricName"] for key, part in parts.items()} == {
        "h": "SnapshotHits",
        "m": "SnapshotMisses",
    }
    assert {(part["Period"], part["Stat"]) for part in parts.values()} == {(seconds, "Sum")}


@pytest.mark.parametrize(
    ("begins", "failed", "asked"),
    [
        ("More than 5% of the API's requests", ("AWS/ApiGateway", "5XXError"), ("AWS/ApiGateway", "Count")),
        ("More than 5% of the questions", ("Quarterdeck", "Answers"), ("AWS/States", "ExecutionsStarted")),
    ],
)
def test_more_than_a_twentieth_of_errors_alarms_where_there_was_enough(
    watch: dict[str, Any], begins: str, failed: tuple[str, str], asked: tuple[str, str]
) -> None:
    (alarm,) = [a for a in _alarms(watch) if a["AlarmDescription"].startswith(begins)]
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (5, "GreaterThanThreshold")
    share, parts = _math(alarm)
    assert share == "IF(FILL(a, 0) >= 20, 100 * FILL(f, 0) / FILL(a, 0), 0)"
    found = {key: (p["Metric"]["Namespace"], p["Metric"]["MetricName"]) for key, p in parts.items()}
    assert found == {"f": failed, "a": asked}
    assert {(part["Period"], part["Stat"]) for part in parts.values() if part is not parts["a"]} == {
        (300, "Sum")
    }


def _math(alarm: Properties) -> tuple[str, dict[str, Properties]]:
    """Return the expression of an alarm on metric math, and the metrics in it by their ids."""
    (share,) = [metric["Expression"] for metric in alarm["Metrics"] if "Expression" in metric]
    return share, {m["Id"]: m["MetricStat"] for m in alarm["Metrics"] if "MetricStat" in m}


@pytest.mark.parametrize(("door", "most"), [("api", 100), ("login", 20)])
def test_credentials_and_logins_that_are_refused_in_numbers_alarm(
    watch: dict[str, Any], door: str, most: int
) -> None:
    refused = [a for a in _alarms(watch) if a.get("MetricName") == "CredentialsRefused"]
    (alarm,) = [a for a in refused if {"Name": "door", "Value": door} in a["Dimensions"]]
    assert (alarm["Namespace"], alarm["Threshold"], alarm["Statistic"]) == ("Quarterdeck", most, "Sum")


def test_the_local_cloud_has_all_but_alarms_on_metric_math_and_saved_queries(
    watch: dict[str, Any], local_watch: dict[str, Any]
) -> None:
    math = [alarm for alarm in _alarms(watch) if "Metrics" in alarm]
    searches = 3  # of the search domain, which the local cloud has not
    assert len(_alarms(local_watch)) == len(_alarms(watch)) - len(math) - searches
    assert not of_type(local_watch, "AWS::Logs::QueryDefinition")


def test_operators_find_their_queries_saved_over_the_logs_of_all_functions(watch: dict[str, Any]) -> None:
    saved = of_type(watch, "AWS::Logs::QueryDefinition").values()
    assert {each["Name"] for each in saved} == {f"quarterdeck/{name}" for name in QUERIES}
    assert {len(each["LogGroupNames"]) for each in saved} == {len(FUNCTIONS)}


def test_a_sync_that_fails_alarms(watch: dict[str, Any]) -> None:
    (failed,) = [alarm for alarm in _alarms(watch) if alarm.get("MetricName") == "SyncsFailed"]
    assert (failed["Namespace"], failed["Threshold"]) == ("Quarterdeck", 1)


@pytest.mark.parametrize("metric", ["BreakerOpened", "BudgetExhausted"])
def test_a_provider_that_is_left_out_and_a_budget_that_is_used_up_alarm(
    watch: dict[str, Any], metric: str
) -> None:
    (alarm,) = [alarm for alarm in _alarms(watch) if alarm.get("MetricName") == metric]
    assert (alarm["Namespace"], alarm["Threshold"], alarm["Statistic"]) == ("Quarterdeck", 1, "Sum")
    assert alarm["Dimensions"] == [{"Name": "service", "Value": "quarterdeck"}]


def test_the_search_domain_alarms_before_it_is_full(watch: dict[str, Any]) -> None:
    watched = {a["MetricName"]: a for a in _alarms(watch) if a.get("Namespace") == "AWS/ES"}
    assert set(watched) == {"ClusterStatus.red", "ClusterIndexWritesBlocked", "FreeStorageSpace"}
    assert watched["FreeStorageSpace"]["Threshold"] == 2048


def test_only_cloudwatch_of_this_account_publishes_to_the_topic_and_over_tls(
    watch: dict[str, Any],
) -> None:
    (policy,) = of_type(watch, "AWS::SNS::TopicPolicy").values()
    by_effect = {statement["Effect"]: statement for statement in policy["PolicyDocument"]["Statement"]}
    assert by_effect["Deny"]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert by_effect["Allow"]["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert by_effect["Allow"]["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}


def test_the_dashboard_shows_alarms_questions_cost_ingest_dead_letters_and_errors(
    watch: dict[str, Any],
) -> None:
    (dashboard,) = of_type(watch, "AWS::CloudWatch::Dashboard").values()
    body = json.dumps(dashboard["DashboardBody"])
    titles = (
        "Alarms",
        "Question to answer",
        "Answers by outcome",
        "Cost",
        "Ingest",
        "Dead letters",
        "errors",
    )
    assert [title for title in titles if title not in body] == []
    shown = [key for key in of_type(watch, "AWS::CloudWatch::Alarm") if key not in body]
    assert shown == []
