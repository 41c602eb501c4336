"""An Airtable on this machine: one base with the API's limits, refusals, listings and webhooks, kept in memory."""
