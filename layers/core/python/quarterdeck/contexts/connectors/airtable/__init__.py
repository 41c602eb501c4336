"""Airtable: records, changes and webhooks of one base, within its limits."""
