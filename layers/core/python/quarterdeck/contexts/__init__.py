"""Floor 4: what Quarterdeck exists for. Contexts meet through public functions and events, never through tables."""
