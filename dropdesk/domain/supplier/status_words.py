"""What AliExpress calls a purchase's state, and what that makes of a leg (rules §3 "seen at AliExpress").

Raw enums come from the API and the privacy backup; the words from exports in the account's language. A word nobody
knows makes the leg unclear; it is asked once and remembered (``known``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.supplier.leg_changes import NOT_DELIVERED
from dropdesk.domain.supplier.money import cost_told
from dropdesk.domain.supplier.moves import LOOKS, report
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.supplier.sharing import ONLY_OURS
from dropdesk.domain.values import Where

Words = Mapping[str, str]
"""What the person taught, by word in lower case: the name of a ``Meaning``."""


class Meaning(StrEnum):
    """What a status word says; also the choices when the person is asked about an unknown one."""

    UNPAID = "unpaid"
    NOT_STARTED = "not_started"
    OPEN = "open"
    ASKED = "asked"
    PART_SHIPPED = "part_shipped"
    SHIPPED = "shipped"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"
    CLOSED_UNPAID = "closed_unpaid"
    CLOSED_NOT_SHIPPED = "closed_not_shipped"
    CLOSED_PLATFORM = "closed_platform"
    WON = "won"
    COMPLETED = "completed"
    UNCLEAR = "unclear"


M = Meaning
_ENUMS = {
    "place_order_success": M.UNPAID,
    "payment_processing": M.NOT_STARTED,
    "wait_seller_examine_money": M.NOT_STARTED,
    "risk_control": M.NOT_STARTED,
    "risk_control_hold": M.NOT_STARTED,
    "wait_group": M.NOT_STARTED,
    "wait_group_success": M.NOT_STARTED,
    "wait_complete_address": M.NOT_STARTED,
    "in_presell_promotion": M.NOT_STARTED,
    "wait_seller_send_goods": M.OPEN,
    "in_cancel": M.ASKED,
    "seller_part_send_goods": M.PART_SHIPPED,
    "wait_buyer_accept_goods": M.SHIPPED,
    "in_issue": M.DISPUTED,
    "in_frozen": M.UNCLEAR,
    "finish": M.UNCLEAR,
    "fund_processing": M.UNCLEAR,
    "archive": M.UNCLEAR,
}
_WORDS: dict[Meaning, tuple[str, ...]] = {
    M.UNPAID: (
        "awaiting payment", "to pay", "unpaid", "zahlung ausstehend", "warten auf zahlung", "en attente de paiement",
        "pendiente de pago", "in attesa di pagamento", "aguardando pagamento", "oczekiwanie na płatność",
        "wachten op betaling", "ожидание оплаты", "ожидает оплаты", "支払い待ち", "결제 대기", "等待付款", "待付款",
    ),
    M.OPEN: (
        "awaiting shipment", "processing", "to ship", "paid", "versand ausstehend", "wartet auf versand",
        "in bearbeitung", "bezahlt", "en attente d'expédition", "en cours de traitement", "pendiente de envío",
        "a la espera del envío", "in attesa di spedizione", "aguardando envio", "oczekiwanie na wysyłkę",
        "wachten op verzending", "ожидание отправки", "ожидает отправки", "発送待ち", "배송 대기", "等待卖家发货",
        "待发货", "等待发货",
    ),
    M.ASKED: ("cancellation requested", "cancel requested", "stornierung beantragt", "取消申请中", "申请取消中"),
    M.SHIPPED: (
        "shipped", "in transit", "awaiting delivery", "to receive", "versandt", "versendet", "unterwegs",
        "lieferung ausstehend", "expédié", "expédiée", "en transit", "en attente de livraison", "enviado",
        "en tránsito",
        "a la espera de la entrega", "spedito", "in transito", "in attesa di consegna", "enviado ao comprador",
        "em trânsito", "aguardando entrega", "wysłano", "w drodze", "oczekiwanie na dostawę", "verzonden", "onderweg",
        "отправлен", "в пути", "ожидание доставки", "発送済み", "배송 중", "卖家已发货", "已发货", "运输中",
        "等待收货", "待收货",
    ),
    M.DISPUTED: ("dispute", "in dispute", "disputed", "streitfall", "litige", "disputa", "spór", "спор открыт",
                 "纠纷中"),
    M.CANCELLED: (
        "cancelled", "canceled", "storniert", "abgebrochen", "annulé", "annulée", "cancelado", "cancelada", "annullato",
        "annulato", "anulowano", "anulowane", "geannuleerd", "отменен", "отменён", "отменено", "キャンセル済み",
        "취소됨", "已取消", "交易取消",
    ),
    M.COMPLETED: (
        "completed", "delivered", "finished", "abgeschlossen", "zugestellt", "geliefert", "terminé", "terminée",
        "livré", "livrée", "completado", "finalizado", "entregado", "completato", "consegnato", "concluído", "entregue",
        "zakończono", "zrealizowane", "dostarczono", "voltooid", "afgeleverd", "bezorgd", "завершен", "завершён",
        "выполнен", "доставлен", "完了", "配達済み", "완료", "배송 완료", "已完成", "交易完成",
        "已签收",
    ),
    M.UNCLEAR: ("expired", "closed", "abgelaufen", "geschlossen", "expiré", "fermé", "caducado", "cerrado", "已关闭",
                "交易关闭", "已过期"),
}  # fmt: skip
_KNOWN = {**_ENUMS, **{word: meaning for meaning, words in _WORDS.items() for word in words}}
_END_REASONS: dict[Meaning, tuple[str, ...]] = {
    M.CANCELLED: ("canceled", "cancelled", "cancel_order_close_trade", "buyer_cancel_order",
                  "buyer_cancel_notpay_order", "buyer_cancel_order_in_risk"),
    M.CLOSED_UNPAID: ("buyer_pay_timeout", "pay_timeout"),
    M.CLOSED_NOT_SHIPPED: ("seller_send_goods_timeout", "send_goods_timeout"),
    M.CLOSED_PLATFORM: ("risk_reject_closed", "risk_closed", "security_close", "suspicious_trade", "reject_payamount",
                        "confirm_payamount_timeout", "trade_close"),
    M.WON: ("seller_accept_issue_no_goods_return", "seller_response_issue_timeout"),
    M.COMPLETED: ("buyer_accept_goods", "buyer_accept_goods_timeout", "buyer_confirm_goods",
                  "buyer_confirm_goods_timeout"),
}  # fmt: skip
_ENDED = {reason: meaning for meaning, reasons in _END_REASONS.items() for reason in reasons}
PART_SHIPPED = "part_shipped"
"""The word of a leg whose page says that a part of it shipped: the quantities are asked (rules §3)."""
_REPORTS: dict[Meaning, tuple[Say, str]] = {
    M.UNPAID: (Say.AWAITS_PAYMENT, ""),
    M.NOT_STARTED: (Say.NOT_SHIPPED, ""),
    M.OPEN: (Say.NOT_SHIPPED, ""),
    M.ASKED: (Say.ASKED, ""),
    M.PART_SHIPPED: (Say.UNCLEAR, PART_SHIPPED),
    M.SHIPPED: (Say.SHIPPED, ""),
    M.DISPUTED: (Say.DISPUTE_OPENED, ""),
    M.CANCELLED: (Say.ACCEPTED, ""),
    M.CLOSED_UNPAID: (Say.CLOSED_ITSELF, "unpaid"),
    M.CLOSED_NOT_SHIPPED: (Say.CLOSED_ITSELF, "not_shipped"),
    M.CLOSED_PLATFORM: (Say.CLOSED_ITSELF, "platform"),
    M.WON: (Say.DISPUTE_WON, ""),
    M.COMPLETED: (Say.DELIVERED, ""),
}

_NOT_YET_PAID = frozenset({LegState.UNPAID, LegState.UNCLEAR, LegState.UNLINKED})
_NO_NEWS: dict[Say, frozenset[LegState]] = {
    # The request stays on the page while its answer, a number or a demand goes by chat, and while a dispute runs.
    Say.ASKED: frozenset({LegState.ASKED, LegState.REFUSED, LegState.DEMANDED, LegState.NUMBERED, LegState.UNPROVEN,
                          LegState.DISPUTABLE, LegState.DISPUTED, LegState.RETURNING, LegState.GONE,
                          LegState.DELIVERED, LegState.HANDLED}),
    Say.ACCEPTED: frozenset({LegState.STOPPED}),
    Say.CLOSED_ITSELF: frozenset({LegState.STOPPED}),
    # A return is part of its dispute.
    Say.DISPUTE_OPENED: frozenset({LegState.DISPUTED, LegState.RETURNING}),
    Say.DISPUTE_WON: frozenset({LegState.STOPPED}),
    Say.AWAITS_PAYMENT: frozenset({LegState.UNPAID}),
}  # fmt: skip
"""Words that say no more than a leg in one of these states knows already."""
_WAS_OUT = frozenset({LegState.GONE, LegState.DELIVERED, LegState.RETURNING})
_TAKEN_BACK: dict[Say, frozenset[LegState]] = {
    Say.NOT_SHIPPED: _WAS_OUT | {LegState.STOPPED, LegState.NOT_ORDERED},
    Say.ASKED: frozenset({LegState.STOPPED}),
    Say.ACCEPTED: frozenset({LegState.DELIVERED, LegState.HANDLED}),
    Say.CLOSED_ITSELF: frozenset({LegState.DELIVERED, LegState.HANDLED}),
    Say.AWAITS_PAYMENT: frozenset(LegState) - _NOT_YET_PAID,
}
"""Words that contradict what a leg was before they made it unclear."""
_FURTHER = frozenset({LegState.GONE, LegState.DISPUTABLE, LegState.DISPUTED, LegState.RETURNING, LegState.DELIVERED,
                      LegState.HANDLED})  # fmt: skip
"""States of a later grown fact: an older word changes nothing about them."""
_ON_ITS_WAY = frozenset({LegState.GONE, LegState.DISPUTABLE, LegState.DISPUTED, LegState.RETURNING})
"""But that it was delivered, which grows further, enters; a dispute or return keeps its state."""
GROWN = frozenset({M.SHIPPED, M.COMPLETED, M.CANCELLED, M.CLOSED_UNPAID, M.CLOSED_NOT_SHIPPED, M.CLOSED_PLATFORM})
"""What only grows: it enters whatever its file's time (rules §3 "Facts and their age")."""
_WENT_OUT = frozenset({M.SHIPPED, M.COMPLETED, M.PART_SHIPPED})
STOPS = frozenset({M.CANCELLED, M.CLOSED_UNPAID, M.CLOSED_NOT_SHIPPED, M.CLOSED_PLATFORM})


def meaning(word: str, end_reason: str = "", known: Mapping[str, str] | None = None) -> Meaning | None:
    """What a word means; None when nobody knows yet. An end reason says more than a close."""
    folded = word.strip().casefold()
    found = Meaning((known or {})[folded]) if folded in (known or {}) else _KNOWN.get(folded)
    if end_reason and found in (M.UNCLEAR, None):
        return _ENDED.get(end_reason.strip().casefold(), M.UNCLEAR)
    return found


def sight(
    leg: Leg, purchase: Purchase, known: Mapping[str, str], clocks: Clocks, goes_on: bool = False
) -> tuple[Leg, ...]:
    """The leg after a purchase was seen. A fact never replaces one with a later as-of time, except one that only grows
    (rules §3 "Facts and their age"); no news of a file is a sighting, of the API a look. ``goes_on``:
    another part of the same purchase, of this order, was not stopped."""
    seen = purchase.seen.at
    just_linked = leg.state in (LegState.UNLINKED, LegState.UNCLEAR) and not leg.raw_status
    what = meaning(purchase.status, purchase.end_reason, known) or M.UNCLEAR
    if _of_the_rest(leg, what, known, goes_on):
        return (replace(leg, sighted_at=max(seen, leg.sighted_at or seen)),)
    if leg.known_at is not None and seen < leg.known_at and not just_linked:
        return (_grown(leg, purchase, what, clocks),)
    told = _facts(leg, purchase)
    # Its quantities were told: said once more of either part, it is no news.
    answered = leg.state is not LegState.UNCLEAR and leg.raw_status in (PART_SHIPPED, purchase.status)
    said = None if what is M.PART_SHIPPED and answered else _report(told, purchase, what)
    if said is None:
        looked = max(seen, told.looked_at or seen) if purchase.seen.where in LOOKS else told.looked_at
        return (replace(told, looked_at=looked, sighted_at=max(seen, told.sighted_at or seen)),)
    if said.say is Say.ASKED and purchase.paid_at is not None:
        told = replace(told, paid_at=purchase.paid_at, paid_by=None)
    if said.say is Say.UNCLEAR:
        told = replace(told, raw_status=leg.raw_status)  # the same unclear word once more is a look, another is news
    moved = report(told, said, seen, clocks, purchase.seen.where)
    return tuple(replace(one, was=None, was_changed=()) for one in moved)


def _of_the_rest(leg: Leg, what: Meaning, known: Mapping[str, str], goes_on: bool) -> bool:
    """Whether a word about the whole purchase is about the part of it that was not stopped: the person said that only
    these units were, and the others of the order go on (``goes_on``); or of the other orders' part: of ours alone a
    stop was asked for, and the person was asked once already whether it went out with the rest, and said no."""
    if leg.state is not LegState.STOPPED or leg.where is not Where.PERSON or what not in _WENT_OUT:
        return False
    if goes_on:
        return True
    told = meaning(leg.raw_status, "", known) in _WENT_OUT or leg.raw_status == NOT_DELIVERED
    went_out = leg.before in (LegState.GONE, LegState.DELIVERED) or (leg.before is LegState.UNCLEAR and told)
    return leg.part == ONLY_OURS and went_out


def _grown(leg: Leg, purchase: Purchase, what: Meaning, clocks: Clocks) -> Leg:
    """The leg after an older sighting. What only grows (shipped, delivered, closed) enters whatever its time; where a
    later word said otherwise (the person's stop or look, a file's "not shipped") both are shown and it is asked."""
    leg = cost_told(leg, leg.cost or (None if leg.cost_asked else purchase.total))
    arrived = what is M.COMPLETED and leg.state in _ON_ITS_WAY
    if what not in GROWN or (leg.state in _FURTHER and not arrived):
        return leg
    if leg.state is LegState.UNCLEAR and leg.raw_status:
        return leg  # it is asked already, and a word older than the question answers it not
    said = _report(leg, purchase, what)
    if said is None:
        return leg
    seen, by_person, stops = purchase.seen.at, leg.where is Where.PERSON, what in STOPS
    stopped = leg.state is LegState.STOPPED
    if stopped and not by_person and what is M.SHIPPED:
        return leg  # of two grown facts the later is the state
    looked = leg.looked_at is not None and leg.looked_at > seen
    told = leg.state is LegState.OPEN or (leg.state is LegState.ASKED and stops)
    # Delivered after shipped contradicts nobody, whoever said that it shipped, and when.
    if stopped or (looked and not arrived) or (told and not by_person):
        said = Report(leg.id, Say.UNCLEAR, detail=purchase.status)
    (moved,) = report(leg, said, seen, clocks, purchase.seen.where)
    return replace(moved, known_at=leg.known_at, grown_at=seen, was=None, was_changed=())


def _report(leg: Leg, purchase: Purchase, what: Meaning) -> Report | None:
    """What the sighting says of this leg; None when it says no more than the leg already knows."""
    if what is M.UNCLEAR:
        if leg.state in (LegState.DELIVERED, LegState.HANDLED, LegState.STOPPED):
            return None
        return Report(leg.id, Say.UNCLEAR, detail=purchase.status)
    say, detail = _REPORTS[what]
    if leg.state in _NO_NEWS.get(say, frozenset()):
        return None
    contradicts = Report(leg.id, Say.UNCLEAR, detail=purchase.status)
    if leg.state is LegState.UNCLEAR and leg.raw_status and leg.before in _TAKEN_BACK.get(say, ()):
        return contradicts  # said once more it is no less of one: the person is asked
    if say is Say.AWAITS_PAYMENT and (leg.state not in _NOT_YET_PAID or leg.paid_at is not None):
        return contradicts  # after anything later was seen
    if say is Say.ASKED and leg.state is LegState.STOPPED:
        return contradicts  # it was closed, and now it is only asked for
    if what in (M.OPEN, M.NOT_STARTED):
        if leg.state in _NOT_YET_PAID:
            started = what is M.OPEN
            return Report(
                leg.id, Say.PAID, at=purchase.paid_at if started else None, detail="" if started else "not_started"
            )
        if leg.state in _TAKEN_BACK[Say.NOT_SHIPPED]:
            return contradicts  # it was stopped or went out, and now it did not
    if what in STOPS and leg.state in _TAKEN_BACK[Say.ACCEPTED]:
        return contradicts  # it arrived, or was settled or written down as lost, and now it never went out
    at = {Say.AWAITS_PAYMENT: purchase.placed_at, Say.SHIPPED: purchase.shipped_at}.get(say)
    return Report(leg.id, say, at=at, tracking_number=purchase.tracking_number, detail=detail)


def _facts(leg: Leg, purchase: Purchase) -> Leg:
    """What the sighting tells beside its word."""
    return replace(
        cost_told(leg, purchase.total, purchase.total_asked),
        number=purchase.number,
        supplier=purchase.shop_name or leg.supplier,
        placed_at=purchase.placed_at or leg.placed_at,
        placed_is_date=purchase.placed_is_date,
        shipped_at=purchase.shipped_at or leg.shipped_at,
        tracking_number=purchase.tracking_number or leg.tracking_number,
        raw_status=purchase.status,
    )
