"""The verdict against a slow second reading of the tables, on random worlds."""

from __future__ import annotations

from collections import Counter
from random import Random

from dropdesk.domain.headline import assess
from dropdesk.domain.rules import RULES, Rulebook
from dropdesk.domain.units import Units
from dropdesk.domain.verdict import Code, Situation, Verdict
from tests.conftest import LONG
from tests.domain.conftest import CHINA
from tests.domain.second_reading import Reading
from tests.domain.worlds import NOW, random_situation

WORLDS = 60_000 if LONG else 6_000
IDS = [*(f"V-{n:02}" for n in range(1, 18)), "V-19", "V-20", "V-21", "V-30", "V-31", "V-32"]
IDS += [f"W-{n:02}" for n in (1, 2, 3, 4, 5, 6, 10, 11, 12, 13)]


def differences(situation: Situation) -> tuple[Verdict, list[str]]:
    """What the two readings see differently."""
    verdict = assess(situation, Rulebook(), CHINA, NOW)
    second = Reading(situation, CHINA.working, lambda rule, _leg: RULES[rule].value, NOW).answer()
    pairs = {
        "row": (verdict.row, second.row),
        "code": (str(verdict.code), second.code),
        "coverage": (verdict.coverage, second.coverage),
        "scope": ({take.line: take.quantity for take in verdict.scope}, second.scope),
        "route": (None if verdict.route is None else str(verdict.route), second.route),
        "action": (str(verdict.action), second.action),
        "deadline": (verdict.deadline, second.deadline),
        "next change": (verdict.next_change, min(second.changes, default=None)),
        "attention": ({str(reason) for reason in verdict.attention}, second.attention),
        "owed": (verdict.owed, second.owed),
    }
    return verdict, [f"{name}: {one} / {two}" for name, (one, two) in pairs.items() if one != two]


def test_both_readings_agree_and_every_id_is_hit() -> None:
    hits: Counter[str] = Counter()
    r = Random(20261124)
    for n in range(WORLDS):
        situation = random_situation(r)
        verdict, different = differences(situation)
        assert not different, f"world {n}: {different}\n{situation}"
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
