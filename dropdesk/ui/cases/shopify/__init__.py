"""Pages of the part in Shopify: plans, the press, what became of it, what locks it, goodwill, by hand."""
