"""Who a caller is: tenants, people, API keys and Slack workspaces."""
