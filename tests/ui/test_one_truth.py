"""One truth on every surface (issue 6, B8; findings D2, D5, D6, D9, D17, D21): the list's row with its tool tips and
what a screen reader says of it, the pane, the case page with its steps and timeline, and the status line state the same
verdict, next act, deadline, amounts and step, for phase × leg × money (``surfaces``), in English and 中文.

Every widget is built and read as a person reads it (``said``); what is compared is what they say. The suite walks every
pair of phase, leg and money; ``make surfaces`` walks the whole product.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import pytest
from PySide6.QtWidgets import QApplication

from dropdesk.domain.case.shape.state import Case, Held
from dropdesk.domain.case.shown.order_view import OrderView
from dropdesk.domain.listing import Query, View
from dropdesk.domain.order import BANK_TOOK_IT, Chargeback, Order
from dropdesk.domain.shrink import taken_back
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.values import OrderKey
from dropdesk.domain.verdict.verdict import REOPENED_FIRST, SERVES_THE_WISH, STOPS_IT, Action, Attention, Code
from dropdesk.ui import i18n, words
from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.status_line import StatusLine
from tests.conftest import LONG
from tests.ui.said import CaseSays, Eyes, PaneSays, RowSays
from tests.ui.surfaces import LEGS, MONEY, WAYS, Combination, Surfaces, covering, whole
from tests.ui.world import NOW

LANGUAGES = ("en", "zh_CN")
SHARD = 60
"""Orders of one database: so many rows fit a list that is read whole."""


@dataclass(frozen=True)
class Known:
    """What is so, as the store holds it: what every surface has to state."""

    key: OrderKey
    order: Order
    legs: tuple[Leg, ...]
    case: Case | None
    view: OrderView
    connected: bool

    @property
    def phase(self) -> str:
        return self.case.phase.kind if self.case is not None else "no case"

    @property
    def owing(self) -> bool:
        """Money is owed to the customer, be its amount known or not (W-10)."""
        return self.view.verdict.owed > 0 or (self.order.cancelled_at is not None and self.order.received is None)

    @property
    def sure(self) -> tuple[Leg, ...]:
        """The legs whose money can be counted on: what those of an Alarm owe, and what was agreed of goods that may be
        on their way, is at risk; what was given up is lost: neither is promised anywhere."""
        alarming = {read.leg for read in self.view.verdict.legs if read.code is Code.ALARM}
        doubtful = {read.leg for read in self.view.verdict.legs if read.in_doubt}
        settled = (LegState.STOPPED, LegState.NOT_ORDERED, LegState.NO_PURCHASE)
        return tuple(
            leg
            for leg in self.legs
            if leg.id not in alarming | doubtful
            and (leg.state in settled or (leg.state is LegState.HANDLED and not leg.loss_accepted))
        )

    @property
    def awaited(self) -> dict[str, int]:
        """Supplier money that is still to come, by currency: what was told, less what came or was given up."""
        found: Counter[str] = Counter()
        for leg in self.sure:
            if leg.money.awaited is not None:
                open_ = leg.money.awaited.minor - leg.money.received - leg.money.written_off
                found[leg.money.awaited.currency] += max(0, open_)
        return {currency: minor for currency, minor in found.items() if minor}

    @property
    def awaits_unknown(self) -> bool:
        return any(leg.money.unknown for leg in self.sure)

    @property
    def money_out(self) -> bool:
        """Supplier money is awaited, be it at risk or not."""
        return any(leg.money.unknown or _open(leg) for leg in self.legs)

    def at_risk(self, pane: PaneSays) -> str:
        """What an Alarm, or a parcel that went out after all, may cost as the pane says it, with the words of a cell;
        ``""`` where nothing is at risk."""
        told = dict(pane.amounts).get(tr("At risk"), "")
        amount = words.money(None, "EUR") if told == tr("unknown") else told
        return tr("{amount} at risk", amount=amount) if amount else ""

    def expected(self) -> str:
        """What is awaited, in words; ``""`` for nothing."""
        sums = " + ".join(words.money(minor, currency) for currency, minor in self.awaited.items())
        if not sums:
            return tr("an unknown amount") if self.awaits_unknown else ""
        return tr("at least {amount}", amount=sums) if self.awaits_unknown else sums

    def in_short(self) -> str:
        """The same in the width of a cell: one currency, and that it is not all."""
        first = next(((minor, currency) for currency, minor in self.awaited.items()), None)
        if first is None:
            return self.expected()
        more = self.awaits_unknown or len(self.awaited) > 1
        return tr("at least {amount}", amount=words.money(*first)) if more else words.money(*first)

    def money(self, minor: int | None) -> str:
        return words.money(minor, self.order.currency)


# -- comparing --------------------------------------------------------------------------------------------------------

Wrong = Iterator[str]


def _same(what: str, **said: object) -> Wrong:
    """All of them are the same, or what each says."""
    if len(set(said.values())) > 1:
        yield f"{what}: {said}"


def _has(what: str, wanted: str, texts: Iterable[str]) -> Wrong:
    found = tuple(texts)
    if not any(wanted in text for text in found):
        yield f"{what} says nowhere {wanted!r}: {found}"


def _verdict(known: Known, row: RowSays, pane: PaneSays, case: CaseSays) -> Wrong:
    """The verdict's word, level and sentence."""
    word, reason = (*row.cells[0], "")[:2]
    spoken = words.verdict_spoken("", "")[: -len(words.verdict("")) or None]  # "Verdict: "
    yield from _same("verdict", row=f"{spoken}{word}", pane=pane.verdict, page=case.verdict)
    yield from _same("level", row=row.muted, pane=pane.muted, page=case.muted)
    if Attention.STOPPED_UNASKED not in known.view.verdict.attention:  # the pane asks there: reorder or refund
        yield from _same("sentence", row=row.sentence, pane=pane.sentence)
    yield from _has("voice of the verdict", word, [row.spoken[0]])
    yield from _has("voice of the verdict", reason, [row.spoken[0]])
    yield from _same("tool tip of the verdict", tip=row.tips[0], cell="\n".join(filter(None, (word, reason))))


def _deadline(known: Known, row: RowSays, pane: PaneSays, case: CaseSays) -> Wrong:
    """What is left, until when; and the date among those to come."""
    first, *_ = row.cells[1]
    left, _, until = row.tips[1].partition("\n")
    yield from _same("deadline's tool tip", cell=first, tip=left)
    yield from _same("deadline's voice", voice=row.spoken[1], tip=i18n.clauses(filter(None, (left, until))))
    if first:
        yield from _same("deadline", row=first, page=case.deadline)
    elif known.at_risk(pane):
        yield from _same("in the deadline's place", page=case.deadline, pane=known.at_risk(pane))
    elif known.expected():
        awaited = tr("{amount} still expected", amount=known.expected())
        yield from _same("in the deadline's place", page=case.deadline, truth=awaited)
    else:
        yield from _same("no deadline", row=first, page=case.deadline)
    if until:
        yield from _has("page's deadline", until, [case.deadline_tip])
        yield from _has("pane", until, pane.texts)
    verdict = known.view.verdict
    ahead = verdict.overdue_since is None and any(read.deadline == verdict.deadline for read in verdict.legs)
    if until and ahead and verdict.deadline is not None and verdict.deadline > known.view.order.created_at:
        for name, entries in (("pane", pane.timeline), ("page", case.timeline)):
            yield from _has(f"{name}'s dates to come", until.split(" (")[0].split("（")[0],
                            [one.spoken for one in entries if one.future])  # fmt: skip


ACTS: dict[Action, tuple[str, ...]] = {
    Action.LINK: ("SupplierPage",),
    Action.SAY_WHOSE: (),
    Action.DROP: ("SupplierPage",),
    Action.ASK: ("SupplierPage",),
    Action.ASK_AGAIN: ("SupplierPage", "AnswerPage"),
    Action.DEMAND: ("AnswerPage",),
    Action.WAIT: ("AnswerPage", "MoneyPage", "SupplierPage", "SentPage", "RecallAskedPage", "WhyPage"),
    Action.LOOK: ("AnswerPage", "SupplierPage"),
    Action.EXPLAIN: ("SupplierPage", "AnswerPage"),
    Action.CHECK_NUMBER: ("AnswerPage",),
    Action.OPEN_DISPUTE: ("AnswerPage",),
    Action.ANSWER_PROPOSAL: ("AnswerPage",),
    Action.TYPE_AMOUNT: ("AnswerPage", "MoneyPage"),
    Action.SEND_BACK: ("AnswerPage",),
    Action.ACCEPT_LOSS_OR_DISPUTE: ("AnswerPage",),
    Action.CANCEL: ("PlanPage", "PlanByHandPage", "ByHandPage", "UnaskedPage", "SentPage", "WhyPage"),
    Action.CANCEL_WITHOUT_REFUND: ("PlanPage", "PlanByHandPage", "ByHandPage", "SentPage", "WhyPage"),
    Action.RECALL: ("RecallPage", "RecallAskedPage", "SentPage", "WhyPage"),
    Action.REFUND_ITEMS: ("ItemsPage", "TooLatePage", "ByHandPage", "SentPage", "WhyPage"),
    Action.EDIT_BY_HAND: ("EditPage", "ByHandPage", "WhyPage"),
    Action.ITEMS_GOODWILL_KEEP: ("TooLatePage", "AnswerPage", "MoneyPage", "SentPage", "WhyPage"),
    Action.REFUND_OWED: ("OwedPage", "ByHandPage", "SentPage", "WhyPage"),
    Action.CHECK: ("SentPage", "RecallAskedPage", "ClaimedPage"),
    Action.ANSWER_BANK: ("BankPage",),
}
"""Where the button of the list leads, by the act that it names; WhyPage: a reason is asked before the rest."""


def _undone_first(known: Known) -> str:
    """The page that comes before the act which the verdict names: the customer keeps it, or the case is closed."""
    verdict = known.view.verdict
    if verdict.code is Code.ALARM:
        return ""
    if known.phase == "withdrawing" and verdict.action in SERVES_THE_WISH | STOPS_IT:
        return "WithdrawPage"
    if known.phase == "settling" and dict(verdict.because.data).get("kept"):
        return "MoneyPage"  # undone already: what is left of it is the supplier's money
    return "MoneyPage" if known.phase == "closed" and verdict.action in REOPENED_FIRST else ""


def _act(known: Known, row: RowSays, pane: PaneSays, case: CaseSays) -> Wrong:
    """The button of the list names one act, and the page that it opens has it."""
    verdict, lead = known.view.verdict, case.lead
    bank = dict(verdict.because.data).get("waits") and verdict.row == "W-12"
    action = Action.ANSWER_BANK if bank else verdict.action
    if action is Action.NONE:
        wanted = {"", tr("Open the case"), tr("Reorder or refund…")}
        if pane.primary not in wanted:
            yield f"no act, but the button {pane.primary!r}"
        return
    unasked = pane.primary == tr("Reorder or refund…")
    if (page := _undone_first(known)) and not unasked:
        if (pane.primary, lead.kind) != (tr("Open the case"), page):
            yield f"{known.phase}, but the button {pane.primary!r} leads to {lead.kind}"
        keeps = tr("The customer keeps it")
        if known.phase == "withdrawing" and not (pane.sentence.startswith(keeps) and keeps in row.cells[0]):
            yield f"withdrawn, but the row says {row.cells[0]}, the pane {pane.sentence!r}"
        return
    if not pane.primary.startswith(words.action(action)) and not unasked:
        yield f"the button names {pane.primary!r}, the verdict {action!s}"
    if lead.kind not in ACTS[action] and not unasked:
        yield f"the button {pane.primary!r} leads to {lead.kind} ({lead.texts[:3]})"
    if lead.kind == "WhyPage" and known.phase not in ("no case", "drafted"):
        yield f"the button {pane.primary!r} asks why, though the case is {known.phase}"
    several = len({leg.id for leg in known.legs}) > 1
    if several and lead.leg is not None and lead.leg != verdict.action_leg:
        yield f"the act is about {verdict.action_leg}, the page about {lead.leg}"
    if not lead.main and not lead.acts and action is not Action.WAIT:
        yield f"the page {lead.kind} that {pane.primary!r} leads to has nothing to press"


def _step(known: Known, row: RowSays, pane: PaneSays, case: CaseSays) -> Wrong:
    """The row's step, and the results in the list of steps."""
    told = row.cells[4][0]
    shop, money = case.steps[3][1], case.steps[4][1]
    number = known.view.step
    yield from _same("step", row=told, truth=_step_word(number))
    closed = tr("Closed")
    yield from _same("closed", row=told == closed, steps=money == closed, phase=known.phase == "closed")
    if known.phase == "no case" and any(tr("Reopen") in page.acts for page in (case.lead, case.own, case.money)):
        yield "no case, and a page offers to reopen it"
    early = known.view.verdict.code is Code.ALARM or any(_unwritten(leg) for leg in known.legs)
    early = early or (known.case is not None and known.case.held is not None)  # what held a press back comes first
    if 0 < number < 6 and not early and case.own.step != number:
        yield f"the row says {told}, the page opens at step {case.own.step}"
    allowed = _shop_words(known)
    if allowed is not None and not any(
        shop == one or (one.endswith("…") and shop.startswith(one[:-1])) for one in allowed
    ):
        yield f"Shopify's step says {shop!r} in {known.phase}, not one of {allowed}"
    out = str(known.view.verdict.because.code) == "call_out"
    waits = known.phase in ("sent", "refund_sent", "recall_sent", "recall_asked", "claimed")
    if out and not waits:
        yield f"the verdict says that a call is out in {known.phase}"


def _step_word(number: int) -> str:
    if not number:
        return ""
    return tr("Closed") if number == 6 else tr("Step {n}", n=number)


def _unwritten(leg: Leg) -> bool:
    return leg.state is LegState.ASKED and leg.message_ticked_at is None


def _shop_words(known: Known) -> list[str] | None:
    """What Shopify's step may say, by what happened there, else by the phase."""
    order, phase = known.order, known.phase
    if order.cancelled_at is not None:
        return [tr("Cancelled {when}", when="")[:-1].rstrip() + "…"] if i18n.language() == "en" else None
    if order.chargeback is Chargeback.OPEN and phase in ("settling", "closed"):
        return [tr("The bank decides")]
    back = order.returned if order.received is None else min(order.returned, order.received)
    part = order.received is not None and 0 < back < order.received - 1
    refunded = [tr("Refunded in part") if part else tr("Refunded")] if back else [tr("Not needed")]
    return {
        "no case": [""], "drafted": [""], "at_supplier": [tr("After the answer")],
        "withdrawing": [tr("After the answer")], "too_late": [tr("Refund items")], "cleared": [tr("Ready")],
        "wanted": [tr("Being sent")], "refund_wanted": [tr("Being sent")], "sent": [tr("Not known yet")],
        "recall_sent": [tr("Not known yet")], "refund_sent": [tr("Not known yet")],
        "recall_asked": [tr("Recall asked")], "by_hand": [tr("By hand")], "claimed": [tr("Not seen yet")],
        "settling": refunded, "closed": refunded, "refund_owed": None,
    }[phase]  # fmt: skip


def _customers_money(known: Known, row: RowSays, pane: PaneSays, case: CaseSays) -> Wrong:
    """Paid, returned, on its way, owed."""
    order, beside, context = known.order, dict(pane.amounts), dict(case.amounts)
    paid = known.money(order.received)
    yield from _same("paid", pane=beside.get(tr("Customer paid")), page=context.get(tr("Customer paid")), truth=paid)
    yield from _same("paid in the row", row=_cells(known, row)[0], truth=paid if order.received is not None else "")
    back = known.money(order.returned) if order.returned else None
    yield from _same(
        "returned",
        pane=beside.get(tr("Returned to the customer")), page=context.get(tr("Returned")), truth=back,
    )  # fmt: skip
    pending = known.money(order.refund_pending) if order.refund_pending else None
    way = tr("On its way to the customer")
    yield from _same("on its way", pane=beside.get(way), truth=pending)
    if case.money.kind == "MoneyPage":
        to = next((line for line in case.money.lines if line[0].startswith(_before(tr("To {name}", name="|")))), ())
        yield from _same("returned on the money page", page=to[2] if to else None, truth=known.money(order.returned))
        if pending:
            yield from _has("the money page", pending, to)
    if known.phase == "refund_owed":
        plan = known.case.plan if known.case is not None else None
        if order.received is not None and plan is not None and order.chargeback not in BANK_TOOK_IT:
            owed = known.money(max(0, plan - order.returned - order.refund_pending))
            yield from _has("steps", owed, [case.steps[4][1]])
            yield from _has("the page of what is owed", owed, case.money.texts)


def _cells(known: Known, row: RowSays) -> tuple[str, str]:
    """What was paid and the supplier's money; a cell shows no empty line."""
    told = [*row.cells[5], ""] if known.order.received is not None else ["", *row.cells[5]]
    paid, money = told[:2]
    return paid, money


def _before(text: str) -> str:
    return text.partition("|")[0]


def _suppliers_money(known: Known, row: RowSays, pane: PaneSays, case: CaseSays) -> Wrong:
    """Awaited, and at risk."""
    beside, second = pane.amounts, _cells(known, row)[1]
    expected = known.expected()
    if at_risk := known.at_risk(pane):  # it stands in the place of what is expected
        yield from _same("at risk", row=second, pane=at_risk)
    else:
        wanted = tr("{amount} expected", amount=known.in_short()) if expected else ""
        yield from _same("expected in the row", row=second, truth=wanted)
    alarm = known.view.verdict.code is Code.ALARM
    doubtful = [leg for leg in known.legs if _open(leg) and leg not in known.sure and not leg.loss_accepted]
    if not alarm and bool(doubtful) is not bool(at_risk):
        yield f"at risk: {at_risk!r}, awaited of what may have gone out: {doubtful}"
    lost = [leg for leg in known.legs if leg.loss_accepted and leg not in known.sure]
    yield from _same("lost in the pane", pane=sum(name == tr("Lost") for name, _ in beside), legs=len(lost))
    open_ = [_open(leg) for leg in known.sure if _open(leg)]
    shown = [value for name, value in beside if name == tr("Still expected back")]
    yield from _same("still expected in the pane", pane=tuple(shown), truth=tuple(open_))
    early = ("settling", "at_supplier", "cleared", "too_late", "drafted", "no case")
    if expected and known.phase in early and not known.owing:  # what is owed to the customer comes first
        yield from _has("steps", tr("{amount} expected", amount=expected), [case.steps[4][1]])
    if case.money.kind == "MoneyPage":
        for leg in known.legs:
            if _open(leg) and not leg.loss_accepted:
                amount = _open(leg) if not leg.money.unknown else tr("unknown")
                yield from _has("money page", amount, [line[2] for line in case.money.lines if len(line) > 3])
        called = [line[3] for line in case.money.lines if len(line) > 3]
        yield from _same("expected on the money page", page=called.count(tr("Expected")), legs=len(open_))
        yield from _same("lost on the money page", page=called.count(tr("Lost")), legs=len(lost))


def _asked(known: Known, row: RowSays, pane: PaneSays, case: CaseSays) -> Wrong:
    """What files disagree on is asked beside the list and above every page, and nowhere else."""
    totals = " · ".join(known.money(total) for total in known.order.total_asked)
    question = tr("Files of the same time name different totals: {totals}.", totals=totals)
    begins = _before(tr("Files of the same time name different totals: {totals}.", totals="|"))
    places = {"pane": pane.texts, "lead": case.lead.above, "own": case.own.above, "money": case.money.above}
    for name, texts in places.items():
        if known.order.total_asked:
            yield from _has(name, question, texts)
        elif any(text.startswith(begins) for text in texts):
            yield f"{name} asks for a total that nobody disputes"
    less = known.order.less_asked
    said = tr("A newer file says less than was known: {what}.", what=words.less_told(taken_back(less) if less else ()))
    for name, texts in places.items():
        if less is not None:
            yield from _has(name, said, texts)
        elif any(
            text.startswith(_before(tr("A newer file says less than was known: {what}.", what="|"))) for text in texts
        ):
            yield f"{name} asks for what no file takes back"


def _open(leg: Leg) -> str:
    """What is still awaited of one purchase, in words."""
    if leg.money.awaited is None:
        return tr("an unknown amount") if leg.money.unknown else ""
    minor = leg.money.awaited.minor - leg.money.received - leg.money.written_off
    return words.money(minor, leg.money.awaited.currency) if minor > 0 else ""


def _timeline(known: Known, row: RowSays, pane: PaneSays, case: CaseSays) -> Wrong:
    """The same story beside the list and beside the page; what is so stands in it."""
    yield from _same("timeline", pane=pane.timeline, page=case.timeline)
    past = [one.spoken for one in pane.timeline if not one.future]
    order = known.order

    def told(*texts: str) -> bool:
        return any(text in one for text in texts for one in past)

    facts = {
        "the cancellation": (
            order.cancelled_at is not None,
            told(tr("Cancelled in Shopify"), tr("Cancelled by hand in Shopify")),
        ),
        "the bank": (order.chargeback in BANK_TOOK_IT, told(tr("The bank took the money back (chargeback)"))),
        "the case": (known.case is not None, told(tr("Case opened"))),
        "the customer's wish": (known.case is not None, told(tr("Customer asked to cancel"))),
        "the end": (known.phase == "closed", bool(past) and told(_before(tr("Case closed: {outcome}", outcome="|")))),
    }
    for what, (so, said) in facts.items():
        if so and not said:
            yield f"the timeline does not tell {what}: {past}"
        if said and not so and what in ("the cancellation", "the bank", "the case"):
            yield f"the timeline tells {what}, which is not so: {past}"
    if order.returned:
        yield from _has("timeline", known.money(order.returned), past)
    if order.refund_pending:
        yield from _has("timeline", known.money(order.refund_pending), past)
    for refund in order.refunds:
        if refund.failed:
            yield from _has("timeline", tr("Refund of {amount} failed", amount=known.money(refund.failed)), past)


def held_press(known: Known, row: RowSays, pane: PaneSays, case: CaseSays) -> Wrong:
    """What a press did not do is said on the page where the case is, until what happened since answers it: the order is
    cancelled, or its money is back. Then no page speaks of it any more, in no banner either."""
    order, held = known.order, known.case.held if known.case is not None else None
    if held is not None:
        said_so = [_words_of_a_press(held)[0], tr("Nothing was sent: decide again.")]
        said_so.append(tr("The refund was not sent: decide again."))
        if not any(one in text for one in said_so for text in (*case.own.above, *case.own.texts)):
            yield f"the page says nothing of the press that was held back: {held}, {case.own.above}"
        back = order.received == order.returned + order.refund_pending
        if order.cancelled_at is not None if held.what != "refund" else back and order.chargeback not in BANK_TOOK_IT:
            yield f"what was pressed is so by now, and every page says that the press did not do it: {held}"
        return
    words_of_any = [text for what in _CALLS for text in _words_of_a_press(Held(what, 1, ""))]
    for page in (case.lead, case.own, case.money):
        if told := [text for text in (*page.above, *page.texts) if text.startswith(tuple(words_of_any))]:
            yield f"{page.kind} speaks of a press that no case keeps: {told}"


_CALLS: tuple[Literal["cancel", "refund", "recall"], ...] = ("cancel", "refund", "recall")


def _words_of_a_press(held: Held) -> tuple[str, ...]:
    """How the words about it begin: as it is, and had Shopify turned it down or not."""
    made = [held, replace(held, asked=False), replace(held, asked=True)]
    return tuple(words.cases.held(one, "EUR", None, NOW).split(":")[0].split("：")[0] for one in made)


COMPARED = (_verdict, _deadline, _act, _step, _customers_money, _suppliers_money, _timeline, held_press, _asked)


def compare(eyes: Eyes, known: Known) -> list[str]:
    """What differs between the surfaces of one order."""
    row, pane, case = eyes.row(known.key), eyes.beside(known.key), eyes.case(known.key)
    return [said for kind in COMPARED for said in kind(known, row, pane, case)]


def _known(surfaces: Surfaces, key: OrderKey) -> Known:
    case = surfaces.world.backend.cases.view(key)
    view = surfaces.world.backend.details.view(key)
    return Known(key, surfaces.order(key), view.legs, case.case if case.seq else None, view, case.connected)


def _status(eyes: Eyes, every: list[Known]) -> Wrong:
    """The status line, the tabs and the legend count what the rows say."""
    counts = eyes.browse.counts()
    line = StatusLine()
    line.say(counts)
    said = line.left.accessibleName()
    alarms = sum(one.view.verdict.code is Code.ALARM for one in every)
    sums: Counter[str] = Counter()
    for one in every:
        for currency, minor in list(one.awaited.items())[:1]:
            sums[currency] += minor
    more = any(one.awaits_unknown or len(one.awaited) > 1 for one in every)
    parts = [trn("%n order", "%n orders", len(every))]
    parts += [trn("%n alarm", "%n alarms", alarms)] if alarms else []
    amounts = [words.money(minor, code) for code, minor in sums.items()]
    amounts = [tr("at least {amount}", amount=one) if more else one for one in amounts]
    parts += [tr("{amount} still expected", amount=one) for one in amounts]
    for part in parts:
        yield from _has("status line", part, [said])
    tally = Counter(str(one.view.verdict.code) for one in every)
    yield from _same("legend", counts=tuple(sorted(counts.verdicts.items())), rows=tuple(sorted(tally.items())))
    inside = {
        View.TODO: {int(one.key) for one in every if one.view.verdict.attention},
        View.WAITING: {int(one.key) for one in every if one.view.verdict.code is Code.WAITING},
        View.MONEY_OUT: {int(one.key) for one in every if one.money_out},
        View.CLOSED: {int(one.key) for one in every if one.phase == "closed"},
    }
    for view, wanted in inside.items():
        found = set(eyes.browse.ids(Query(view=view)))
        yield from _same(f"tab {view}", tab=frozenset(found - wanted), rows=frozenset(wanted - found))
        yield from _same(f"number of {view}", counts=counts.views[str(view)], rows=len(wanted))


def _shards(combinations: list[Combination]) -> list[list[Combination]]:
    found = []
    for side in (True, False):
        mine = [one for one in combinations if one.connected is side]
        found += [mine[n : n + SHARD] for n in range(0, len(mine), SHARD)]
    return found


SHARDS = _shards(whole() if LONG else covering())
"""Each a database of its own: connected and by hand."""
_met: dict[str, set[str]] = {"phase": set(), "leg": set(), "money": set(), "verdict": set(), "act": set()}


@pytest.mark.parametrize("shard", range(len(SHARDS)))
def test_every_surface_says_the_same(qapp: QApplication, shard: int) -> None:
    surfaces = Surfaces(SHARDS[shard])
    eyes = Eyes(surfaces.world)
    wrong: list[str] = []
    every = {key: _known(surfaces, key) for key in surfaces}
    for language in LANGUAGES:
        i18n.use(language)
        eyes.again()
        for key, one in surfaces.made.items():
            if one.language == language:
                wrong += [f"{one} {said}" for said in compare(eyes, every[key])]
        wrong += [f"{language}: {said}" for said in _status(eyes, list(every.values()))]
    eyes.close()
    for key, known in every.items():
        _met["phase"].add(known.phase)
        _met["leg"] |= {str(leg.state) for leg in known.legs}
        _met["money"].add(surfaces.made[key].money)
        _met["verdict"].add(str(known.view.verdict.code))
        _met["act"].add(str(known.view.verdict.action))
    assert not wrong, f"{len(wrong)} disagree:\n" + "\n".join(wrong[:40])


def test_everything_was_met() -> None:
    """Nothing was left out: every phase of a case, state of a purchase, money state, verdict and act that leads."""
    assert _met["phase"] >= set(WAYS)
    assert _met["leg"] == {str(state) for state in LegState}
    assert _met["money"] == set(MONEY)
    assert _met["verdict"] == {str(code) for code in Code}
    elsewhere = {Action.SAY_WHOSE, Action.ANSWER_BANK, Action.ASK_AGAIN, Action.TYPE_AMOUNT, Action.RECALL}
    assert _met["act"] >= {str(one) for one in set(ACTS) - elsewhere}  # these need more than a state: test_dead_ends


def test_the_covering_set_holds_every_pair_and_every_variant() -> None:
    chosen = covering()
    for names in (("phase", "legs"), ("phase", "money"), ("legs", "money")):
        met = {tuple(getattr(one, name) for name in names) for one in chosen}
        assert met == {tuple(getattr(one, name) for name in names) for one in whole()}, names
    for side in (True, False):
        mine = [one for one in chosen if one.connected is side]
        assert {one.phase for one in mine} == set(WAYS)
        assert {one.language for one in mine} == set(LANGUAGES)
    assert {one.found for one in chosen} >= {legs for variants in LEGS.values() for legs in variants}
    assert {id(one.way) for one in chosen} == {id(way) for ways in WAYS.values() for way in ways}
