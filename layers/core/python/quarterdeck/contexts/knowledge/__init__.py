"""Product knowledge: what a tenant's products are, do and cost, in one version at a time."""
