"""Plants a demo world: orders, purchases and legs in one go, then replays what the person did in the cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from dropdesk.domain.case.shape.sample_order import SampleOrder
from dropdesk.domain.changes import Changes
from dropdesk.services.cases import Cases
from dropdesk.services.turn import Turn
from dropdesk.store import orders, purchases, settings
from dropdesk.store.engine import Store

DONE = "planted"


def demo_is_loaded(store: Store) -> bool:
    """Whether this database holds the demo world already, whole."""
    with store.read() as tx:
        return bool(settings.get(tx, DONE))


def load_demo(
    store: Store, turn: Turn, cases: Cases, world: Iterable[SampleOrder], now: Callable[[], datetime]
) -> Changes:
    """All of it in one transaction: a kill leaves nothing half planted."""
    with store.write() as tx:
        for one in world:
            key, _ = orders.put(tx, one.seen, now())
            for purchase in one.purchases:
                purchases.see(tx, purchase, now())
            orders.put_legs(tx, key, one.legs)
            orders.say(tx, key, replace(orders.saying(tx, key), asked_at=one.asked_at))
            orders.put_text(tx, key, "note", one.note, one.asked_at or now())
            turn.refresh(tx, [key])
            if one.moves:
                cases.open_case(key)
                for move in one.moves:
                    found = cases.newest(tx, key)
                    assert found is not None
                    cases.do(found[0].id, found[1], move)
        settings.put(tx, DONE, True)
    return Changes(everything=True)
