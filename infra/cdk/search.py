"""The search index: an OpenSearch domain on AWS; locally, the address that the launcher gives."""

from collections.abc import Sequence

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.cdk.alarms import Alarms
from infra.cdk.domain import Domain
from infra.cdk.encryption import Encryption
from infra.cdk.target import Target

QUERY = ("es:ESHttpHead", "es:ESHttpGet", "es:ESHttpPost")
INDEX = (*QUERY, "es:ESHttpPut")


class Search(Construct):
    """Who may search and who may index, and the domain that answers them."""

    def __init__(
        self, scope: Construct, construct_id: str, target: Target, alarms: Alarms, encryption: Encryption
    ) -> None:
        super().__init__(scope, construct_id)
        self._engine = target.search_engine
        self._domain = None if target.search_url else Domain(self, "Domain", target, alarms, encryption)
        self.url = f"https://{self._domain.endpoint}" if self._domain else str(target.search_url)

    def query(self, function: lambda_.Function) -> None:
        """Let the function open an index that exists, and search it."""
        self._allow(function, QUERY)

    def index(self, function: lambda_.Function) -> None:
        """Let the function search, make indexes and write documents."""
        self._allow(function, INDEX)

    def _allow(self, function: lambda_.Function, actions: Sequence[str]) -> None:
        function.add_environment("SEARCH_URL", self.url)
        function.add_environment("SEARCH_ENGINE", self._engine)
        if self._domain and function.role:
            self._domain.allow(function.role, actions)
