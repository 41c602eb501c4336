"""The CDK app that deploys Quarterdeck. Importing it makes the CDK use the Node.js of the Python environment."""

from infra.cdk.node import use_bundled_node

use_bundled_node()
