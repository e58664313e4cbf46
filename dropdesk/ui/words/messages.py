"""Messages to a supplier, always in English and 中文 together: nobody knows who reads them (R-10, R-33, R-43).

They are not translated: the supplier's languages do not depend on the person's.
"""

from __future__ import annotations

from dropdesk.domain.values import SupplierNumber

_MESSAGES = {
    "cancel": (
        "Hello, my customer has cancelled. Please cancel order {number} and do not ship it. "
        "The cancel request is sent. Thank you!",
        "您好，我的客户取消了订单。请取消订单 {number}，不要发货。取消申请已提交，谢谢！",
    ),
    "cancel_part": (
        "Hello, my customer has cancelled a part of order {number}. Please do not ship these items: {items}. "
        "Please ship the rest as usual and refund these. Thank you!",
        "您好，我的客户取消了订单 {number} 中的一部分。请不要发以下商品：{items}。"
        "其余请照常发货，并退还这部分货款，谢谢！",
    ),
    "again": (
        "Hello, I asked you to cancel order {number}. It is still open. Please accept the request and do not ship. "
        "Thank you!",
        "您好，我已申请取消订单 {number}，目前仍未处理。请同意取消申请，不要发货，谢谢！",
    ),
    "demand": (
        "Hello, you declined to cancel order {number}. If it is shipped, please send me the tracking number. "
        "If not, please cancel it. Thank you!",
        "您好，您拒绝了订单 {number} 的取消申请。如已发货，请提供运单号；如未发货，请取消订单，谢谢！",
    ),
    "withdraw": (
        "Hello, please ignore the cancel request for order {number}. My customer keeps it, please ship as usual. "
        "Thank you!",
        "您好，请忽略订单 {number} 的取消申请。客户决定保留，请照常发货，谢谢！",
    ),
    "afterwards": (
        "Hello, my customer has cancelled and was refunded. Please do not ship order {number} and refund it. "
        "Thank you!",
        "您好，我的客户已取消订单并已退款。请不要发货订单 {number}，并为我退款，谢谢！",
    ),
}


def message(kind: str, number: SupplierNumber | str | None, items: str = "") -> str:
    """One text in both languages, with the supplier's order number. ``kind``: cancel, cancel_part (with ``items``),
    again, demand, withdraw, afterwards."""
    english, chinese = _MESSAGES[kind]
    shown = str(number or "…")
    return f"{english.format(number=shown, items=items)}\n{chinese.format(number=shown, items=items)}"
