"""Where the suite is deployed to: everything in which AWS and the local cloud differ, in one place.

On AWS the values come from CDK context (``cdk.json`` or ``-c name=value``); for the local cloud its launcher gives
them as environment variables. Nothing else in the app reads either.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from infra.cdk.limits_file import read_limits
from infra.cdk.model_routes import read_routes
from infra.cdk.origins import read_origins

ROOT = Path(__file__).resolve().parents[2]

LOCAL_ORIGINS = ("http://127.0.0.1:3000",)
"""Where a page that is being worked on may be, to call the local cloud."""

Context = Callable[[str], str | None]
"""Looks up a value of CDK context by name."""


@dataclass(frozen=True, slots=True)
class DomainSize:
    """The OpenSearch domain's data nodes; the default serves about 100,000 chunks."""

    instance: str = "t3.small.search"
    nodes: int = 1
    volume_gib: int = 10


@dataclass(frozen=True, slots=True)
class Target:
    """One place to deploy to.

    ``python`` is the Lambda runtime's version and the one that the layers' bytecode is compiled for. ``platform`` is
    the wheels' platform as uv names it, or None for this machine's. ``search_url`` of None asks for a domain.
    ``host`` is where all of the local cloud is, with its port; on AWS every API has one of its own.
    ``oidc_issuers`` are JSON objects, each followed by a comma. ``public_url`` is a domain of the installation's own.
    """

    name: Literal["aws", "local"]
    python: str
    architecture: Literal["arm64", "x86_64"]
    platform: str | None
    layers: Path
    keep_data: bool
    archive_events: bool
    math_alarms: bool
    saved_queries: bool
    trace_stages: bool
    route_responses: bool
    host: str
    search_url: str | None
    search_engine: str
    domain: DomainSize
    slack_api_url: str
    airtable_api_url: str
    llm_base_url: str
    llm_model: str
    gemini_base_url: str
    llm_routes: str
    cors_origins: tuple[str, ...]
    limits: str
    throttle_routes: bool
    settle_seconds: int
    settle_uploads_seconds: int
    oidc_issuers: str
    cognito_discovery: str
    public_url: str
    stage: str
    owner: str
    alarm_email: str | None
    mail_from: str


def aws(context: Context) -> Target:
    """Return the target AWS, configured from CDK context.

    arm64 costs a fifth less than x86_64 for the same work, and every locked wheel exists for it.
    """
    size = DomainSize()
    return Target(
        name="aws",
        python="3.13",
        architecture="arm64",
        platform="aarch64-manylinux_2_28",
        layers=ROOT / ".build" / "layers" / "aws",
        keep_data=True,
        archive_events=True,
        math_alarms=True,
        saved_queries=True,
        trace_stages=True,
        route_responses=True,
        host="",
        search_url=None,
        search_engine="faiss",
        domain=DomainSize(
            context("search_instance") or size.instance,
            int(context("search_nodes") or size.nodes),
            int(context("search_volume_gib") or size.volume_gib),
        ),
        slack_api_url="https://slack.com/api/",
        airtable_api_url="https://api.airtable.com",
        llm_base_url=context("llm_base_url") or "",
        llm_model=context("llm_model") or "",
        gemini_base_url=context("gemini_base_url") or "",
        llm_routes=read_routes(context("llm_routes")),
        cors_origins=read_origins(context("cors_origins")),
        limits=read_limits(context("limits")),
        throttle_routes=True,
        settle_seconds=300,  # the longest time of an Express execution
        settle_uploads_seconds=900,  # the longest that a link for an upload holds
        oidc_issuers=_issuers(context("oidc_issuers")),
        cognito_discovery="",
        public_url=(context("public_url") or "").rstrip("/"),
        stage=context("stage") or "production",
        owner=context("owner") or "revenue-team",
        alarm_email=context("alarm_email"),
        mail_from=context("mail_from") or "",
    )


def local(environ: Mapping[str, str]) -> Target:
    """Return the local cloud, configured by its launcher.

    It runs handlers under this interpreter, rejects ``AWS::Events::Archive``, saved queries and alarms on metric
    math, collects no traces, and starts empty, so nothing is kept. It rejects web sockets' route responses, and
    answers without them.
    """
    return Target(
        name="local",
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        architecture="x86_64",
        platform=None,
        layers=ROOT / ".build" / "layers" / "local",
        keep_data=False,
        archive_events=False,
        math_alarms=False,
        saved_queries=False,
        trace_stages=False,
        route_responses=False,
        host=environ["QUARTERDECK_HOST"],
        search_url=environ["QUARTERDECK_SEARCH_URL"],
        search_engine=environ["QUARTERDECK_SEARCH_ENGINE"],
        domain=DomainSize(),
        slack_api_url=environ["QUARTERDECK_SLACK_API_URL"],
        airtable_api_url=environ["QUARTERDECK_AIRTABLE_API_URL"],
        llm_base_url=environ.get("QUARTERDECK_LLM_BASE_URL", ""),
        llm_model=environ.get("QUARTERDECK_LLM_MODEL", ""),
        gemini_base_url=environ.get("QUARTERDECK_GEMINI_BASE_URL", ""),
        llm_routes=environ.get("QUARTERDECK_LLM_ROUTES", ""),
        cors_origins=LOCAL_ORIGINS,
        limits=environ.get("QUARTERDECK_LIMITS", ""),
        throttle_routes=False,
        settle_seconds=1,
        settle_uploads_seconds=1,
        oidc_issuers=environ["QUARTERDECK_OIDC_ISSUERS"],
        cognito_discovery=f"{environ['QUARTERDECK_ENDPOINT']}/{{pool}}/.well-known/openid-configuration",
        public_url=f"{environ['QUARTERDECK_ENDPOINT']}/_aws/execute-api/{{api}}/{{stage}}",
        stage="local",
        owner="local",
        alarm_email=None,
        mail_from="Quarterdeck <no-reply@quarterdeck.example>",
    )


def _issuers(listed: str | None) -> str:
    """Return the issuers of a JSON list as a longer list begins with them."""
    return "".join(f"{json.dumps(each)}," for each in json.loads(listed or "[]"))
