"""The dashboard: what an operator wants to see at night, on one page."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.cdk.alarms import PERIOD
from infra.cdk.function import NAMESPACE, SERVICE, Function, emitted
from infra.cdk.ingest import Ingest
from infra.cdk.rest import Rest
from infra.cdk.suite import Suite

WIDTH = 24
NEWEST_ERRORS = [
    "fields @timestamp, function_name, tenant, correlation_id, message",
    "filter level = 'ERROR'",
    "sort @timestamp desc",
    "limit 50",
]


class Dashboard(Construct):
    """Alarms first, then questions, cost, models, the API, ingest, dead letters and the newest errors."""

    def __init__(
        self, scope: Construct, construct_id: str, suite: Suite, functions: Sequence[Function]
    ) -> None:
        super().__init__(scope, construct_id)
        alarms = cloudwatch.AlarmStatusWidget(
            alarms=suite.base.alarms.all, title="Alarms", width=WIDTH, height=4
        )
        questions = [
            _graph("Question to answer, ms", *(suite.answer.machine.duration(p) for p in ("p50", "p95"))),
            _graph("Answers by outcome", _each("Answers", "outcome", "Sum")),
            _graph("Stages, p95 ms", _each("StageMilliseconds", "stage", "p95")),
        ]
        cost = [
            _graph("Cost by contract, nano-dollars", _each("CostNanoUsd", "contract", "Sum")),
            _graph("Model tokens by contract", _each("Tokens", "contract", "Sum")),
            _graph("Function errors", *(f.metric_errors(period=PERIOD) for f in functions)),
        ]
        models = [
            _graph("Model calls by provider and outcome", _each("ModelCalls", "outcome,provider", "Sum")),
            _graph("Models, p95 ms", _each("ModelMilliseconds", "provider", "p95")),
            _graph("Ill providers", _each("ProviderIll", "provider", "Sum")),
        ]
        work = [
            _api_requests(suite.api.rest),
            _ingest_states(suite.ingest),
            _dead_letters([suite.ingest.dead, suite.events.dead, suite.models.dead, suite.webhooks.dead]),
        ]
        rows: list[Sequence[cloudwatch.IWidget]] = [
            [alarms],
            questions,
            cost,
            models,
            work,
            [_newest_errors(functions)],
        ]
        self.resource = cloudwatch.Dashboard(self, "Resource", widgets=rows)


def _each(name: str, dimension: str, statistic: str) -> cloudwatch.MathExpression:
    """Return one line for each value of the dimension that was ever emitted."""
    found = f'{{{NAMESPACE},{dimension},service}} MetricName="{name}" service="{SERVICE}"'
    expression = f"SEARCH('{found}', '{statistic}', {PERIOD.to_seconds()})"
    return cloudwatch.MathExpression(expression=expression, label="", period=PERIOD)


def _graph(title: str, *lines: cloudwatch.IMetric) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=list(lines), width=WIDTH // 3, height=6)


def _api_requests(rest: Rest) -> cloudwatch.GraphWidget:
    count = rest.resource.metric_count(period=PERIOD)
    client_errors = rest.resource.metric_client_error(period=PERIOD, statistic="Sum")
    server_errors = rest.resource.metric_server_error(period=PERIOD, statistic="Sum")
    return _graph("API requests, 4xx, 5xx", count, client_errors, server_errors)


def _ingest_states(ingest: Ingest) -> cloudwatch.GraphWidget:
    waiting = ingest.queue.metric_approximate_number_of_messages_visible(period=PERIOD)
    started = ingest.machine.metric_started(period=PERIOD)
    done, failed = emitted("MeetingsIngested"), emitted("MeetingsFailed")
    return _graph("Ingest: waiting, started, completed, failed", waiting, started, done, failed)


def _dead_letters(queues: Sequence[sqs.Queue]) -> cloudwatch.GraphWidget:
    depths = [
        queue.metric_approximate_number_of_messages_visible(period=PERIOD, statistic="Maximum")
        for queue in queues
    ]
    return _graph("Dead letters", *depths)


def _newest_errors(functions: Sequence[Function]) -> cloudwatch.LogQueryWidget:
    return cloudwatch.LogQueryWidget(
        title="Newest errors",
        log_group_names=[function.log_group.log_group_name for function in functions],
        query_lines=NEWEST_ERRORS,
        width=WIDTH,
        height=8,
    )
