"""The gateway to language models: typed completions from a chain of providers."""
