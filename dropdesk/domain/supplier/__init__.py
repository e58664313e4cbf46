"""One purchase at a supplier: what it is, what is told of it, what follows (rules §2, §5 first table)."""
