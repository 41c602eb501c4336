"""What operators ask the logs again and again, saved in CloudWatch."""

from collections.abc import Sequence

from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.cdk.function import Function

ANSWERED = "filter message = 'answered'"

QUERIES: dict[str, list[str]] = {
    "slow questions": [
        ANSWERED,
        "filter ms >= 5000",
        "fields @timestamp, tenant, run_id, contract, outcome, ms",
        "sort ms desc",
        "limit 100",
    ],
    "failures by contract": [
        ANSWERED,
        "stats count(*) as answers, sum(outcome = 'failed' or outcome = 'unavailable') as failures by contract",
        "sort failures desc",
    ],
    "cost by tenant": [
        ANSWERED,
        "stats count(*) as answers, sum(cost_nano_usd) / 1000000000 as usd by tenant",
        "sort usd desc",
    ],
    "refused logins": [
        "filter message = 'refused'",
        "stats count(*) as refusals by door, reason, bin(5m)",
        "sort refusals desc",
    ],
    "one run": [
        "filter run_id = 'RUN' or correlation_id = 'RUN'",
        "fields @timestamp, function_name, stage, level, message, ms, outcome, provider, problem",
        "sort @timestamp asc",
        "limit 1000",
    ],
}
"""The commands of each query by its name; in the last, RUN stands for the id of a run or of a request."""


def save_queries(scope: Construct, functions: Sequence[Function]) -> None:
    """Save the queries, each over the logs of all these functions."""
    names = [function.log_group.log_group_name for function in functions]
    for name, commands in QUERIES.items():
        logs.CfnQueryDefinition(
            scope,
            f"Query{name.title().replace(' ', '')}",
            name=f"quarterdeck/{name}",
            query_string="\n| ".join(commands),
            log_group_names=names,
        )
