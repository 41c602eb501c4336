"""The answer machine: prepare, execute, conclude."""

from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.cdk.alarms import ENOUGH, PERIOD, failed_share
from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.machine import Machine
from infra.cdk.models import use_models

PREPARE = Size(memory=1769, timeout=10)  # embeds the question: a full core halves what a person waits for
EXECUTE = Size(memory=1769, timeout=28)  # waits for a web search 9 s and for a model 15 s at most
CONCLUDE = Size(
    memory=1024, timeout=15
)  # small writes and one call of Slack; the memory is for a quick cold start


class Answer(Construct):
    """From a question to a delivered answer, in three hops."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        self.prepare = self._prepare(base)
        self.execute = self._execute(base)
        self.conclude = self._conclude(base)
        functions = {
            "AnswerPrepareArn": self.prepare,
            "AnswerExecuteArn": self.execute,
            "AnswerConcludeArn": self.conclude,
        }
        self.machine = Machine(self, "answer", base, sfn.StateMachineType.EXPRESS, functions)
        slow = "Answers take longer than 20 seconds at the 95th percentile, for a quarter of an hour."
        base.alarms.watch("AnswerSlow", self.machine.duration("p95"), slow, at_least=20_000, periods=3)
        refused = "Slack refuses answers for good: its app must be installed anew, or they are made wrongly."
        for reason in ("MissingSetting", "InvalidInput"):
            base.alarms.watch(f"RepliesRefused{reason}", emitted("RepliesRefused", reason=reason), refused)
        if base.target.math_alarms:
            asked = self.machine.metric_started(period=PERIOD, statistic="Sum")
            failed = failed_share(
                emitted("Answers", outcome="failed"), asked, "Questions without an answer, %"
            )
            many = f"More than 5% of the questions, of {ENOUGH} or more, came to no answer."
            base.alarms.watch_over("AnswerErrorShare", failed, many, over=5)

    def _prepare(self, base: Foundation) -> Function:
        layers = [base.layers.search, base.layers.llm, base.layers.connectors]
        function = Function(self, "answer_prepare", base, PREPARE, layers=layers)
        base.tables.read(function, "meetings", "assistant", "identity")
        base.tables.keep_count(function, "llm")
        base.tables.cache(function)
        base.objects.write(function)
        base.search.query(function)
        use_models(function, base)
        return function

    def _execute(self, base: Foundation) -> Function:
        layers = [base.layers.search, base.layers.llm, base.layers.connectors, base.layers.deck]
        function = Function(self, "answer_execute", base, EXECUTE, layers=layers)
        base.objects.write(function)
        base.search.query(function)
        base.tables.read(function, "meetings")
        base.tables.keep_count(function, "llm")
        base.tables.cache(function)
        use_models(function, base)
        function.add_environment("GEMINI_BASE_URL", base.target.gemini_base_url)
        return function

    def _conclude(self, base: Foundation) -> Function:
        function = Function(self, "answer_conclude", base, CONCLUDE)
        base.tables.write(function, "assistant", "identity")
        base.tables.append(function)
        base.tables.audit(function)
        base.tables.claim(function)
        base.objects.write(function)
        base.secrets.read(function, base.secrets.slack, "SLACK_SECRET")
        function.add_environment("SLACK_API_URL", base.target.slack_api_url)
        return function
