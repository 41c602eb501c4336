"""Floor 2: tables, outbox, objects, secrets, idempotency and channels, each a thin face of one AWS or vendor service."""
