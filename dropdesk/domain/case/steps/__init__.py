"""What moves a case: a person, an answer of the shop, time, somebody else. Permits are made here, and nowhere else."""
