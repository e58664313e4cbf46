"""The assistant: its page, which page of a step shows, and the way through. ``base``: what pages share ·
``supplier``: the parcel is stopped · ``shopify``: cancel and refund."""
