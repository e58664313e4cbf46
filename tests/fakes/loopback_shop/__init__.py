"""A Shopify of our own on 127.0.0.1: real HTTP, real GraphQL over a slice of the schema, its own ledger of effects.

It shares no code with the app. ``python -m tests.fakes.loopback_shop --port N`` runs it by itself.
"""

from tests.fakes.loopback_shop.server import CLIENT_ID, CLIENT_SECRET, SHOP, TOKEN, Fault, LoopbackShop

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "SHOP", "TOKEN", "Fault", "LoopbackShop"]
