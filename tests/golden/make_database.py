"""Fills a database through the services of a release, with open cases in every phase: run once for every release.

``python -m tests.golden.make_database tests/golden/v0_1_0``. Every name is invented. Never written again afterwards.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from dropdesk.demo.shop import DemoShop
from dropdesk.demo.world import _World, world
from dropdesk.domain.case.shape.moves import (
    ChangeMind,
    CloseWithNote,
    DidByHand,
    DoByHand,
    Keep,
    LookedNow,
    Move,
    Override,
    Reason,
    Reopen,
    Reorder,
    SawInAdmin,
    SendAgain,
    SetWhy,
    SetWish,
    Start,
    TickMessage,
    TickRequest,
    Undone,
    Untick,
    Waive,
    WantCancel,
    WantedAfterAll,
    WantGoodwill,
    WantItems,
    WantRecall,
    WantRefund,
    Withdraw,
)
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.sample_order import SampleOrder
from dropdesk.domain.case.shape.shop_answers import Accepted
from dropdesk.domain.order import FulfilmentRequest, Recall
from dropdesk.domain.supplier.leg import How, LegState, SupplierMoney
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, OrderKey, Quantities, SupplierNumber, Take
from dropdesk.services.demo_data import load_demo
from dropdesk.services.link_by_hand import LinkByHand
from dropdesk.services.preferences import Preferences
from dropdesk.store import orders, settings
from tests.crash.faulty import Fault, FaultyShop
from tests.golden.tell import told
from tests.services.world import BORN, DemoWorld

CANCEL = CancelReason.CUSTOMER


class Golden(DemoWorld):
    """The demo's wiring with orders of our own; ``scenes`` names what each order shows."""

    def __init__(self, folder: Path) -> None:
        from tests.services.world import TestClock

        self.clock, self.folder, self.connected = TestClock(), folder, True
        self.planted = (*world(BORN), *_orders())
        self.faulty = FaultyShop(
            DemoShop(folder, self.clock.now, tuple(one.seen for one in self.planted)), self.clock.now
        )
        self.shop = self.faulty
        self.open()
        load_demo(self.store, self.turn, self.cases, self.planted, self.clock.now)

    def leg(self, key: OrderKey) -> LegId:
        return self.view(key).case.legs[0].id

    def lines(self, key: OrderKey) -> Quantities:
        return tuple(Take(line.id, line.quantity) for line in self.view(key).order.order.lines)

    def left(self, key: OrderKey) -> int:
        left = self.view(key).left
        assert left is not None
        return left


_STATES = {
    **dict.fromkeys(range(2001, 2021), LegState.STOPPED),
    **dict.fromkeys(range(2021, 2030), LegState.OPEN),
    **dict.fromkeys((2031, 2032), LegState.GONE),
    **dict.fromkeys((2033, 2034), LegState.DELIVERED),
}


def _orders() -> tuple[SampleOrder, ...]:
    """Thirty-odd orders of one line, two units: stopped, open, shipped, delivered, requested."""
    w = _World(BORN)
    w.n = 500
    t, hour = BORN, BORN - BORN.replace(hour=BORN.hour - 1)
    for name, state in _STATES.items():
        who = f"Person {name}"
        o = w.order(name, who, ((f"Thing {name}", 2, 1500),), 60 * hour)
        more = {}
        if state is LegState.STOPPED:
            money = SupplierMoney(Money(1400, "EUR"), t - 4 * hour)
            more = {"how": How.CANCELLED, "looked_at": t - hour / 12, "known_at": t - hour / 12, "money": money}
        if state in (LegState.GONE, LegState.DELIVERED):
            more = {"shipped_at": t - 30 * hour, "scanned_at": t - 20 * hour, "tracking_number": f"LP00{name}000CN"}
            o = replace(
                o, fulfilment="fulfilled", lines=(replace(o.lines[0], fulfilled=2, fulfilled_at=t - 29 * hour),)
            )
        if state is LegState.DELIVERED:
            more["delivered_at"] = t - 2 * hour
        if name in (2016, 2017, 2018, 2019):
            line = replace(o.lines[0], requested=2, requested_at=t - 10 * hour)
            request = FulfilmentRequest(
                f"gid://shopify/FulfillmentOrder/{name}",
                "OPEN",
                "SUBMITTED",
                Recall.REQUEST,
                (Take(line.id, 2),),
                t - 10 * hour,
            )
            o = replace(o, lines=(line,), requests=(request,), fulfilment="in_progress")
        leg = w.leg(state, "Golden Supply", o, 1400, 50 * hour, **more)
        w.load_demo(o, who, leg, asked_at=t - 3 * hour, note=f"Note on {name}")
    return tuple(w.made)


def _scenes(w: Golden) -> None:
    """Drives cases into every phase by the person's own moves, the outbox's calls and the shop's answers."""

    def begin(name: int, *moves: Move, **texts: str) -> OrderKey:
        key = w.start(f"#{name}")
        w.do(key, SetWhy(Reason.CHANGED_MIND, w.clock.now()), note_ref=f"Why {name}")
        w.do(key, Start())
        if moves:
            w.do(key, *moves, **texts)
        return key

    def cancel(key: OrderKey, amount: int | None = None, later: bool = False) -> Move:
        return WantCancel(w.left(key) if amount is None else amount, later, CANCEL, True, True)

    def proceed(key: OrderKey, fault: Fault = Fault.NONE) -> None:
        w.faulty.fault = fault
        w.proceed(key)
        w.faulty.fault = Fault.NONE

    def through(key: OrderKey) -> None:
        for _ in range(4):
            proceed(key)
            w.clock.wait(2)

    w.start("#2001")  # Drafted
    begin(2021)  # AtSupplier, open
    key = begin(2022)
    w.do(key, TickRequest(w.leg(key), w.clock.now()), note_ref="Pressed cancel")
    w.do(key, TickMessage(w.leg(key), w.clock.now()), note_ref="Wrote to them")
    key = begin(2023)
    leg, now = w.leg(key), w.clock.now()
    w.do(
        key,
        TickRequest(leg, now),
        Report(leg, Say.REFUSED, at=now, detail="shipped_says"),
        Report(leg, Say.DEMANDED, at=now),
    )
    w.do(key, SetWish((Take(w.lines(key)[0].line, 1),)))
    begin(2031)  # TooLate
    key = begin(2002)  # Cleared
    w.do(key, LookedNow(w.leg(key), w.clock.now()))
    key = begin(2020)
    w.do(key, Withdraw())
    w.do(key, Reorder(SupplierNumber("8190439416179999"), w.view(key).case.legs[0].units))
    key = begin(2029, Withdraw())
    if w.view(key).case.phase.kind == "withdrawing":
        w.do(key, Undone())
    key = begin(2024)
    w.do(key, Override(reason_ref="", loss=Money(1400, "EUR")), reason_ref="A good customer")  # Cleared by override
    key = begin(2016, WantRecall())  # RecallSent, not gone out yet
    key = begin(2017, WantRecall())
    proceed(key, Fault.AFTER)  # RecallSent in flight, or RecallAsked
    proceed(begin(2018, WantRecall()))  # recalled
    w.faulty.inner.recall = lambda *_: Accepted("asked")  # type: ignore[method-assign]  # asked, and no answer yet
    proceed(begin(2019, WantRecall()))  # RecallAsked
    del w.faulty.inner.recall
    key = begin(2003)
    w.do(key, cancel(key))  # Wanted
    for name, fault in ((2004, Fault.BEFORE), (2005, Fault.AFTER)):
        key = begin(name)
        w.do(key, cancel(key), staff_note_ref="Staff note")
        proceed(key, fault)  # Sent
    w.do(w.key("#2004"), SawInAdmin(False, w.clock.now()))
    key = begin(2006)
    w.do(key, cancel(key, later=True))
    through(key)  # RefundOwed
    key = begin(2007)
    w.do(key, cancel(key, later=True))
    through(key)
    w.do(key, WantRefund(1000, True))  # RefundWanted, owed
    key = begin(2008)
    w.do(key, cancel(key, later=True))
    through(key)
    w.do(key, WantRefund(1000, True))
    proceed(key, Fault.BEFORE)  # RefundSent, owed
    w.clock.push(0.1)
    proceed(key)
    w.do(key, SendAgain())
    proceed(key, Fault.BEFORE)  # and once more with the same key
    key = begin(2009)
    w.do(key, cancel(key))
    through(key)  # Settling
    key = begin(2010)
    w.do(key, DoByHand("cancel", w.left(key)))  # ByHand
    key = begin(2011)
    w.do(key, DoByHand("cancel", w.left(key)), DidByHand(w.clock.now()))  # Claimed
    key = begin(2012)
    w.do(key, cancel(key), ChangeMind())  # Cleared with a changed mind
    key = begin(2013)
    w.do(key, cancel(key))
    proceed(key, Fault.REFUSED)  # Cleared with Shopify's sentence
    key = begin(2014)
    w.do(key, cancel(key, later=True))
    through(key)
    w.do(key, Waive(""), reason_ref="She took a voucher")  # Settling, waived
    key = begin(2015)
    w.do(key, cancel(key))
    through(key)
    w.do(key, Report(w.leg(key), Say.MONEY_RECEIVED, at=w.clock.now(), amount=Money(1400, "EUR")))  # Closed, refunded
    key = begin(2025)
    w.do(key, TickRequest(w.leg(key), w.clock.now()), Withdraw())  # Withdrawing
    key = begin(2026)
    w.do(key, TickRequest(w.leg(key), w.clock.now()), Untick(w.leg(key), "request"), Withdraw(), WantedAfterAll())
    key = begin(2027)
    w.do(key, CloseWithNote(""), note_ref="Settled by phone")  # Closed, noted
    key = begin(2028)
    w.do(key, CloseWithNote(""), note_ref="Too early")
    w.do(key, Reopen())
    key = begin(2032, Keep())  # Settling, kept
    key = begin(2033)
    w.do(key, WantItems(w.lines(key), 1000, 0, False, True))  # RefundWanted, items
    key = begin(2034)
    w.do(key, WantGoodwill(500, True))
    proceed(key, Fault.BEFORE)  # RefundSent, goodwill


def _sayings(w: Golden) -> None:
    """Settings, words, own stock, a purchase taken off, one typed in by hand, and one that serves two orders."""
    preferences = Preferences(w.store, w.turn, w.folder / "calendars", w.clock.now)
    preferences.change_rule("silence", "", 48)
    preferences.change_rule("ship_window", "kind:AliExpress", 6)
    preferences.change_rule("ship_window", "supplier:Golden Supply", 5)
    preferences.put("country", "FR")
    preferences.put("theme", "dark")
    links = LinkByHand(w.store, w.turn, w.clock.now)
    links.unlink(w.key("#1049"), SupplierNumber(w.details.view(w.key("#1049")).legs[0].number or ""))
    links.link(w.key("#1049"), SupplierNumber("8190439416170046"), ())
    links.link(w.key("#1046"), SupplierNumber("8190439416170046"), ())
    with w.store.write() as tx:
        settings.put_word(tx, "Parcel is being packed", "open", w.clock.now())
        settings.put_own_stock(tx, "SHELF-01", w.clock.now())
        settings.put(tx, "shops", {"demo": {"name": "Nordlicht Wohnen", "currency": "EUR", "since": "2026-10-01"}})
        settings.salt(tx)
        orders.erase_person(tx, w.key("#2001"))
    w.details.customer_knows(w.key("#1033"))
    w.details.note(w.key("#2002"), "A second note: 第二条备注")
    key = w.key("#1048")
    w.details.report(key, Report(w.details.view(key).legs[0].id, Say.NOT_SHIPPED, at=w.clock.now()))


def main(folder: Path, drive: Callable[[Golden], None] = _scenes) -> None:
    with tempfile.TemporaryDirectory() as made:
        w = Golden(Path(made))
        drive(w)
        _sayings(w)
        w.store.close()
        target = Path(made) / "whole.db"
        with closing(sqlite3.connect(Path(made) / "dropdesk.db")) as source:
            source.execute("VACUUM INTO ?", (str(target),))
        (folder / "dropdesk.db.gz").write_bytes(gzip.compress(target.read_bytes(), 9, mtime=0))
        facts = told(target)
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=0)
    (folder / "database.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
