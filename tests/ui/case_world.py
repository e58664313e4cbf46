"""One order and its case over the real services: only the shop, the keyring and the clock are fakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.sample_order import SampleOrder
from dropdesk.domain.case.shape.shop_answers import SuggestedRefund
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.case.shown.order_view import OrderView
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Line, Order, Person, SeenOrder
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.values import CaseId, LineId, Money, OrderKey, Quantities, Seen, Where
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.change_bus import ChangeBus
from dropdesk.ui.orders.pane.pane import Pane
from dropdesk.ui.runner import InlineRunner, Runner
from tests.ui.backend_world import STORE, HouseWorld
from tests.ui.world import CALENDAR, NOW, World, leg

KEY = OrderKey(1)


def mug(quantity: int = 2) -> Line:
    return Line(LineId("l1"), "Ceramic mug, white", quantity, 3490 // quantity)


def order(number: int, **more: object) -> Order:
    base = Order(
        OrderKey(0), STORE, f"#{1042 + number}", "EUR", (mug(),), NOW - timedelta(days=1),
        Seen(None, Where.SHOPIFY_API, NOW), shopify_id=f"gid://shopify/Order/{number}",
        paid_at=NOW - timedelta(days=1), financial="paid", fulfilment="unfulfilled", total=3490, received=3490,
        customer="anna",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]  # names are Order's own fields


class CaseWorld(HouseWorld):
    """Anna's order with a case just opened; she bought twice before.

    ``shared``: names of other orders that the first leg's purchase serves too. ``begun``: False = no case yet.
    """

    def __init__(
        self,
        legs: tuple[Leg, ...] | None = None,
        connected: bool = True,
        shared: tuple[str, ...] = (),
        begun: bool = True,
        **about: object,
    ) -> None:
        one = leg(LegState.OPEN, paid_at=NOW - timedelta(days=1), known_at=NOW - timedelta(hours=2))
        legs = legs if legs is not None else (one,)
        anna = Person("Anna Keller", "anna@example.org")
        before = [order(number, name=f"#{900 + number}") for number in (2, 3)]
        others = [order(number, name=name, customer=name) for number, name in enumerate(shared, 4)]
        planted = [
            SampleOrder(SeenOrder(order(1, **about), anna), legs),
            *(SampleOrder(SeenOrder(one, anna)) for one in before),
            *(SampleOrder(SeenOrder(other, None), legs[:1]) for other in others),
        ]
        super().__init__(tuple(planted), connected)
        self.moves: list[mv.Move] = []
        if begun:
            self.backend.cases.open_case(KEY)

    # -- short names for the tests -----------------------------------------------------------------------------------
    @property
    def order(self) -> Order:
        return self.stored(KEY)

    @property
    def case(self) -> Case:
        return self.backend.cases.view(KEY).case

    @property
    def seq(self) -> int:
        return self.backend.cases.view(KEY).seq

    @property
    def answer(self) -> str:
        return self.shop.answer

    @answer.setter
    def answer(self, to: str) -> None:
        self.shop.answer = to

    @property
    def calls(self) -> list[str]:
        return self.shop.calls

    def see(self, **about: object) -> None:
        """Shopify says something else, and the app hears of it."""
        self.seen(KEY, **about)

    # -- Cases and OrderDetails, as the app wires them ---------------------------------------------------------------
    def view(self, key: OrderKey) -> CaseView:
        return self.backend.cases.view(key)

    def do(self, case: CaseId, seq: int, move: mv.Move, texts: Mapping[str, str] | None = None) -> Changes:
        return self.do_all(case, seq, (move,), texts)

    def do_all(
        self, case: CaseId, seq: int, moves: Sequence[mv.Move], texts: Mapping[str, str] | None = None
    ) -> Changes:
        changes = self.backend.cases.do_all(case, seq, moves, texts)
        self.moves += moves
        return changes

    def suggest(self, key: OrderKey, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        return self.backend.cases.suggest(key, lines, shipping)

    def proceed(self, key: OrderKey) -> Changes:
        return self.backend.outbox.proceed(key)

    def order_view(self, key: OrderKey) -> OrderView:
        return self.backend.details.view(key)


def make_case_desk(world: CaseWorld, runner: Runner | None = None) -> tuple[AppContext, list[str]]:
    """A context over one case; the list collects the addresses that were to be opened."""
    opened: list[str] = []
    context = AppContext(
        orders=World(0), details=world.backend.details, runner=runner or InlineRunner(), bus=ChangeBus(),
        now=lambda: world.now, open_url=opened.append, work_days=CALENDAR.left, cases=world, links=world.backend.links,
    )  # fmt: skip
    return context, opened


def make_pane(qtbot: QtBot, world: CaseWorld) -> Pane:
    """The pane beside the list with the order of this world, read again at every change."""
    context, _ = make_case_desk(world)
    pane = Pane(context)
    qtbot.addWidget(pane)
    context.bus.changed.connect(lambda _: pane.reload())
    pane.resize(344, 900)
    pane.show()
    pane.show_row(KEY, None)
    return pane


__all__ = ["KEY", "CaseWorld", "Money", "make_case_desk", "make_pane", "mug", "order"]
