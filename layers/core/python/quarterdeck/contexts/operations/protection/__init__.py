"""Data protection: what belongs to a meeting, a person or a tenant is erased from every store, with a receipt."""
