"""DropDesk: stops a dropshipped order at the supplier first, then cancels and refunds it in Shopify, once."""

__version__ = "0.1.0"
