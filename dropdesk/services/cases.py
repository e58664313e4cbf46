"""The assistant's side of a case: a person's moves, and what is said of a leg. Each is one turn (``turn.py``)."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape import state as case_state
from dropdesk.domain.case.shape.journal import Followed, word
from dropdesk.domain.case.shape.phases import Closed
from dropdesk.domain.case.shape.shop_answers import SuggestedRefund
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.case.shown.view import CaseFacts, CaseView, build, references
from dropdesk.domain.case.steps.apply import apply
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.case.steps.supplier_moves import may_take_back
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Order
from dropdesk.domain.supplier import sharing
from dropdesk.domain.supplier.leg import SCAN_ELSEWHERE, Leg
from dropdesk.domain.supplier.moves import in_its_place, report
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import CaseId, OrderKey, StoreId, SupplierNumber
from dropdesk.domain.verdict.units import with_unlinked
from dropdesk.errors import NotAllowed, Refused
from dropdesk.services.hand import Hand, note_asked, without_sightings
from dropdesk.services.named_numbers import put_back
from dropdesk.services.order_details import read_order
from dropdesk.services.ports import Shop
from dropdesk.services.purchase_linker import PurchaseLinker, forget_own_stock, remember_own_stock
from dropdesk.services.turn import Turn
from dropdesk.store import codec, orders, suppliers
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session

DRAFT = "draft."
"""Begins the id of a case that nobody said anything of yet: it is shown, and written with the first thing said. Then
come the order's key and a stamp of what the draft was made of, as the journal number is for a case."""


class Cases:
    """Fits the ui's ``Cases`` but for ``proceed``, which is the outbox's."""

    def __init__(self, store: Store, turn: Turn, shop: Callable[[StoreId], Shop | None]) -> None:
        self._store, self._turn, self._shop = store, turn, shop

    # -- reading ---------------------------------------------------------------------------------------------------
    def newest(self, tx: Session, key: OrderKey) -> tuple[Case, int] | None:
        """The order's open case, else its newest closed one, with its journal number."""
        hand = self._turn.look(tx, key)
        return None if hand.case is None else (hand.case, hand.seq)

    def view(self, key: OrderKey) -> CaseView:
        """Everything the case's page shows. Looking makes no case: without one, a draft of it is shown (``seq`` 0),
        which ``do`` begins with the first thing said."""
        with self._store.read() as tx:
            hand = self._turn.look(tx, key)
            if hand.case is None:
                return self._view(tx, hand, self._draft(tx, hand), 0)
            return self._view(tx, hand, hand.case, hand.seq)

    def _draft(self, tx: Session, hand: Hand) -> Case:
        """The case as it would begin now, with all that follows by itself; its id tells what it was made of."""
        said, now = orders.saying(tx, hand.key), hand.ground.now
        state = case_state.open_case(CaseId(""), hand.key, hand.legs, said.asked_at, now)
        draft = follow(replace(state, wish=said.wish), hand.ground)
        return replace(draft, id=CaseId(f"{DRAFT}{hand.key}.{_stamp(draft, hand.order)}"))

    def _view(self, tx: Session, hand: Hand, case: Case, seq: int) -> CaseView:
        """Reads what the page shows is made of; ``case_view.build`` makes it."""
        book, shop = self._turn.assess.book(tx), self._shop(hand.order.store)
        return build(
            CaseFacts(
                case=case,
                seq=seq,
                order=read_order(tx, hand, self._turn, shop),
                ground=hand.ground,
                bank=book.bank,
                zone=book.zone,
                shop=shop is not None,
                shared=self._shared(tx, hand.key, case.legs),
                texts={ref: orders.text_of(tx, ref) for ref in references(case)},
                hints=orders.hints(tx, hand.key),
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
        """Makes sure that the order has a case: its open one, else its newest, else a fresh one. For whoever plants
        orders with cases; the window looks at a draft instead (``view``)."""
        with self._store.write() as tx:
            hand = self._turn.look(tx, key)
            if hand.case is not None:
                return Changes()
            hand, said = self._turn.hand(tx, key), orders.saying(tx, key)
            case = CaseId(uuid.uuid4().hex)
            state = case_state.open_case(case, key, hand.legs, said.asked_at, self._turn.moment(tx))
            hand.begin(replace(state, wish=said.wish), Followed.OPENED)
        return Changes(orders=frozenset([key]), cases=frozenset([case]))

    def do(self, case: CaseId, seq: int, move: mv.Move, texts: Mapping[str, str] | None = None) -> Changes:
        """A move of the person on state ``seq``. Refused("moved_on") when it is not the newest any more."""
        return self.do_all(case, seq, (move,), texts)

    def do_all(
        self, case: CaseId, seq: int, moves: Sequence[mv.Move], texts: Mapping[str, str] | None = None
    ) -> Changes:
        """One press: its moves one after the other, all of them or none, on state ``seq``. Each has its own row in the
        journal. ``texts`` belong to the last. Refused("moved_on") when ``seq`` is not the newest any more; what refuses
        one of the moves takes back the whole press."""
        with self._store.write() as tx:
            hand = self._begun(tx, case) if case.startswith(DRAFT) else self._turn.case(tx, case)
            if hand.case is None or (hand.seq != seq and not case.startswith(DRAFT)):
                raise Refused("moved_on")
            now = hand.case.id
            for place, move in enumerate(moves, 1):
                more = place < len(moves)
                self._do(tx, hand, move, {} if more else texts or {}, more)
        return Changes(orders=self._turn.changed(tx), cases=frozenset([now]))

    def _do(self, tx: Session, hand: Hand, move: mv.Move, texts: Mapping[str, str], more: bool) -> None:
        """One move on the order in hand; the other orders that it is told to are in hand then."""
        hand.take_up()  # what the same press did before may have let a purchase be seen
        assert hand.case is not None
        said = self._with_texts(tx, hand.key, move, texts)
        if (spoken := _spoken(said)) is not None:
            legs = with_unlinked(hand.ground.situation(hand.case))
            self._own_stock(tx, hand, spoken, legs)
            self._spread(tx, hand, spoken, legs)
        if isinstance(said, mv.SayPart):
            number = next((leg.number for leg in hand.legs if leg.id == said.leg), None)
            if number is not None:
                self._note_part(tx, hand, number, said.part)
        hand.keep(apply(hand.case, said, hand.ground, more), word(move))
        if isinstance(said, mv.Reorder):  # what is known of that purchase is seen at once
            note_asked(tx, hand.key, said.number)
            put_back(tx, hand.key, said.number)
            PurchaseLinker(self._turn).see(tx, said.number)
            if not more:  # the same press buys another again: the case is not over yet
                hand.follow()

    def _begun(self, tx: Session, draft: CaseId) -> Hand:
        """The order of a draft, whose case begins now. Refused("moved_on") when somebody began one meanwhile, or when
        what the page showed is no more: money moved, a leg, the phase."""
        hand = self._turn.hand(tx, OrderKey(int(draft.removeprefix(DRAFT).split(".")[0])))
        now = self._draft(tx, hand)
        if hand.case is not None or now.id != draft:
            raise Refused("moved_on")
        hand.begin(replace(now, id=CaseId(uuid.uuid4().hex)), Followed.OPENED)
        return hand

    def _note_part(self, tx: Session, hand: Hand, number: SupplierNumber, part: str) -> None:
        """What is asked for of a shared purchase is noted on the other orders that it serves."""
        others = [other for other in suppliers.served_by(tx, number) if other != hand.key]
        for other in self._turn.hands(tx, others):
            orders.happened(tx, other.key, self._turn.moment(tx), f"shared_{part}", {"order": hand.order.name})

    def report(self, key: OrderKey, said: Report) -> Changes:
        """What is said of a leg, with a case or without."""
        with self._store.write() as tx:
            hand = self._turn.hand(tx, key)
            legs = {leg.id: leg for leg in with_unlinked(hand.situation())}
            if said.leg not in legs:
                raise Refused("no_leg")
            if said.say is Say.UNDO and not _free(hand, legs[said.leg]):
                raise Refused("not_now")
            self._spread(tx, hand, said, legs.values())
            if said.say is Say.ASKED and said.part and (number := legs[said.leg].number) is not None:
                self._note_part(tx, hand, number, said.part)
            self._own_stock(tx, hand, said, legs.values())
            moved = report(legs[said.leg], said, hand.ground.now, hand.ground.clocks)
            hand.put_legs(in_its_place(hand.legs, said.leg, moved))
            what = SCAN_ELSEWHERE if said.say is Say.SCAN and said.detail == "elsewhere" else said.say
            orders.happened(tx, key, self._turn.moment(tx), f"said_{what}")
        return Changes(orders=self._turn.changed(tx))

    def _own_stock(self, tx: Session, hand: Hand, said: Report, legs: Iterable[Leg]) -> None:
        """*Own stock* is remembered per product, wherever it is said (rules §3), and forgotten with the saying that
        had it remembered. The orders that this changes are in hand then."""
        known = tuple(legs)
        leg = next((one for one in known if one.id == said.leg), None)
        if leg is not None and said.say is Say.OWN_STOCK:
            remember_own_stock(tx, hand.order, leg.units, hand.ground.now)
        if leg is not None and said.say is Say.UNDO:
            self._turn.refresh(tx, forget_own_stock(tx, hand.order, known, leg, hand.ground.now))

    def _spread(self, tx: Session, hand: Hand, said: Report, legs: Iterable[Leg]) -> None:
        """A purchase that serves several orders is a leg in each: what is said of the whole is said of the others too,
        where it can be true (``sharing``); *only our part*, and what differs, is noted there."""
        hand.said_of_money(said)
        leg = next((one for one in legs if one.id == said.leg), None)
        if leg is None or leg.number is None or said.units:
            return
        if said.say is not Say.UNDO and said.say not in sharing.TOLD:
            return
        others = {other for other in suppliers.served_by(tx, leg.number) if other != hand.key}
        for other in self._turn.hands(tx, sorted(others)):
            heard = [self._heard(other, mine, leg, said) if mine.number == leg.number else mine for mine in other.legs]
            moved = tuple(heard) != other.legs
            if said.say is Say.UNDO and not moved:
                continue
            note: dict[str, object] = {"order": hand.order.name} | ({} if moved else {"differs": True})
            orders.happened(tx, other.key, hand.ground.now, f"shared_{said.say}", note)
            other.put_legs(tuple(heard))

    def _heard(self, other: Hand, mine: Leg, leg: Leg, said: Report) -> Leg:
        """The other order's leg of this purchase after what was said of the whole. The amount was typed for one order:
        each of the others awaits its own share of the cost."""
        if said.say is Say.UNDO:
            free = other.case is None or may_take_back(other.case, mine)
            return sharing.taken_back(mine, leg, free, other.ground.now, other.ground.clocks)
        if not sharing.concerns(mine, leg, said):
            return mine
        (heard,) = report(mine, replace(said, leg=mine.id, amount=None, part=""), other.ground.now, other.ground.clocks)
        return heard

    def _with_texts(self, tx: Session, key: OrderKey, move: mv.Move, texts: Mapping[str, str]) -> mv.Move:
        names = {field.name for field in fields(move)}
        kept: dict[str, Any] = {}
        for name, words in texts.items():
            if name not in names or not name.endswith("_ref"):
                raise ValueError(f"{type(move).__name__} has no {name}")
            kept[name] = orders.put_text(tx, key, name.removesuffix("_ref"), words, self._turn.moment(tx))
        return replace(move, **kept)

    # -- the outbox's way in -----------------------------------------------------------------------------------------
    def read(self, tx: Session, case: CaseId) -> tuple[Case, int]:
        """The newest state of a case, in hand. KeyError for none."""
        hand = self._turn.case(tx, case)
        assert hand.case is not None
        return hand.case, hand.seq

    def ground(self, tx: Session, key: OrderKey) -> Ground:
        """What a case of this order stands on now."""
        return self._turn.hand(tx, key).ground

    def refresh(self, tx: Session, key: OrderKey) -> None:
        """The order was seen anew: its case follows at once; it is judged and written before the commit."""
        self._turn.hand(tx, key).follow()

    def write(self, tx: Session, case: Case, seq: int, move: str) -> None:
        """Appends a state that an answer or a look made; the rest follows before the commit."""
        hand = self._turn.case(tx, case.id)
        if hand.seq + 1 != seq:
            raise Refused("moved_on")
        hand.keep(case, move)

    # -- Shopify's suggestion --------------------------------------------------------------------------------------
    def suggest(self, key: OrderKey, lines: Any, shipping: bool) -> SuggestedRefund:
        """Shopify's own suggestion for the plan page. NotAllowed("no_shop") without a connected shop."""
        with self._store.read() as tx:
            order = orders.load(tx, key)
        shop = self._shop(order.store)
        if shop is None or order.shopify_id is None:
            raise NotAllowed("no_shop")
        return shop.suggest(order.shopify_id, lines, shipping)


def _stamp(draft: Case, order: Order) -> str:
    """What a draft shows that a press rests on: the case but for its moment, and the order's money."""
    ever = datetime.min.replace(tzinfo=UTC)
    phase = replace(draft.phase, at=ever) if isinstance(draft.phase, Closed) else draft.phase
    shown = codec.dump(Case, replace(without_sightings(draft), phase=phase, opened_at=ever))
    money = (order.received, order.returned, order.refund_pending, order.cancelled_at is not None)
    return hashlib.sha256(f"{shown}{money}".encode()).hexdigest()[:16]


def _spoken(move: mv.Move) -> Report | None:
    """What a move says of a leg: a report, or that an answer was wrong."""
    if isinstance(move, mv.Untick) and move.what == "answer":
        return Report(move.leg, Say.UNDO)
    return move if isinstance(move, Report) else None


def _free(hand: Hand, leg: Leg) -> bool:
    """Whether the newest answer about a leg may be taken back."""
    return leg.was is not None if hand.case is None else may_take_back(hand.case, leg)
