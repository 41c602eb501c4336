"""Floor 2: tables, outbox, objects, secrets, claims and channels: thin faces of one AWS or vendor service each."""
