"""Numbers that an order names: which the person took off it, and which wait for a yes or a no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dropdesk.domain.supplier.match import to_ask
from dropdesk.domain.values import OrderKey, SupplierNumber
from dropdesk.store import orders, settings

if TYPE_CHECKING:
    from sqlmodel import Session


def taken_off(tx: Session, key: OrderKey) -> set[str]:
    """Numbers that the person said are none of this order's: nothing links them by itself, nobody asks again."""
    return set(settings.get(tx, _taken_off(key), []))


def take_off(tx: Session, key: OrderKey, number: SupplierNumber) -> None:
    """Remembers a *no*."""
    settings.put(tx, _taken_off(key), sorted(taken_off(tx, key) | {number}))


def put_back(tx: Session, key: OrderKey, number: SupplierNumber) -> None:
    """Forgets a *no*: the person linked it after all."""
    settings.put(tx, _taken_off(key), sorted(taken_off(tx, key) - {number}) or None)


def named(tx: Session, key: OrderKey) -> tuple[SupplierNumber, ...]:
    """Numbers that the order names and nobody answered for."""
    found = orders.hints(tx, key)
    if not found:
        return ()
    return to_ask(found, orders.load(tx, key), orders.legs(tx, key), taken_off(tx, key))


def _taken_off(key: OrderKey) -> str:
    return f"unlinked:{key}"
