"""What a tenant's products do: five tables of Airtable, kept as copies and built into snapshots."""
