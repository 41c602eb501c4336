"""Other vendors' systems: one room a vendor, with its client, its limits and its webhooks."""
