"""Sentences about a case that several pages say, each the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dropdesk.domain.case.shape.phases import Cleared, Phase, RefundOwed, Withdrawing
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.values import Money
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import listed, tr
from dropdesk.ui.words import cases as said
from dropdesk.ui.words.people import first_name


def says_itself(phase: Phase) -> bool:
    """Whether the page of this phase says itself what came of the last press, beside what it would press anew."""
    return isinstance(phase, (Cleared, RefundOwed))


def held_words(view: CaseView, now: datetime) -> str:
    """What the last press did not do, and why; ``""`` where it did, or where the person has decided anew since."""
    what = view.case.held
    return "" if what is None else said.held(what, view.order.order.currency, view.case.notice, now)


def no_mail(view: CaseView) -> tuple[str, str]:
    """What is said where the refund fell away that was to bring the e-mail; what others wrote nobody tells."""
    name = customer(view)
    said_ = tr("DropDesk had no e-mail sent to {name}.", name=name)
    return said_, tr("It was to go with the refund. Write to {name} if nobody has.", name=name)


def kept_words(view: CaseView) -> list[str]:
    """That a supplier is asked to cancel what the customer keeps, each: above every page, but on its own."""
    if isinstance(view.case.phase, Withdrawing):
        return []
    titles = {line.id: line.title for line in view.order.order.lines}
    found: list[str] = []
    for leg in view.legs:
        if leg.unwished:
            items = listed(f"{n} × {titles.get(line, '?')}" for line, n in leg.requested or leg.lines)
            made = tr(
                "{supplier} is still asked to cancel {items}. {name} keeps that.",
                supplier=heading(leg.leg), items=items, name=customer(view),
            )  # fmt: skip
            found.append(made)
    return found


def given_words(view: CaseView, now: datetime) -> str:
    """What went back as goodwill in this case, and when the last of it did, where Shopify tells that; ``""`` for none:
    the page after it says what was done, whatever phase the case is in."""
    case, order = view.case, view.order.order
    if not case.goodwill:
        return ""
    rows = [one for one in order.refunds if one.amount or one.pending]
    ours = [one for one in rows if any(key in one.note for key in case.goodwill_keys)]
    ours += [one for one in rows if one not in ours and one.amount + one.pending in case.by_hand]
    amount = words.money(case.goodwill, order.currency)
    if not ours:
        return tr("{amount} given back as goodwill.", amount=amount)
    when = words.moment(max(one.at for one in ours), now, inner=True)
    return tr("{amount} given back as goodwill, {when}.", amount=amount, when=when)


def came_of(view: CaseView, why: str, now: datetime) -> str:
    """What brought the case to its page; ``""`` where the words about the held press say the same."""
    held = view.case.held
    words_ = said.happened(why, "", view.case.notice, now)
    return "" if held is not None and (why == held.why or words_ in held_words(view, now)) else words_


def store_closed(context: AppContext, view: CaseView) -> str:
    """Why nothing can be sent to a store that is connected: its keys are still being read, or cannot be."""
    store = next((one for one in context.stores() if one.id == view.order.order.store), None)
    if view.connected or store is None or view.order.order.shopify_id is None:
        return ""
    if store.offline:
        return tr("{why} Nothing was sent.", why=words.error(Expected(store.offline)))
    return tr(
        "The keys of {store} are not read from the keyring yet. Nothing was sent. Wait a moment.", store=store.name
    )


def who(leg: Leg | None) -> str:
    """The supplier's name, or the word."""
    return (leg.supplier if leg is not None else "") or tr("the supplier")


def heading(leg: Leg | None) -> str:
    """The supplier's name, or the word, where a line begins with it."""
    name = who(leg)
    return name[:1].upper() + name[1:]


def customer(view: CaseView) -> str:
    """How the customer is called on a page (``words.people.first_name``)."""
    return first_name(view.order.person)


def loss_said(loss: Money | None, at_least: bool) -> str:
    """A possible loss, the same on every page and in the record (rules §4.1)."""
    return tr("an unknown amount") if loss is None else words.at_least(words.amount(loss), at_least)


def joined(parts: Sequence[str]) -> str:
    """Names in a row, as the language writes them."""
    return listed(parts)
