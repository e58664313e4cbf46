"""What holds in every world, on random ones; every row of the tables is met."""

from __future__ import annotations

import os
from collections import Counter
from random import Random

from dropdesk.domain.rules import Rulebook
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Code, Situation, Verdict
from tests.conftest import LONG
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, random_situation

WORLDS = int(os.environ.get("DROPDESK_WORLDS", "60000" if LONG else "3000"))
IDS = [*(f"V-{n:02}" for n in range(1, 20)), "V-20", "V-21", "V-30", "V-31", "V-32"]
IDS += [f"W-{n:02}" for n in (1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14)]


def test_every_id_is_hit_and_what_always_holds_holds() -> None:
    hits: Counter[str] = Counter()
    r = Random(20261124)
    for _ in range(WORLDS):
        situation = random_situation(r)
        verdict = assess(situation, Rulebook(), CHINA, NOW)
        hits.update({verdict.row, verdict.coverage or "none", *(read.row for read in verdict.legs)})
        if any(leg.kind == "shop_first" and Units(situation).group_of_leg(leg) == "free" for leg in situation.legs):
            hits["V-19"] += 1
        _holds_always(situation, verdict)
    print("\nhits:", {name: hits[name] for name in IDS})
    assert [name for name in IDS if not hits[name]] == []


def _holds_always(situation: Situation, verdict: Verdict) -> None:
    """No scope ever holds a live or gone unit; money back and goods live is an Alarm."""
    units = Units(situation)
    for take in verdict.scope:
        mine = [unit for unit in units.left if unit[0] == take.line and units.group[unit] in ("free", "here")]
        if verdict.row != "W-11":
            assert len([u for u in mine if units.group[u] == "free"]) >= take.quantity
    order = situation.order
    back = order.cancelled_at is not None or (order.received and order.received - order.returned <= 1)
    disputed = {"disputed", "returning", "unlinked"}
    live = [
        leg
        for leg in units.legs
        if units.group_of_leg(leg) == "live" and str(leg.state) not in disputed and leg.kind == "AliExpress"
    ]
    if back and live and order.received is not None:
        assert verdict.code is Code.ALARM
