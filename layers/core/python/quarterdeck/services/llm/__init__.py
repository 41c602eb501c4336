"""The gateway to language models: typed completions and streams, by a route of providers for each contract."""
