"""How much of the personal data in sentences is found, and how much of what is found is personal data."""
