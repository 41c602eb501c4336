"""Synthesises the CloudFormation templates: ``python -m infra.cdk.app``, offline, for any account and region."""

import argparse
import os
from collections.abc import Callable

from aws_cdk import App

from infra.cdk.nag import check
from infra.cdk.stack import add_stacks
from infra.cdk.target import Context, Target, aws, local

FLAGS = {
    "@aws-cdk/aws-iam:minimizePolicies": True,
    "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True,
    "@aws-cdk/core:enablePartitionLiterals": True,
}
"""The CDK's newer behaviour where it matters here, whatever the caller's context says."""


def synthesise(choose: Callable[[Context], Target], outdir: str, *, validate: bool) -> None:
    """Write the cloud assembly of the target, chosen with the CDK context in hand, into the directory.

    Validation is the CDK's own of the templates, and the AwsSolutions checks: a finding that no construct accepts
    fails it. It takes more time than all the rest.
    """
    app = App(
        outdir=outdir,
        analytics_reporting=False,
        builtin_cloud_formation_validation=validate,
        context=FLAGS,
        tree_metadata=validate,
    )
    if validate:
        check(app)
    add_stacks(app, choose(app.node.try_get_context))
    app.synth()


def main() -> None:
    """Synthesise for AWS, or for the local cloud where ``QUARTERDECK_TARGET`` says so, which skips the validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outdir", default=os.environ.get("CDK_OUTDIR", "cdk.out"))
    outdir = parser.parse_args().outdir
    if os.environ.get("QUARTERDECK_TARGET") == "local":
        synthesise(lambda _: local(os.environ), outdir, validate=False)
    else:
        synthesise(aws, outdir, validate=True)


if __name__ == "__main__":
    main()
