"""The demo's invented world: about thirty orders that reach every verdict. All times hang on its first moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from dropdesk.demo.shop import STORE
from dropdesk.domain.case.shape.moves import Reason, SetWhy, Start, TickMessage, TickRequest
from dropdesk.domain.case.shape.sample_order import SampleOrder
from dropdesk.domain.order import FulfilmentRequest, Line, LinkHint, Order, Person, Recall, SeenOrder
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, LegState, SupplierMoney
from dropdesk.domain.supplier.purchase import Purchase, PurchaseItem
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, Money, OrderKey, Seen, SupplierNumber, Take, Where

H, D = timedelta(hours=1), timedelta(days=1)
S = LegState
_WORDS = {
    S.UNPAID: "place_order_success",
    S.OPEN: "wait_seller_send_goods",
    S.ASKED: "in_cancel",
    S.REFUSED: "wait_seller_send_goods",
    S.DEMANDED: "wait_seller_send_goods",
    S.NUMBERED: "wait_seller_send_goods",
    S.UNPROVEN: "wait_seller_send_goods",
    S.GONE: "wait_buyer_accept_goods",
    S.DISPUTABLE: "wait_buyer_accept_goods",
    S.DISPUTED: "in_issue",
    S.RETURNING: "in_issue",
    S.DELIVERED: "finish",
    S.HANDLED: "finish",
    S.STOPPED: "cancel_order_close_trade",
    S.UNCLEAR: "finish",
}


class _World:
    """Makes orders one after the other; ``t`` is the demo's first moment."""

    def __init__(self, t: datetime) -> None:
        self.t = t
        self.made: list[SampleOrder] = []
        self.n = 0

    def order(
        self, name: int, who: str, lines: tuple[tuple[str, int, int], ...], ago: timedelta, fee: int = 490, **more: Any
    ) -> Order:
        """``lines``: title, quantity, unit price in cents. ``ago``: when the customer paid."""
        made = tuple(
            Line(LineId(f"gid://shopify/LineItem/{name}{n}"), title, quantity, price)
            for n, (title, quantity, price) in enumerate(lines, 1)
        )
        total = sum(one.quantity * one.unit_value for one in made) + fee
        at = self.t - ago
        order = Order(
            OrderKey(0), STORE, f"#{name}", "EUR", made, at, Seen(None, Where.SHOPIFY_API, self.t),
            shopify_id=f"gid://shopify/Order/{name}", paid_at=at, updated_at=at, financial="paid",
            fulfilment="unfulfilled", total=total, received=total, customer=f"demo-{who.lower().replace(' ', '-')}",
        )  # fmt: skip
        return replace(order, **more)

    def leg(self, state: LegState, shop: str, order: Order, cost: int, ago: timedelta, **more: Any) -> Leg:
        """One purchase for all units of the order; ``ago``: when it was paid at AliExpress."""
        self.n += 1
        number = SupplierNumber(f"8190439{416163000 + 37 * self.n}")
        units = tuple((one.id, n) for one in order.lines for n in range(one.quantity))
        paid = None if state is S.UNPAID else self.t - ago
        made = Leg(
            LegId(number), state, units, number=number, supplier=shop, where=Where.ALIEXPRESS_FILE,
            known_at=self.t - 2 * H, placed_at=self.t - ago, paid_at=paid, cost=Money(cost, "EUR"),
            raw_status=_WORDS.get(state, ""),
        )  # fmt: skip
        return replace(made, **more)

    def load_demo(self, order: Order, who: str, *legs: Leg, **more: Any) -> None:
        mail = f"{who.lower().replace(' ', '.')}@example.com"
        purchases = tuple(
            Purchase(
                leg.number, leg.raw_status, Seen(None, Where.ALIEXPRESS_FILE, leg.known_at or self.t),
                placed_at=leg.placed_at, paid_at=leg.paid_at, shipped_at=leg.shipped_at, shop_name=leg.supplier,
                total=leg.cost, tracking_number=leg.tracking_number,
                items=tuple(PurchaseItem(line.title, line.quantity) for line in order.lines),
            )
            for leg in legs if leg.number is not None
        )  # fmt: skip
        hints = more.pop("hints", ())
        self.made.append(SampleOrder(SeenOrder(order, Person(who, mail), hints), legs, purchases, **more))


def world(t: datetime) -> tuple[SampleOrder, ...]:
    """All orders of the demo, newest name first in no particular order. ``t``: the demo's first moment."""
    w = _World(t)
    _asking(w)
    _open(w)
    _after(w)
    _gone(w)
    _over(w)
    return tuple(w.made)


def _asking(w: _World) -> None:
    """Orders with a wish, or a case under way."""
    t = w.t
    o = w.order(1043, "Anna Keller", (("Ceramic mug, white", 2, 1500),), 2 * D)
    leg = w.leg(S.OPEN, "Yiwu Bright Home", o, 1240, 2 * D - 3 * H)
    w.load_demo(o, "Anna Keller", leg, asked_at=t - H, note="By e-mail: she found a set in another shop.")

    o = w.order(1031, "Sofia Rossi", (("Enamel pot, 2 l", 1, 5910),), 6 * D)
    leg = w.leg(S.OPEN, "Ningbo Kitchen", o, 2890, 6 * D - 4 * H, known_at=t - 70 * H)
    w.load_demo(
        o, "Sofia Rossi", leg, asked_at=t - 69 * H,
        moves=(
            SetWhy(Reason.TOO_SLOW, t - 69 * H), Start(),
            TickRequest(leg.id, t - 67 * H), TickMessage(leg.id, t - 67 * H),
        ),
    )  # fmt: skip

    o = w.order(1041, "Léa Moreau", (("Silk scarf, blue", 1, 3760),), 3 * D)
    leg = w.leg(S.OPEN, "Hangzhou Silk Co", o, 1620, 3 * D - 2 * H, known_at=t - 2 * D)
    w.load_demo(
        o, "Léa Moreau", leg, asked_at=t - 30 * H,
        moves=(
            SetWhy(Reason.CHANGED_MIND, t - 30 * H), Start(),
            TickRequest(leg.id, t - 29 * H), TickMessage(leg.id, t - 29 * H),
            Report(leg.id, Say.ACCEPTED, at=t - 2 * H),
        ),
    )  # fmt: skip

    o = w.order(1027, "Ines Duarte", (("Wall hook, brass", 4, 850),), 8 * D)
    leg = w.leg(S.OPEN, "Shenzhen Yida", o, 1410, 4 * D, known_at=t - 90 * H)
    w.load_demo(
        o, "Ines Duarte", leg, asked_at=t - 4 * D,
        moves=(
            SetWhy(Reason.CHANGED_MIND, t - 4 * D), Start(), TickRequest(leg.id, t - 89 * H),
            Report(leg.id, Say.REFUSED, at=t - 76 * H, detail="shipped_says"),
            Report(leg.id, Say.DEMANDED, at=t - 72 * H),
        ),
    )  # fmt: skip

    o = w.order(1044, "Pavel Novák", (("Table lamp, oak", 1, 10710),), 40 * H / 60)
    leg = w.leg(S.OPEN, "Guangzhou Lamp", o, 5480, 12 * H / 60, known_at=t - 6 * H / 60)
    w.load_demo(o, "Pavel Novák", leg, asked_at=t - 5 * H / 60)

    o = w.order(1033, "Nina Albrecht", (("Bath mat, sage", 1, 2400), ("Soap dish, oak", 1, 1290)), 4 * D)
    first = w.leg(S.STOPPED, "Canton Deco", o, 980, 4 * D - 5 * H, how=How.CANCELLED, known_at=t - 5 * H,
                  money=SupplierMoney(Money(980, "EUR"), t - 5 * H))  # fmt: skip
    second = w.leg(S.GONE, "Ningbo Kitchen", o, 560, 4 * D - 5 * H, shipped_at=t - D, tracking_number="LP00512345678CN")
    mat, dish = o.lines
    legs = (replace(first, units=((mat.id, 0),)), replace(second, units=((dish.id, 0),)))
    w.load_demo(o, "Nina Albrecht", *legs, asked_at=t - 20 * H)


def _open(w: _World) -> None:
    """Bought, not shipped."""
    t = w.t
    o = w.order(1036, "Jonas Weber", (("Plant pot, terracotta", 1, 2250),), 12 * D)
    w.load_demo(o, "Jonas Weber", w.leg(S.OPEN, "Canton Deco", o, 1130, 9 * D + 8 * H, ship_deadline_typed=t + 9 * H))
    o = w.order(1048, "Greta Sommer", (("Linen apron", 1, 2900), ("Oven glove", 2, 900)), D)
    w.load_demo(o, "Greta Sommer", w.leg(S.OPEN, "Ningbo Kitchen", o, 2010, 20 * H))
    o = w.order(1049, "Milan Horvat", (("Desk organiser, bamboo", 1, 2650),), 3 * D)
    w.load_demo(o, "Milan Horvat", w.leg(S.OPEN, "Yiwu Bright Home", o, 1180, 3 * D - H))
    o = w.order(1047, "Oskar Nilsen", (("Silk pillowcase", 2, 2350),), 5 * H)
    w.load_demo(o, "Oskar Nilsen", w.leg(S.UNPAID, "Hangzhou Silk Co", o, 2240, 3 * H))
    o = w.order(1045, "Emma Lindqvist", (("Glass carafe, 1 l", 1, 1500),), 7 * H)
    units = ((o.lines[0].id, 0),)
    nothing = Leg(LegId("nothing-1045"), S.NOT_ORDERED, units, known_at=t - 5 * H / 60, looked_at=t - 5 * H / 60)
    w.load_demo(o, "Emma Lindqvist", nothing)
    o = w.order(1052, "Ruth Maurer", (("Gift card", 1, 5000),), 2 * D, fee=0)
    o = replace(o, lines=(replace(o.lines[0], needs_no_purchase=True),))
    w.load_demo(o, "Ruth Maurer")
    o = w.order(1053, "Felix Brunner", (("Bookend, steel", 2, 1800),), 9 * H, financial="pending", received=0)
    w.load_demo(o, "Felix Brunner", w.leg(S.UNPAID, "Shenzhen Yida", o, 1510, 8 * H))
    o = w.order(1046, "Ida Sørensen", (("Storage basket, jute", 1, 1060),), 11 * H)
    hint = LinkHint(SupplierNumber("8190439416170046"), certain=False)
    w.load_demo(o, "Ida Sørensen", hints=(hint,))
    o = w.order(1055, "Tomás Vidal", (("Wall clock, walnut", 1, 4900),), 13 * D)
    w.load_demo(o, "Tomás Vidal", w.leg(S.OPEN, "Canton Deco", o, 2350, 13 * D - 2 * H, known_at=t - 8 * D))
    o = w.order(1056, "Klara Vogel", (("Tea tin, set of 3", 1, 2790),), 2 * D)
    line = replace(o.lines[0], requested=1, requested_at=t - 10 * H)
    request = FulfilmentRequest("gid://shopify/FulfillmentOrder/1056", "OPEN", "SUBMITTED", Recall.CANCEL,
                                (Take(line.id, 1),), t - 10 * H)  # fmt: skip
    o = replace(o, lines=(line,), requests=(request,), fulfilment="in_progress")
    stopped = w.leg(S.STOPPED, "Yiwu Bright Home", o, 1190, 2 * D - H, how=How.CANCELLED, known_at=t - 4 * H / 60,
                    looked_at=t - 4 * H / 60, money=SupplierMoney(Money(1190, "EUR"), t - 4 * H / 60))  # fmt: skip
    w.load_demo(o, "Klara Vogel", stopped, asked_at=t - 9 * H)


def _after(w: _World) -> None:
    """Refused, disputed, on its way back."""
    t = w.t
    o = w.order(1029, "Tom Richter", (("Floor lamp, black", 1, 7310),), 30 * D)
    leg = w.leg(S.DISPUTED, "Shenzhen Yida", o, 3890, 29 * D, dispute_opened_at=t - 7 * D, scanned_at=t - 20 * D,
                shipped_at=t - 22 * D, dispute_stage=DisputeStage.PROPOSAL, answer_by=t + 2 * D + H,
                clock_started_at=t - 2 * D, tracking_number="LP00598765432CN", acted_on=True)  # fmt: skip
    w.load_demo(o, "Tom Richter", leg)
    o = w.order(1025, "Hugo Marchetti", (("Wok, carbon steel", 1, 4410),), 25 * D)
    leg = w.leg(S.DISPUTABLE, "Ningbo Kitchen", o, 2050, 24 * D, shipped_at=t - 16 * D,
                tracking_number="LP00533300012CN", number_given_at=t - 16 * D)  # fmt: skip
    w.load_demo(o, "Hugo Marchetti", leg)
    o = w.order(1030, "Lena Fuchs", (("Throw blanket, grey", 1, 5510),), 9 * D)
    leg = w.leg(S.REFUSED, "Hangzhou Silk Co", o, 2730, 5 * D, claim="shipped_says", asked_times=1,
                clock_started_at=t - 3 * D, known_at=t - D)  # fmt: skip
    w.load_demo(o, "Lena Fuchs", leg)
    o = w.order(1020, "Samuel Okoye", (("Yoga mat, cork", 1, 3900),), 40 * D)
    leg = w.leg(S.RETURNING, "Yiwu Bright Home", o, 1850, 39 * D, shipped_at=t - 33 * D, delivered_at=t - 12 * D,
                clock_started_at=t - 3 * D, send_back_by=t + 7 * D, scanned_at=t - 32 * D)  # fmt: skip
    w.load_demo(o, "Samuel Okoye", leg)


def _gone(w: _World) -> None:
    """On the way, or there."""
    t = w.t
    for name, who, title, price, shop, cost in (
        (1019, "Marie Dubois", "Candle holder, brass", 2000, "Guangzhou Lamp", 870),
        (1002, "Clara Hoffmann", "Cushion cover, linen", 2410, "Canton Deco", 1090),
        (1017, "Ben Tanner", "Knife block, ash", 4400, "Ningbo Kitchen", 2120),
    ):
        o = w.order(name, who, ((title, 1, price),), 16 * D, fulfilment="fulfilled")
        line = replace(o.lines[0], fulfilled=1, fulfilled_at=t - 6 * D)
        o = replace(o, lines=(line,))
        leg = w.leg(S.GONE, shop, o, cost, 15 * D, shipped_at=t - 6 * D, scanned_at=t - 5 * D,
                    tracking_number=f"LP0055{name}777CN")  # fmt: skip
        w.load_demo(o, who, leg)
    for name, who, title, price, shop, cost in (
        (1022, "Noah Fischer", "Coffee grinder", 8310, "Canton Deco", 4120),
        (1015, "Elif Kaya", "Notebook, set of 3", 1500, "Yiwu Bright Home", 610),
    ):
        o = w.order(name, who, ((title, 1, price),), 32 * D, fulfilment="fulfilled")
        o = replace(o, lines=(replace(o.lines[0], fulfilled=1, fulfilled_at=t - 25 * D),))
        leg = w.leg(S.DELIVERED, shop, o, cost, 31 * D, shipped_at=t - 26 * D, scanned_at=t - 25 * D,
                    delivered_at=t - 3 * D)  # fmt: skip
        w.load_demo(o, who, leg)
    o = w.order(1040, "Lukas Berger", (("Serving tray, acacia", 1, 2610),), 18 * D)
    w.load_demo(o, "Lukas Berger", w.leg(S.UNCLEAR, "Ningbo Kitchen", o, 1260, 17 * D, known_at=t - 6 * D))


def _over(w: _World) -> None:
    """Money went back, or the order was cancelled."""
    t = w.t
    o = w.order(1038, "Mia Brandt", (("Picture frame, A3", 2, 2705),), 4 * D, financial="refunded")
    o = replace(o, returned=o.received or 0, refunded_at=t - 3 * H, updated_at=t - 3 * H)
    w.load_demo(o, "Mia Brandt", w.leg(S.OPEN, "Yiwu Bright Home", o, 1940, 4 * D - H))
    o = w.order(1012, "Hanna Schulz", (("Bedside lamp, opal", 1, 4010),), 12 * D, financial="refunded")
    o = replace(o, cancelled_at=t - 3 * D, returned=o.received or 0, refunded_at=t - 3 * D, cancel_reason="CUSTOMER")
    leg = w.leg(S.STOPPED, "Guangzhou Lamp", o, 1830, 11 * D, how=How.CANCELLED, known_at=t - 3 * D,
                money=SupplierMoney(Money(1830, "EUR"), t - 3 * D))  # fmt: skip
    w.load_demo(o, "Hanna Schulz", leg)
    o = w.order(1035, "Paul Steiner", (("Door mat, coir", 1, 2110),), 7 * D)
    o = replace(o, cancelled_at=t - 5 * H, cancel_reason="CUSTOMER")
    leg = w.leg(S.STOPPED, "Canton Deco", o, 1010, 6 * D, how=How.CANCELLED, known_at=t - 6 * H,
                money=SupplierMoney(Money(1010, "EUR"), t - 6 * H))  # fmt: skip
    w.load_demo(o, "Paul Steiner", leg)
    for name, who, title, price in (
        (1008, "Zoe Lambert", "Vase, ribbed glass", 3100),
        (1005, "Arne Lund", "Tray, slate", 1900),
    ):
        o = w.order(name, who, ((title, 1, price),), 50 * D, financial="refunded")
        at = t - 44 * D
        o = replace(o, cancelled_at=at, returned=o.received or 0, refunded_at=at, cancel_reason="CUSTOMER")
        money = SupplierMoney(Money(1200, "EUR"), at, False, 1200, at + 9 * D)
        leg = w.leg(S.STOPPED, "Hangzhou Silk Co", o, 1200, 49 * D, how=How.CANCELLED, known_at=at, money=money)
        w.load_demo(o, who, leg)
