"""Who a caller is: tenants, API keys and Slack workspaces."""
