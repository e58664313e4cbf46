"""The demo shop: answers as Shopify does, from a small world of its own, without any network.

Its effects (cancellations, refunds, recalls) live in ``shop.json`` of the demo's folder, as they would live at Shopify:
closing or killing the app does not undo them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from dropdesk.domain.case.shape.permit import CancelPermit, RefundPart, RefundPermit
from dropdesk.domain.case.shape.shop_answers import (
    Accepted,
    JobState,
    Look,
    OrderPage,
    Outcome,
    Rejected,
    ShopInfo,
    SuggestedRefund,
)
from dropdesk.domain.order import FulfilmentRequest, Order, Recall, Refund, SeenOrder
from dropdesk.domain.values import LineId, Quantities, Seen, StoreId, Take, Where
from dropdesk.errors import Refused

STORE = StoreId("demo")
NAME = "Nordlicht Wohnen"
_BUSY = timedelta(seconds=1)
"""A cancellation is a job: it runs for a moment."""
_SERVICE = timedelta(seconds=5)
"""How long a fulfilment service takes to give back what it is asked for."""
_DONE, _PENDING, _FAILED = "done", "pending", "failed"
"""What became of a refund's payment."""


@dataclass(slots=True)
class _Effects:
    """What was done to one order."""

    cancel_at: datetime | None = None
    cancel_reason: str = ""
    refund_all: int = 0
    recalled: bool = False
    refunds: list[dict[str, object]] = field(default_factory=list)
    recall_asked: datetime | None = None
    all_state: str = _DONE
    all_reason: str = ""


class DemoShop:
    """Fits ``Shop``. ``orders``: the world as it was at the start, by Shopify id."""

    def __init__(self, folder: Path, now: Callable[[], datetime], orders: tuple[SeenOrder, ...]) -> None:
        self._file, self._now = folder / "shop.json", now
        self._orders = {one.order.shopify_id or "": one for one in orders}
        self._effects = {key: _Effects() for key in self._orders}
        self.refunds_become, self.failure = _DONE, ""
        """What the payment provider does with the next refunds: ``done``, ``pending``, ``failed``; and why."""
        self._load()

    @property
    def store(self) -> StoreId:
        """The demo's only store."""
        return STORE

    # -- kept effects ----------------------------------------------------------------------------------------------
    def _load(self) -> None:
        if not self._file.exists():
            return
        for key, kept in json.loads(self._file.read_text("utf-8")).items():
            at, asked = kept["cancel_at"], kept.get("recall_asked")
            self._effects[key] = _Effects(
                datetime.fromisoformat(at) if at else None,
                kept["cancel_reason"],
                kept["refund_all"],
                kept["recalled"],
                kept["refunds"],
                datetime.fromisoformat(asked) if asked else None,
                kept.get("all_state", _DONE),
                kept.get("all_reason", ""),
            )

    def _keep(self) -> None:
        kept = {
            key: {
                "cancel_at": done.cancel_at.isoformat() if done.cancel_at else None,
                "cancel_reason": done.cancel_reason,
                "refund_all": done.refund_all,
                "recalled": done.recalled,
                "refunds": done.refunds,
                "recall_asked": done.recall_asked.isoformat() if done.recall_asked else None,
                "all_state": done.all_state,
                "all_reason": done.all_reason,
            }
            for key, done in self._effects.items()
            if done != _Effects()
        }
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(kept), "utf-8")
        os.replace(part, self._file)

    # -- reading ---------------------------------------------------------------------------------------------------
    def test(self) -> ShopInfo:
        """A shop in EUR, in Berlin, that needs no scope and misses none."""
        return ShopInfo(STORE, "demo", NAME, "EUR", "Europe/Berlin", frozenset(), (), (), "demo")

    def orders(self, since: datetime | None) -> Iterator[OrderPage]:
        """All of them on one page; the demo is small."""
        found = tuple(replace(seen, order=self._present(key)) for key, seen in self._orders.items())
        newest = max((one.order.updated_at for one in found if one.order.updated_at), default=None)
        yield OrderPage(found, newest, last=True)

    def look(self, shopify_id: str, job: str | None = None) -> Look:
        """The order with what was done to it; a cancellation is a running job for ``_BUSY``. Refused("no_order") for an
        id the demo does not know."""
        key = self._known(shopify_id)
        order = self._present(key)
        done = self._effects[shopify_id]
        state = JobState.NONE
        if done.cancel_at is not None:
            state = JobState.RUNNING if order.cancel_running else JobState.DONE
        return Look(order, state, server_time=self._now(), hints=self._orders[key].hints)

    def _known(self, shopify_id: str) -> str:
        if shopify_id not in self._orders:
            raise Refused("no_order")
        return shopify_id

    def _present(self, key: str) -> Order:
        """The order with everything that was done to it, as of now."""
        base, done, now = self._orders[key].order, self._effects[key], self._now()
        refunds = tuple(_refund(kept) for kept in done.refunds)
        named: dict[LineId, int] = {}
        for refund in refunds:
            for take in refund.lines if refund.amount or refund.pending else ():
                named[take.line] = named.get(take.line, 0) + take.quantity
        back = done.recalled or (done.recall_asked is not None and now - done.recall_asked >= _SERVICE)
        lines = tuple(
            replace(line, returned=line.returned + named.get(line.id, 0), requested=0 if back else line.requested)
            for line in base.lines
        )
        order = replace(
            _with_refunds(base, refunds),
            lines=lines,
            requests=() if back else tuple(_asked(one, done.recall_asked) for one in base.requests),
            seen=Seen(None, Where.SHOPIFY_API, now),
        )
        if done.cancel_at is None:
            return order if order.returned == base.returned else replace(order, financial=_financial(order))
        if now - done.cancel_at < _BUSY:
            return replace(order, cancel_running=True)
        if done.refund_all:
            every = _shown(f"{key}/refund/all", done.cancel_at, done.refund_all, done.all_state, done.all_reason)
            order = _with_refunds(order, (every,))
        return replace(
            order,
            cancelled_at=done.cancel_at,
            cancel_reason=done.cancel_reason,
            financial=_financial(order),
            updated_at=done.cancel_at,
        )

    def suggest(self, shopify_id: str, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        """What is left for the whole order; for lines their value, shipping only when nothing else is left."""
        order = self._present(self._known(shopify_id))
        left = order.left
        goods = sum(line.unit_value * line.quantity for line in order.lines)
        fee = max(0, (order.received or 0) - goods)
        by_line = {line.id: line for line in order.lines}
        wanted = left if lines is None else min(left, sum(by_line[t.line].unit_value * t.quantity for t in lines))
        if lines is not None and shipping:
            wanted = min(left, wanted + fee)
        part = RefundPart(f"{shopify_id}/transaction/1", "shopify_payments", wanted)
        gateways = ("shopify_payments",)
        return SuggestedRefund(wanted, left, fee if shipping else 0, order.currency, (part,), (left,), gateways)

    def admin_url(self, order: Order) -> str:
        """``""``: there is no admin to open."""
        return ""

    # -- doing -----------------------------------------------------------------------------------------------------
    def cancel(self, permit: CancelPermit) -> Outcome:
        """As Shopify: Rejected where it is cancelled already or was shipped after payment; else a job, and the refund
        of what is left when the permit asks for all. Kept in ``shop.json`` before it answers."""
        order = self._present(self._known(permit.shopify_id))
        done = self._effects[permit.shopify_id]
        if order.cancelled_at is not None or order.cancel_running:
            return Rejected("already_cancelled", "Order has already been canceled")
        if any(line.fulfilled for line in order.lines) and order.received:
            return Rejected("fulfilled", "Cannot cancel an order that has been fulfilled")
        done.cancel_at, done.cancel_reason = self._now(), str(permit.reason)
        # As Shopify: what is left, whatever somebody gave back since the order was read.
        left = (order.received or 0) - order.went_back
        done.refund_all = max(0, min(permit.amount, left)) if permit.refund_all else 0
        done.all_state, done.all_reason = self.refunds_become, self.failure
        self._keep()
        return Accepted(f"{permit.shopify_id}/job/cancel")

    def refund(self, permit: RefundPermit) -> Outcome:
        """As Shopify: the same key gives the same refund, however often it is sent; Rejected where more than was
        received would go back. Minor units."""
        order = self._present(self._known(permit.shopify_id))
        done = self._effects[permit.shopify_id]
        again = next((kept for kept in done.refunds if kept["key"] == permit.key), None)
        if again is not None:
            return _answer(again)
        if order.went_back + permit.amount > (order.received or 0):
            return Rejected("too_much", "Refund amount exceeds the amount available to refund")
        ref = f"{permit.shopify_id}/refund/{len(done.refunds) + 1}"
        done.refunds.append(
            {
                "state": self.refunds_become,
                "reason": self.failure,
                "id": ref,
                "key": permit.key,
                "at": self._now().isoformat(),
                "amount": permit.amount,
                "note": permit.note,
                "lines": [[take.line, take.quantity] for take in permit.lines],
            }
        )
        self._keep()
        return _answer(done.refunds[-1])

    def finish_refunds(self, failure: str = "") -> None:
        """What was pending goes through, or fails for this reason."""
        state = _FAILED if failure else _DONE
        for done in self._effects.values():
            for kept in done.refunds:
                if kept.get("state") == _PENDING:
                    kept["state"], kept["reason"] = state, failure
            if done.all_state == _PENDING:
                done.all_state, done.all_reason = state, failure
        self._keep()

    def recall(self, request_id: str, immediate: bool, message: str) -> Outcome:
        """Calls the units of a fulfilment request back: ``immediate`` at once, else the service answers after
        ``_SERVICE``."""
        for key, seen in self._orders.items():
            for request in seen.order.requests:
                if request.id == request_id and request.recall is not Recall.NONE:
                    if immediate:
                        self._effects[key].recalled = True
                    else:
                        self._effects[key].recall_asked = self._now()
                    self._keep()
                    return Accepted(request_id)
        return Rejected("no_request", "Fulfillment order not found")


def _refund(kept: dict[str, object]) -> Refund:
    lines = kept["lines"]
    assert isinstance(lines, list)
    amount = kept["amount"]
    assert isinstance(amount, int)
    at, state = datetime.fromisoformat(str(kept["at"])), str(kept.get("state", _DONE))
    shown = _shown(str(kept["id"]), at, amount, state, str(kept.get("reason", "")))
    return replace(
        shown, note=str(kept["note"]), lines=tuple(Take(LineId(line), int(quantity)) for line, quantity in lines)
    )


def _shown(ref: str, at: datetime, amount: int, state: str, reason: str) -> Refund:
    """A refund as its payment stands."""
    return Refund(
        ref,
        at,
        amount if state == _DONE else 0,
        pending=amount if state == _PENDING else 0,
        failed=amount if state == _FAILED else 0,
        reason=reason if state == _FAILED else "",
    )


def _with_refunds(order: Order, refunds: tuple[Refund, ...]) -> Order:
    """The order with these refunds besides its own; one that failed is shown and counts for nothing."""
    done = [refund.at for refund in refunds if refund.amount]
    return replace(
        order,
        refunds=(*order.refunds, *refunds),
        returned=order.returned + sum(refund.amount for refund in refunds),
        refund_pending=order.refund_pending + sum(refund.pending for refund in refunds),
        refunded_at=order.refunded_at or min(done, default=None),
    )


def _answer(kept: dict[str, object]) -> Outcome:
    """What Shopify says to a refund as its payment stands."""
    refund = _refund(kept)
    if refund.failed:
        return Rejected("payment_failed", refund.reason)
    return Accepted(refund.id, refund.pending)


def _asked(request: FulfilmentRequest, at: datetime | None) -> FulfilmentRequest:
    """A request that its service was asked to give back: its status stays, as at Shopify."""
    return request if at is None else replace(request, recall=Recall.NONE, recall_asked_at=at)


def _financial(order: Order) -> str:
    if not order.received or not order.returned:
        return order.financial
    return "refunded" if order.returned >= order.received else "partially_refunded"
