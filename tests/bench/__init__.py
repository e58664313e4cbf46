"""``make bench``: start, memory and reading at 10,000 and 1,000,000 orders, as ratios to a bare program."""
