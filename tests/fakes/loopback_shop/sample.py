"""A handful of orders to begin with. Invented people at example.com."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.fakes.loopback_shop.world import World


def fill(world: World) -> dict[str, str]:
    """Adds them, once. Ids by name."""
    if world.orders:
        return {order["name"]: key for key, order in world.orders.items()}

    def who(name: str) -> dict[str, Any]:
        mail = f"{name.lower().replace(' ', '.')}@example.com"
        return {"email": mail, "customer": {"id": f"gid://shopify/Customer/{sum(mail.encode())}", "displayName": name}}

    days = timedelta(days=1)
    made = {
        "#1001": world.order(
            "#1001", [("Ceramic mug, white", 2, "15.00")], "4.90", ago=2 * days, **who("Ada Example"),
            note="Aliexpress Order ID: 8190439416163001",
        ),
        "#1002": world.order(
            "#1002", [("Linen apron", 1, "29.00"), ("Oven glove", 2, "9.50")], "4.90", ago=3 * days,
            **who("Ben Sample"),
        ),
        "#1003": world.order("#1003", [("Enamel pot, 2 l", 1, "59.10")], "0.00", ago=6 * days, **who("Cem Muster")),
        "#1004": world.order("#1004", [("Desk lamp", 1, "42.00")], "6.90", ago=9 * days, **who("Dora Test")),
        "#1005": world.order(
            "#1005", [("Tea towel, set", 3, "12.00")], "4.90", ago=days, paid="authorized", **who("Eli Probe"),
        ),
        "#1006": world.order("#1006", [("Bamboo tray", 1, "2480")], "600", "JPY", ago=days, **who("Fumi Rei")),
    }  # fmt: skip
    world.request(made["#1003"])
    world.fulfil(made["#1004"], at=world.now() - 4 * days)
    return made
