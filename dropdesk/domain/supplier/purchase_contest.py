"""Tellings of one purchase that one time gives and that disagree: two files, or the rows of one (rules §3 "Facts and
their age"). The grown word holds; where none is grown, all of them are named and the person is asked. So with what
it cost, for no amount grows. In whatever order the tellings come, they come to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dropdesk.domain.supplier.purchase import MIXED, Purchase
from dropdesk.domain.supplier.status_words import GROWN, STOPS, Meaning, Words, meaning
from dropdesk.domain.values import Money, Seen, Where

SUM, TOTAL = "sum", "total"
"""What a total is: no more than its items' sum, or told as such."""
_FURTHER = (Meaning.UNPAID, Meaning.NOT_STARTED, Meaning.OPEN, Meaning.ASKED, Meaning.PART_SHIPPED, Meaning.DISPUTED,
            Meaning.CLOSED_UNPAID, Meaning.CLOSED_PLATFORM, Meaning.CLOSED_NOT_SHIPPED, Meaning.CANCELLED, Meaning.WON,
            Meaning.SHIPPED, Meaning.COMPLETED)  # fmt: skip
"""Of two words of one time the further one stands. A stop is never further than a parcel that went out."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a purchase cost by its tellings. ``amounts``: more than one where they disagree; ``stands``: the one that
    holds, None until the person said which."""

    amounts: tuple[Money, ...]
    stands: Money | None
    age: datetime
    summed: bool


def age_of(told: Purchase, name: str) -> datetime:
    """As of when a fact (by field) was told."""
    ages = dict(told.told)
    if name == TOTAL:
        return ages.get(TOTAL, ages.get(SUM, told.seen.at))
    return ages.get(name, told.seen.at)


def far(told: Purchase, known: Words | None) -> int:
    """How far a word says that the purchase is; -1: nobody knows."""
    found = meaning(told.status, told.end_reason, known)
    return _FURTHER.index(found) if found in _FURTHER else -1


def summed(told: Purchase) -> bool:
    """Whether a total is no more than its items' sum."""
    ages = dict(told.told)
    return SUM in ages or (TOTAL not in ages and only_summed(told))


def only_summed(purchase: Purchase) -> bool:
    """The same of one telling alone: shipping and discounts may be missing from it."""
    prices = [item.price.minor * item.quantity for item in purchase.items if item.price is not None]
    return purchase.total is None or purchase.total.minor == sum(prices)


def word_of(told: Sequence[Purchase], known: Words | None) -> str:
    """The word that holds of those that one time tells: the furthest, where one of them has grown or all mean the same;
    else all of them, joined: nobody knows a word of that name, so the purchase is unclear and the person is asked."""
    spoken = [one for one in told if one.status]
    whole = [one for one in spoken if MIXED not in one.status]
    furthest = max(whole, key=lambda one: (far(one, known), one.status), default=None)
    if furthest is not None and any(meaning(one.status, one.end_reason, known) in GROWN for one in whole):
        return furthest.status
    by_meaning: dict[str, str] = {}
    for word in sorted(word for one in spoken for word in one.status.split(MIXED)):
        by_meaning[str(meaning(word, known=known) or word.casefold())] = word
    return MIXED.join(sorted(by_meaning.values()))


def totals_of(told: Sequence[Purchase]) -> Totals | None:
    """What these tellings come to; None where none of them tells. The newest total stands; a sum of items is no better
    than a total. What the person said of the very same amounts holds."""
    with_total = [one for one in told if _amounts(one)]
    found = [one for one in with_total if not summed(one)] or with_total
    if not found:
        return None
    age = max(age_of(one, TOTAL) for one in found)
    newest = [one for one in found if age_of(one, TOTAL) == age]
    amounts = in_order({amount for one in newest for amount in _amounts(one)})
    said = in_order({one.total for one in newest if one.total is not None and one.contested == amounts})
    stands = amounts[0] if len(amounts) == 1 else next(iter(said), None)
    return Totals(amounts, stands, age, summed(newest[0]))


def total_said(state: Purchase, total: Money) -> Purchase:
    """What the person says of a purchase whose tellings name different totals: as old as they are, so that a newer file
    speaks louder. ValueError for an amount that is not asked about."""
    if total not in state.total_asked:
        raise ValueError(total)
    at = age_of(state, TOTAL)
    name = SUM if summed(state) else TOTAL
    return Purchase(
        state.number, "", Seen(None, Where.PERSON, at), total=total, contested=state.contested, told=((name, at),)
    )


def disagree(a: Purchase, b: Purchase, known: Words | None = None) -> bool:
    """Whether two tellings of one time say different things and neither holds: no word of them has grown, or one says
    that it was closed and the other that it went out; or each names another total."""
    if a.seen.at != b.seen.at:
        return False
    if _amounts(a) and _amounts(b) and _amounts(a) != _amounts(b) and summed(a) == summed(b):
        return True
    if not a.status or not b.status or a.status.casefold() == b.status.casefold():
        return False
    means = [meaning(one.status, one.end_reason, known) for one in (a, b)]
    if means[0] is not None and means[0] is means[1]:
        return False
    grown = [one for one in means if one in GROWN]
    return not grown or (len(grown) == len(means) and len(STOPS & set(grown)) == 1)


def in_order(amounts: set[Money]) -> tuple[Money, ...]:
    """Amounts that disagree, the same ones always in the same order."""
    return tuple(sorted(amounts, key=lambda one: (one.currency, one.minor)))


def without_total(told: Purchase) -> Purchase:
    """A telling with nothing of what it cost."""
    return replace(told, total=None, contested=())


def _amounts(told: Purchase) -> tuple[Money, ...]:
    return told.contested or (() if told.total is None else (told.total,))
