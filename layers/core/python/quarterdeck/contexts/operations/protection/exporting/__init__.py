"""Exports: what is a person's, or a tenant's, as one archive, with a receipt that names every store."""
