"""Writing for the asker: to whom and from whom, in which tone, and what the asker's own words already say."""
