"""Floor 3: language models and search, as ports that the contexts use."""
