"""The facts of the detail pane: what each side says, how old that is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from dropdesk.domain.supplier.answers import ANSWERS, closings, quick
from dropdesk.domain.supplier.leg import Leg, LegState, scanned_elsewhere
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.supplier.sharing import ASKED_FOR, ONLY_OURS
from dropdesk.domain.supplier.status_words import Meaning, meaning
from dropdesk.domain.values import Where
from dropdesk.ui import words
from dropdesk.ui.i18n import chinese, tr, trn
from dropdesk.ui.kit import Button, Fact, PlainLabel, column, plain, row
from dropdesk.ui.theme import Type

if TYPE_CHECKING:
    from dropdesk.domain.case.shown.order_view import OrderView

ORDER_PAGE = "https://www.aliexpress.com/p/order/detail.html?orderId={number}"
TRACKING_PAGE = "https://www.aliexpress.com/p/tracking/index.html?tradeOrderId={number}"


def order_page(leg: Leg) -> str:
    """The purchase's page at AliExpress, ``""`` where nothing is linked. Numbers are digits only (R-28)."""
    number = leg.number or ""
    return ORDER_PAGE.format(number=number) if number.isdigit() else ""


def tracking_page(leg: Leg) -> str:
    """The purchase's tracking page; ``""`` where there is none."""
    number = leg.number or ""
    return TRACKING_PAGE.format(number=number) if number.isdigit() else ""


def _word(leg: Leg) -> str:
    """What its page says, as the page or the file writes it; our own code in words."""
    return words.page_word(leg.raw_status) or "” · “".join(plain(one) for one in words.told_words(leg.raw_status))


def leg_words(leg: Leg) -> str:
    """State of a leg in words, with the number of units left to the lines below."""
    if leg.state == LegState.GONE and leg.label_only:
        return tr("Label made, no scan")
    if scanned_elsewhere(leg):
        return tr("{state} · scanned elsewhere", state=words.leg_state(leg.state))
    if leg.state == LegState.UNCLEAR and leg.raw_status:
        return tr("Unclear: “{words}”", words=_word(leg))
    if leg.part == ONLY_OURS and leg.state in _OF_A_PART:
        return tr("{state} (this order’s part)", state=words.leg_state(leg.state))
    return words.leg_state(leg.state)


_OF_A_PART = frozenset({LegState.ASKED, LegState.REFUSED, LegState.STOPPED})
"""What is true of this order's part alone, where no more than that was asked for."""


def other_orders(orders: Sequence[str]) -> str:
    """The other orders of a shared purchase, few enough for a line."""
    if len(orders) > 3:
        return trn("%n other order", "%n other orders", len(orders))
    return ("、" if chinese() else ", ").join(orders)


def part_options(orders: Sequence[str]) -> list[tuple[str, str]]:
    """Of a purchase that serves ``orders`` too: what can be meant, and its words. None is the usual one."""
    return [
        (ONLY_OURS, tr("Only this order’s part")),
        ("all", tr("All of it, also for {orders}", orders=other_orders(orders))),
    ]


_ONE_ACT = timedelta(minutes=1)
"""A tick and the moment that it is kept are one act."""


def seen_words(where: Where, at: datetime, now: datetime) -> str:
    """How a fact came to be known, and when."""
    age = words.age(at, now)
    if where is Where.PERSON:
        return tr("you looked {age}", age=age)
    return tr("{where} {age}", where=words.where(where), age=age)


def leg_age(leg: Leg, now: datetime) -> str:
    """How the leg's newest fact came to be known, and when."""
    looked, known = leg.looked_at, leg.known_at
    if contradicted(leg):
        return _both(leg, now)
    ticked, newest = leg.request_ticked_at, looked
    if newest is None or (known is not None and known > newest):
        newest = known
    if leg.grown_at is not None and known is not None and not (looked is not None and looked > known):
        return seen_words(leg.where, leg.grown_at, now)  # a file's older word: as old as the file's newest date
    if newest is not None and ticked is not None and leg.state is LegState.ASKED and abs(newest - ticked) < _ONE_ACT:
        return tr("you asked {age}", age=words.age(newest, now))  # their own act, told by a tick: nobody looked
    if looked is not None and (known is None or looked >= known):
        return tr("you looked {age}", age=words.age(looked, now))
    if known is None:
        return tr("not looked at yet")
    if leg.where is Where.PERSON:  # agreed, sent back, decided: said by the person, no look at the page
        return tr("you said {age}", age=words.age(known, now))
    return seen_words(leg.where, known, now)


_NO_WORD = (None, LegState.UNCLEAR, LegState.UNLINKED)


def contradicted(leg: Leg) -> bool:
    """Whether a newer word stands against what was known before: both are shown, each with who and when (rules §3)."""
    if leg.state != LegState.UNCLEAR or not leg.raw_status or leg.before in _NO_WORD:
        return False
    # A close without a reason, or a word nobody knows, says nothing against it: it is only unclear (rules §3).
    return leg.where is Where.PERSON or meaning(leg.raw_status) not in (None, Meaning.UNCLEAR)


def both_words(leg: Leg, now: datetime) -> tuple[tuple[str, str], tuple[str, str]]:
    """Of a contradiction: the word that made it unclear and what was known before, each with who and when."""
    newer, before = _word(leg), words.leg_state(leg.before or "")
    if leg.where is Where.PERSON:
        said = tr("you said {age}", age=words.age(leg.known_at, now)) if leg.known_at else ""
        was = leg.was
        if was is None or was.known_at is None:
            return (newer, said), (before, "")
        return (newer, said), (before, leg_age(was, now))
    looked, known = leg.looked_at, leg.sighted_at or leg.known_at
    told = tr("from a file") if leg.where in _FILES else words.where(leg.where)
    if known is not None and (looked is None or known > looked):
        told = seen_words(leg.where, known, now)
    # Looked since it is unclear ("still the same"): that look was not of what was known before.
    again = looked is not None and leg.known_at is not None and looked > leg.known_at
    if looked is None or again:
        return (newer, told), (before, "")
    return (newer, told), (before, tr("you looked {age}", age=words.age(looked, now)))


_FILES = (Where.ALIEXPRESS_FILE, Where.SHOPIFY_FILE)


def _both(leg: Leg, now: datetime) -> str:
    """Who tells the newer word, and when; then what was known before, and whence."""
    (_, told), (before, whence) = both_words(leg, now)
    if not whence:
        return tr("{file} · before: “{word}”", file=told, word=before)
    return tr("{file} · {whence}: “{word}”", file=told, whence=whence, word=before)


def unchanged(leg: Leg) -> tuple[Say, str] | None:
    """What *I looked: unchanged* says for a leg in its present state, and its words: a look, never a move (rules §3).
    None where nobody knows a state that could still be so ("nothing yet: just linked")."""
    still = ANSWERS[leg.state].still
    if still is Say.NOT_SHIPPED:
        return still, tr("Still not shipped")
    names = {
        LegState.UNPAID: tr("Still unpaid"),
        LegState.GONE: tr("Still on its way"),
        LegState.DELIVERED: tr("Still delivered"),
        LegState.STOPPED: tr("Still cancelled"),
        LegState.NOT_ORDERED: tr("Still nothing ordered"),
        LegState.DISPUTABLE: tr("Still no scan"),
        LegState.DISPUTED: tr("Dispute unchanged"),
        LegState.RETURNING: tr("Return unchanged"),
        LegState.HANDLED: tr("Still settled"),
    }
    if leg.state in names:
        return Say.UNCHANGED, names[leg.state]
    if leg.state is LegState.UNCLEAR and leg.raw_status:
        return Say.UNCHANGED, tr("Still “{words}”", words=_word(leg))
    return None


def changes(leg: Leg) -> list[tuple[Say, str]]:
    """What a look may have found, in the order of the trade."""
    found = _found(leg.state)
    return [(say, found[say]) for say in quick(leg)]


def _found(state: LegState) -> dict[Say, str]:
    """What the pane calls what a look found; some of it by what was known before."""
    after_all = state in (LegState.STOPPED, LegState.NOT_ORDERED)
    went = state in (LegState.GONE, LegState.DELIVERED)  # then it is offered of this order's part alone
    return {
        Say.ACCEPTED: tr("This order’s part is cancelled") if went else tr("It is cancelled: the supplier agreed"),
        Say.CLOSED_ITSELF: tr("It closed by itself"),
        Say.SHIPPED: tr("It was shipped after all") if after_all else tr("It is shipped"),
        Say.LABEL_ONLY: tr("There is a number, but no scan"),
        Say.DELIVERED: tr("It is delivered"),
        Say.AWAITS_PAYMENT: tr("It awaits payment"),
        Say.PAID: tr("It is paid, not shipped") if state is LegState.UNCLEAR else tr("It is paid"),
        Say.DROPPED: tr("I dropped the purchase"),
        Say.ASKED: tr("A cancellation is requested"),
        Say.REFUSED: tr("The supplier refused"),
        Say.SCAN: tr("The parcel was scanned"),
        Say.NEVER_ORDERED: tr("Nothing was ordered"),
        Say.CAME_BACK: tr("It came back"),
        Say.OFFERS_DISPUTE: tr("The page offers a dispute"),
        Say.UNCLEAR: tr("The page says something else"),
        Say.DISPUTE_WON: tr("The dispute is won"),
        Say.DISPUTE_LOST: tr("The dispute is lost"),
    }


_WHOSE = ASKED_FOR | {Say.ASKED}
"""What is said of a shared purchase, or asked of its supplier, is about a part of it or about all."""


class LegFact(QWidget):
    """One purchase: its state, its age, *Look again*. The look opens the page; then the row asks what it shows."""

    said = Signal(object)
    looked = Signal(str)
    link_wanted = Signal()

    def __init__(
        self, leg: Leg, now: Callable[[], datetime], number: int, several: bool, others: Sequence[str] = ()
    ) -> None:
        """``others``: names of the other orders that this purchase serves."""
        super().__init__()
        self._leg, self._now, self._others = leg, now, others
        outer = column(6, parent=self)
        name = tr("Purchase {n}", n=number) if several else "AliExpress"
        unlinked = leg.state == LegState.UNLINKED
        if unlinked:
            fact = Fact(name, leg_words(leg), tr("no purchase known"), tr("Link…"), tr("Link a purchase"))
        else:
            age = leg_age(leg, now())
            if several and leg.supplier:
                age = f"{plain(leg.supplier)} · {age}"
            fact = Fact(name, leg_words(leg), age, tr("Look again"))
        fact.acted.connect(self.link_wanted if unlinked else self.look)
        outer.addWidget(fact)
        self._ask = QWidget()
        asks = column(6, (82, 2, 0, 4), self._ask)
        asks.addWidget(PlainLabel(tr("What does the page show?"), Type.SMALL, "text2", wrap=True))
        line = row(8)
        still = unchanged(leg)
        self._same: Button | None = None
        if still is not None:
            say, text = still
            self._same = Button(text, height=30)
            self._same.clicked.connect(lambda: self._say(say))
            line.addWidget(self._same)
        self._other = Button(tr("Changed…") if still is not None else tr("Choose…"), height=30)
        self._other.clicked.connect(self._menu)
        line.addWidget(self._other)
        line.addStretch(1)
        asks.addLayout(line)
        self._ask.hide()
        outer.addWidget(self._ask)

    @property
    def leg(self) -> Leg:
        return self._leg

    def look(self) -> None:
        """Opens the purchase's page and asks what it shows. The focus goes to none of the answers: each is a claim."""
        if order_page(self._leg):
            self.looked.emit(order_page(self._leg))
        self.ask()
        self._other.setFocus()

    def ask(self) -> None:
        """Asks what the page shows."""
        self._ask.show()

    def asks(self) -> bool:
        """Whether it waits for the answer."""
        return not self._ask.isHidden()

    def _menu(self) -> None:
        menu = self.answers()
        menu.exec(self._other.mapToGlobal(self._other.rect().bottomLeft()))
        menu.deleteLater()

    def answers(self) -> QMenu:
        """What a look may have found."""
        menu = QMenu(self)
        menu.setAccessibleName(tr("What changed"))
        for say, text in changes(self._leg):
            if say is Say.CLOSED_ITSELF and len(closings(self._leg.state)) > 1:
                self._closings(menu.addMenu(text))
            elif say in _WHOSE and self._others and not self._leg.part:
                self._parts(menu.addMenu(text), say)
            else:
                menu.addAction(text).triggered.connect(lambda _=False, say=say: self._say(say))
        return menu

    def _parts(self, menu: QMenu, say: Say) -> None:
        """About this order's part, or about all of a shared purchase: none is taken for granted."""
        for part, text in part_options(self._others):
            menu.addAction(text).triggered.connect(lambda _=False, part=part: self._say(say, part))

    def _closings(self, menu: QMenu) -> None:
        """How it closed: nobody is blamed for what was never paid."""
        from dropdesk.ui.words import cases  # late: the first frame does without

        for how in closings(self._leg.state):
            act = menu.addAction(cases.ended(how))
            act.triggered.connect(lambda _=False, how=how: self._say(Say.CLOSED_ITSELF, detail=how))

    def _say(self, say: Say, part: str = "", detail: str = "") -> None:
        """It says *that*, never *when*: a click makes no event of its own moment (rules §2)."""
        self._ask.hide()
        if say is Say.CLOSED_ITSELF and not detail:
            detail = closings(self._leg.state)[0]
        self.said.emit(Report(self._leg.id, say, detail=detail, part=part))


def asked_with(leg: Leg) -> str:
    """That all of a shared purchase is asked for with another order, while this one has not been answered or asked;
    ``""`` where it is not so."""
    if not leg.asked_with or leg.state not in (LegState.OPEN, LegState.UNCLEAR):
        return ""
    return tr("The supplier is asked already to cancel all of it, with {orders}.", orders=other_orders(leg.asked_with))


def shared_words(view: OrderView) -> list[str]:
    """Which purchases serve other orders too, before anything is asked of them."""
    several = len(view.legs) > 1
    found = []
    for number, leg in enumerate(view.legs, 1):
        names = view.shared.get(leg.number, ()) if leg.number is not None else ()
        if names:
            which = tr("Purchase {n}", n=number) if several else tr("The purchase")
            found.append(tr("{purchase} also serves {orders}.", purchase=which, orders=other_orders(names)))
            if told := asked_with(leg):
                found.append(told)
    return found


def shop_fact(view: OrderView, now: datetime, can_check: bool) -> Fact:
    """What Shopify says and how old that is; a file's facts say *confirm in Shopify*."""
    order = view.order
    if order.cancelled_at is not None:
        value = tr("Cancelled, {payment}", payment=words.financial(order.financial).lower())
    else:
        value = tr(
            "{payment}, {fulfilment}",
            payment=words.financial(order.financial),
            fulfilment=words.fulfilment(order.fulfilment),
        )
    seen = seen_words(order.seen.where, order.seen.at, now)
    if order.from_file:
        seen = tr("{seen} · confirm in Shopify", seen=seen)
    return Fact("Shopify", value, seen, tr("Check now") if can_check and order.shopify_id else "")
