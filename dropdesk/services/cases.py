"""The assistant's side of a case: read, move, follow. A change is one transaction: journal, order, verdict."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dropdesk.domain import case as machine
from dropdesk.domain import moves as mv
from dropdesk.domain.answers import SuggestedRefund
from dropdesk.domain.case import Case, Ground
from dropdesk.domain.case_view import CaseFacts, CaseView, build, references
from dropdesk.domain.changes import Changes
from dropdesk.domain.journal import Followed, word
from dropdesk.domain.leg_moves import report
from dropdesk.domain.legs import Leg
from dropdesk.domain.phases import Closed
from dropdesk.domain.units import with_unlinked
from dropdesk.domain.values import CaseId, LegId, OrderKey, StoreId, SupplierNumber
from dropdesk.errors import NotAllowed, Refused
from dropdesk.services.assess import Assess
from dropdesk.services.details import read_order
from dropdesk.services.ports import Shop
from dropdesk.store import cases, codec, orders, suppliers
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session

_SPREADS = frozenset({mv.Say.ACCEPTED, mv.Say.CLOSED_ITSELF, mv.Say.DROPPED, mv.Say.SHIPPED, mv.Say.REFUSED})
"""What the person may say of a shared purchase as a whole."""


class Cases:
    """Fits the ui's ``Cases`` but for ``proceed``, which is the outbox's."""

    def __init__(
        self,
        store: Store,
        assess: Assess,
        shop: Callable[[StoreId], Shop | None],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._assess, self._shop, self._now = store, assess, shop, now
        assess.settle = self.settle

    # -- reading ---------------------------------------------------------------------------------------------------
    def newest(self, tx: Session, key: OrderKey) -> tuple[Case, int] | None:
        """The order's open case, else its newest closed one, with its journal number."""
        standing = cases.of_order(tx, key)
        if not standing:
            return None
        chosen = next((one for one in standing if one.open), standing[0])
        return self.read(tx, chosen.case)

    def read(self, tx: Session, case: CaseId) -> tuple[Case, int]:
        """The newest state of a case. KeyError for none."""
        entry = cases.last(tx, case)
        if entry is None:
            raise KeyError(case)
        state: Case = codec.load(Case, entry.state)
        return state, entry.seq

    def step(self, tx: Session, key: OrderKey) -> tuple[int, CaseId | None]:
        """The assistant's step of an order, and its case."""
        found = self.newest(tx, key)
        return (0, None) if found is None else (machine.step(found[0]), found[0].id)

    def view(self, key: OrderKey) -> CaseView:
        """Everything the case's page shows. KeyError when the order has no case."""
        with self._store.read() as tx:
            found = self.newest(tx, key)
            if found is None:
                raise KeyError(key)
            return self._view(tx, key, *found)

    def _view(self, tx: Session, key: OrderKey, case: Case, seq: int) -> CaseView:
        """Reads what the page shows is made of; ``case_view.build`` makes it."""
        ground, book = self._assess.ground(tx, key), self._assess.book(tx)
        shop = self._shop(ground.order.store)
        return build(
            CaseFacts(
                case=case,
                seq=seq,
                ground=ground,
                order=read_order(tx, key, self._assess, shop, machine.step(case), case.id),
                bank=book.bank,
                zone=book.zone,
                shop=shop is not None,
                shared=self._shared(tx, key, case.legs),
                texts={ref: orders.text_of(tx, ref) for ref in references(case)},
                hints=orders.hints(tx, key),
            )
        )

    def _shared(self, tx: Session, key: OrderKey, legs: tuple[Leg, ...]) -> dict[SupplierNumber, tuple[str, ...]]:
        """The names of the other orders that each purchase serves."""
        numbers = {leg.number for leg in legs if leg.number is not None}
        return {
            number: tuple(orders.load(tx, other).name for other in suppliers.served_by(tx, number) if other != key)
            for number in sorted(numbers)
        }

    # -- moving ----------------------------------------------------------------------------------------------------
    def open_case(self, key: OrderKey) -> Changes:
        """Makes sure that the order has a case: its open one, else its newest, else a fresh one."""
        with self._store.write() as tx:
            if self.newest(tx, key) is not None:
                return Changes()
            said = orders.saying(tx, key)
            case = CaseId(uuid.uuid4().hex)
            state = machine.open_case(case, key, orders.legs(tx, key), said.asked_at, self._now())
            cases.begin(tx, case, key, self._now())
            self._write(tx, replace(state, wish=said.wish), 1, Followed.OPENED)
            self._assess.refresh(tx, [key])
        return Changes(orders=frozenset([key]), cases=frozenset([case]))

    def do(self, case: CaseId, seq: int, move: mv.Move, texts: Mapping[str, str] | None = None) -> Changes:
        """A move of the person on state ``seq``. Refused("moved_on") when it is not the newest any more."""
        with self._store.write() as tx:
            state, newest = self.read(tx, case)
            if newest != seq:
                raise Refused("moved_on")
            said = self._with_texts(tx, state.order, move, texts or {})
            ground = self._assess.ground(tx, state.order)
            moved = machine.apply(state, said, ground)
            self._write(tx, moved, seq + 1, word(move))
            touched = {state.order}
            if isinstance(said, mv.Report):
                legs = {leg.id: leg for leg in with_unlinked(ground.situation(state))}
                touched |= self._spread(tx, state.order, said, legs)
            self._assess.refresh(tx, sorted(touched))
        return Changes(orders=frozenset(touched), cases=frozenset([case]))

    def report(self, key: OrderKey, said: mv.Report) -> Changes:
        """What is said of a leg, with a case or without."""
        with self._store.write() as tx:
            legs = {leg.id: leg for leg in with_unlinked(orders.situation(tx, key))}
            if said.leg not in legs:
                raise Refused("no_leg")
            clocks = self._assess.ground(tx, key).clocks
            moved = report(legs[said.leg], said, self._now(), clocks)
            kept = tuple(leg for leg in orders.legs(tx, key) if leg.id != said.leg)
            orders.put_legs(tx, key, (*kept, *moved))
            orders.happened(tx, key, self._now(), f"said_{said.say}")
            touched = {key} | self._spread(tx, key, said, legs)
            self._assess.refresh(tx, sorted(touched))
        return Changes(orders=frozenset(touched))

    def _spread(self, tx: Session, key: OrderKey, said: mv.Report, legs: Mapping[LegId, Leg]) -> set[OrderKey]:
        """A purchase that serves several orders is a leg in each: *all of them* is said of the others too, *only our
        part* is noted there."""
        leg = legs.get(said.leg)
        if leg is None or leg.number is None or said.say not in _SPREADS or said.units:
            return set()
        others = {other for other in suppliers.served_by(tx, leg.number) if other != key}
        for other in others:
            orders.happened(tx, other, self._now(), f"shared_{said.say}", {"order": orders.load(tx, key).name})
            if said.detail == "only_ours":
                continue
            clocks = self._assess.ground(tx, other).clocks
            changed: list[Leg] = []
            for mine in orders.legs(tx, other):
                same = mine.number == leg.number
                # The amount was typed for one order; each of the others awaits its own share of the cost.
                heard = replace(said, leg=mine.id, amount=None)
                changed += report(mine, heard, self._now(), clocks) if same else (mine,)
            orders.put_legs(tx, other, tuple(changed))
        return others

    def _with_texts(self, tx: Session, key: OrderKey, move: mv.Move, texts: Mapping[str, str]) -> mv.Move:
        names = {field.name for field in fields(move)}
        kept: dict[str, Any] = {}
        for name, words in texts.items():
            if name not in names or not name.endswith("_ref"):
                raise ValueError(f"{type(move).__name__} has no {name}")
            kept[name] = orders.put_text(tx, key, name.removesuffix("_ref"), words, self._now())
        return replace(move, **kept)

    def settle(self, tx: Session, key: OrderKey) -> int:
        """Lets the case take up what was seen (legs, order) and follow; returns the assistant's step."""
        found = self.newest(tx, key)
        if found is None:
            return 0
        case, seq = found
        seen = replace(case, legs=orders.legs(tx, key))
        moved = machine.follow(seen, self._assess.ground(tx, key))
        if moved != case:
            self._write(tx, moved, seq + 1, Followed.SEEN)
        return machine.step(moved)

    def ground(self, tx: Session, key: OrderKey) -> Ground:
        """What a case of this order stands on now."""
        return self._assess.ground(tx, key)

    def refresh(self, tx: Session, key: OrderKey) -> None:
        """The order was seen anew: its case follows, its verdict is read again."""
        self._assess.refresh(tx, [key])

    def write(self, tx: Session, case: Case, seq: int, move: str) -> None:
        """Appends a state that an answer or a look made, and lets the rest follow. The outbox's way in."""
        self._write(tx, case, seq, move)
        self._assess.refresh(tx, [case.order])

    def _write(self, tx: Session, case: Case, seq: int, move: str) -> None:
        case = machine.with_key(case, str(uuid.uuid4()))  # kept before any call can use it
        shut = isinstance(case.phase, Closed)
        cases.append(
            tx, case.id, seq, self._now(), move, codec.dump(Case, case),
            open_=not shut, pending=bool(machine.pending(case)), phase=case.phase.kind,
        )  # fmt: skip
        orders.put_legs(tx, case.order, case.legs)
        said = orders.saying(tx, case.order)
        wanted = case.asked_at if case.asked_at is not None else said.asked_at
        orders.say(
            tx,
            case.order,
            replace(
                said,
                # A closed case's wish is answered, but for what was cut off from it.
                asked_at=None if shut and not case.cut_off else wanted,
                wish=None if shut else case.wish,
                plan=case.plan,
                waived=bool(case.waived_ref),
                open_case=None if shut else case.id,
            ),
        )

    # -- Shopify's suggestion --------------------------------------------------------------------------------------
    def suggest(self, key: OrderKey, lines: Any, shipping: bool) -> SuggestedRefund:
        """Shopify's own suggestion for the plan page. NotAllowed("no_shop") without a connected shop."""
        with self._store.read() as tx:
            order = orders.load(tx, key)
        shop = self._shop(order.store)
        if shop is None or order.shopify_id is None:
            raise NotAllowed("no_shop")
        return shop.suggest(order.shopify_id, lines, shipping)
