"""A case: one wish of a customer from the question to the last cent (rules §4, §5). ``shape``: what it is, as data ·
``basis``: what it stands on, and what that allows · ``steps``: what moves it · ``shown``: what is read of it."""
