"""A case: one wish of a customer from the question to the last cent (rules §4, §5)."""
