"""Floor 1: time, ids, errors, tenancy, settings, observability and money. Imports nothing of Quarterdeck above it."""
