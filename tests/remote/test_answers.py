"""What each kind of GraphQL answer means: for a change and for a read. Errors are of the recorded forms."""

from __future__ import annotations

from typing import Any

import pytest

from dropdesk.domain.case.shape.permit import CancelPermit, CancelReason, Clearance, RefundPart, RefundPermit
from dropdesk.domain.case.shape.shop_answers import Accepted, Credentials, NotKnown, Outcome, Rejected
from dropdesk.domain.values import LineId, StoreId, Take
from dropdesk.errors import Damaged, Expected, NotAllowed, Refused, Unreachable
from dropdesk.remote.http import Again, Answer
from dropdesk.remote.shopify import calls
from dropdesk.remote.shopify.calls import TooCostly, _payload, _reply
from dropdesk.remote.shopify.client import ShopifyShop, _refund_input

OK = Answer(200, {}, b"")


def error(code: str | None, message: str = "No", path: list[Any] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"message": message}
    if code is not None:
        found["extensions"] = {"code": code}
    if path is not None:
        found["path"] = path
    return found


NOTHING: dict[str, Any] = {"data": {"answer": None}}
HIDDEN = error("ACCESS_DENIED", path=["answer", "jobResult"])
DENIED = error("ACCESS_DENIED", "Access denied for orderCancel field.", ["answer"])


@pytest.mark.parametrize(
    ("body", "says"),
    [
        # Certainly not executed: the document, its variables, its cost, the right to the field itself.
        ({"errors": [error("PARSE_ERROR")]}, Rejected("query", "No")),
        ({"errors": [error("undefinedField", path=["mutation Cancel", "x"])]}, Rejected("query", "No")),
        ({"errors": [error("argumentNotAccepted", path=["mutation Cancel", "a", "b"])]}, Rejected("query", "No")),
        ({"errors": [error("INVALID_VARIABLE")]}, Rejected("query", "No")),
        ({"errors": [error("MAX_COST_EXCEEDED")]}, Rejected("query", "No")),
        ({"errors": [error("MAX_INPUT_SIZE_EXCEEDED")]}, Rejected("query", "No")),
        ({"errors": [error("BAD_REQUEST", path=["answer"])], "data": {"answer": None}}, Rejected("query", "No")),
        ({"errors": [DENIED], "data": {"answer": None}}, Rejected("scope", "Access denied for orderCancel field.")),
        ({"errors": [DENIED], "data": None}, Rejected("scope", "Access denied for orderCancel field.")),
        # Not known: somebody may have done it.
        ({"errors": [error("THROTTLED")]}, NotKnown("busy")),
        (
            {"errors": [error("INTERNAL_SERVER_ERROR", path=["answer"])], "data": {"answer": None}},
            NotKnown("shop_down"),
        ),
        ({"errors": [error("ACCESS_DENIED", path=["answer", "job"])], "data": {"answer": None}}, NotKnown("shop_down")),
        ({"errors": [DENIED, error("INTERNAL_SERVER_ERROR")], "data": None}, NotKnown("shop_down")),
        ({"errors": [error("SOMETHING_NEW")]}, NotKnown("shop_down")),
        ({"errors": [error(None)]}, NotKnown("shop_down")),
        ({"errors": [{"message": "No", "extensions": None}]}, NotKnown("shop_down")),
        ({"errors": "Not Found"}, NotKnown("answer")),
        ({"errors": [1]}, NotKnown("answer")),
        ({"data": None}, NotKnown("answer")),
        ({"data": {"answer": None}}, NotKnown("answer")),
        ({"data": {"other": {}}}, NotKnown("answer")),
        ({}, NotKnown("answer")),
        # Executed, a part of the answer hidden.
        (
            {
                "errors": [error("ACCESS_DENIED", path=["answer", "jobResult"])],
                "data": {"answer": {"job": {"id": "1"}}},
            },
            {"job": {"id": "1"}},
        ),
    ],
)
def test_a_change(body: dict[str, Any], says: object) -> None:
    assert _payload(body) == says


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        ({"errors": [error("THROTTLED")]}, Unreachable, "busy"),
        ({"errors": [error("INTERNAL_SERVER_ERROR")]}, Unreachable, "shop_down"),
        ({"errors": "Not Found"}, Damaged, "answer"),
        ({"data": None}, Damaged, "answer"),
        ({}, Damaged, "answer"),
    ],
)
def test_a_read_that_is_tried_again(body: dict[str, Any], kind: type[Expected], code: str) -> None:
    with pytest.raises(Again) as caught:
        _reply(body, OK, partial=False)
    assert type(caught.value.error) is kind
    assert caught.value.error.code == code


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        ({"errors": [DENIED], "data": {"answer": None}}, NotAllowed, "scope"),
        ({"errors": [error("undefinedField")]}, Refused, "query"),
        ({"errors": [error(None)], "data": {}}, Refused, "query"),
    ],
)
def test_a_read_that_ends(body: dict[str, Any], kind: type[Expected], code: str) -> None:
    with pytest.raises(kind) as caught:
        _reply(body, OK, partial=False)
    assert caught.value.code == code
    assert caught.value.facts["text"]


def test_a_read_that_costs_too_much_is_made_smaller() -> None:
    with pytest.raises(TooCostly):
        _reply({"errors": [error("MAX_COST_EXCEEDED")]}, OK, partial=True)


def test_what_may_be_missing_may_be_missing() -> None:
    found = _reply({"errors": [DENIED], "data": {"answer": None}}, OK, partial=True)
    assert found.denied
    with pytest.raises(NotAllowed):
        _reply({"errors": [DENIED, error("else")], "data": {}}, OK, partial=True)
    with pytest.raises(NotAllowed):
        _reply({"errors": [DENIED], "data": None}, OK, partial=True)


# -- payloads ----------------------------------------------------------------------------------------------------------
class Said:
    """An Api that says one thing."""

    def __init__(self, payload: object) -> None:
        self.payload = payload
        self.sent: list[tuple[str, dict[str, Any]]] = []

    def change(self, name: str, variables: dict[str, Any]) -> object:
        self.sent.append((name, variables))
        return self.payload


def shop(payload: object) -> tuple[ShopifyShop, Said]:
    made, said = ShopifyShop(StoreId("a"), Credentials(token="t")), Said(payload)
    made._api = said  # type: ignore[assignment]
    return made, said


def refusal(message: str, code: str | None = "INVALID") -> dict[str, Any]:
    return {"refusals": [{"field": ["orderId"], "message": message, "code": code}]}


PERMIT = CancelPermit("gid://shopify/Order/1", False, 0, "EUR", CancelReason.OTHER, True, False, "why", Clearance(()))
PART = RefundPart("gid://shopify/OrderTransaction/1", "visa", 1000)
REFUND = RefundPermit(
    "key",
    "gid://shopify/Order/1",
    1000,
    "JPY",
    (PART,),
    (Take(LineId("l"), 2),),
    300,
    True,
    True,
    "note",
    Clearance(()),
)


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (refusal("Cannot cancel an order that has already been canceled"), Rejected("already_cancelled", "…")),
        (refusal("Cancellation is already in progress", None), NotKnown("in_progress")),
        (refusal("Cannot cancel an order that has outstanding fulfillments"), Rejected("fulfilled", "…")),
        (refusal("Cannot cancel an order that has returns"), Rejected("return_open", "…")),
        (refusal("Staff note is too long. Maximum length is 255 characters."), Rejected("refused", "…")),
        (refusal("Order does not exist", "NOT_FOUND"), Rejected("no_order", "…")),
        (refusal("You may not", "NO_REFUND_PERMISSION"), Rejected("forbidden", "…")),
        (refusal("Oops", "INTERNAL_ERROR"), NotKnown("shop_down")),
        ({"refusals": [], "job": {"id": "j"}, "jobResult": {"id": "r"}}, Accepted("r")),
        ({"refusals": [], "job": {"id": "j"}, "jobResult": None}, Accepted("j")),
        ({"refusals": [], "job": None}, NotKnown("answer")),
        ({"job": {"id": "j"}}, NotKnown("answer")),
        ({"refusals": "no"}, NotKnown("answer")),
        (Rejected("token"), Rejected("token")),
        (NotKnown("cut"), NotKnown("cut")),
    ],
)
def test_a_cancellation(payload: Any, says: Outcome) -> None:
    if says == Rejected(getattr(says, "code", ""), "…"):
        says = Rejected(says.code, payload["refusals"][0]["message"])
    assert shop(payload)[0].cancel(PERMIT) == says


def test_a_cancellation_without_refund_leaves_the_method_out() -> None:
    mine, said = shop(NotKnown("x"))
    mine.cancel(PERMIT)
    assert said.sent == [
        ("Cancel", {"id": PERMIT.shopify_id, "reason": "OTHER", "restock": True, "notify": False, "note": "why"})
    ]


def _refund(**more: Any) -> dict[str, Any]:
    money = {"presentmentMoney": {"amount": "10.0", "currencyCode": "EUR"}}
    payment = {"kind": "REFUND", "status": "SUCCESS", "amountSet": money, "errorCode": None, **more}
    return {"refund": {"id": "gid://shopify/Refund/1", "transactions": {"nodes": [payment]}}, "refusals": []}


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (_refund(), Accepted("gid://shopify/Refund/1")),
        (_refund(status="PENDING"), Accepted("gid://shopify/Refund/1", 1000)),
        (_refund(status="AWAITING_RESPONSE"), Accepted("gid://shopify/Refund/1", 1000)),
        (_refund(status="FAILURE", errorCode="INSUFFICIENT_FUNDS"), Rejected("payment_failed", "INSUFFICIENT_FUNDS")),
        (_refund(status="ERROR"), Rejected("payment_failed", "ERROR")),
        (_refund(amountSet=None), NotKnown("answer")),
        ({"refund": None, "refusals": []}, NotKnown("answer")),
        ({"refund": {"id": "x"}, "refusals": []}, NotKnown("answer")),
        (
            {"refund": None, **refusal("Refund amount $25.00 is greater than net payment received $15.00")},
            Rejected("too_much", "Refund amount $25.00 is greater than net payment received $15.00"),
        ),
        (
            {"refund": None, **refusal("Quantity cannot refund more items than were purchased")},
            Rejected("too_much", "Quantity cannot refund more items than were purchased"),
        ),
        (
            {"refund": None, **refusal("This request is currently in progress, please try again.")},
            NotKnown("in_progress"),
        ),
        ({"refund": None, **refusal("Something new")}, Rejected("refused", "Something new")),
    ],
)
def test_a_refund(payload: Any, says: Outcome) -> None:
    assert shop(payload)[0].refund(REFUND) == says


def test_a_refund_says_exactly_what_was_permitted() -> None:
    assert _refund_input(REFUND) == {
        "orderId": "gid://shopify/Order/1",
        "currency": "JPY",
        "note": "note",
        "notify": True,
        "refundLineItems": [{"lineItemId": "l", "quantity": 2, "restockType": "CANCEL"}],
        "shipping": {"amount": "300"},
        "transactions": [
            {
                "orderId": "gid://shopify/Order/1", "parentId": "gid://shopify/OrderTransaction/1", "gateway": "visa",
                "kind": "REFUND", "amount": "1000",
            }
        ],
    }  # fmt: skip


def test_each_change_is_made_by_one_call() -> None:
    mine, said = shop(NotKnown("x"))
    mine.cancel(PERMIT)
    mine.refund(REFUND)
    mine.recall("r", True, "m")
    mine.recall("r", False, "m")
    assert [name for name, _ in said.sent] == ["Cancel", "Refund", "RecallNow", "AskRecall"]
    assert calls.VERSION in calls._PATH
