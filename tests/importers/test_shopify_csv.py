"""Shopify's order export with every quirk that was seen in the wild."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dropdesk.domain.order import Order, SeenOrder
from dropdesk.domain.values import Where
from dropdesk.importers import shopify_csv
from dropdesk.importers.tables import Parsed, read_table
from tests.importers.files import FIXTURES, accounted, fixture, shopify

HEAD = "Name,Financial Status,Currency,Total,Created at,Cancelled at,Lineitem quantity,Lineitem name,Lineitem price\n"
GOOD = "#1,paid,EUR,20.00,2026-11-20 10:00:00 +0100,,2,Lamp,10.00\n"


def by_name(parsed: Parsed) -> dict[str, SeenOrder]:
    return {item.value.order.name: item.value for item in parsed.orders}


def one(row: str, head: str = HEAD) -> Order:
    parsed = shopify(head + row)
    assert parsed.problems == ()
    return parsed.orders[0].value.order


def why(rows: str) -> list[tuple[int, str, str]]:
    parsed = shopify(HEAD + rows)
    assert accounted(parsed)
    return [(problem.row, problem.name, problem.why) for problem in parsed.problems]


@pytest.mark.parametrize("name", sorted(path.name for path in (FIXTURES / "orders").iterdir()))
def test_every_row_of_every_header_is_taken(name: str) -> None:
    parsed = shopify(fixture(f"orders/{name}"))
    assert parsed.kind == "shopify_orders"
    assert parsed.problems == ()
    assert parsed.rows == sum(len(item.rows) for item in parsed.orders) > 1
    assert accounted(parsed)


def test_an_order_of_two_lines() -> None:
    seen = by_name(shopify(fixture("orders/eur_79cols.csv")))["#2009"]
    order = seen.order
    assert (order.currency, order.total, order.received, order.returned) == ("EUR", 4500, 4500, 0)
    assert order.created_at == datetime(2026, 11, 17, 19, 1, 40, tzinfo=UTC)
    assert order.shopify_id == "gid://shopify/Order/7100000002009"
    assert order.seen.where is Where.SHOPIFY_FILE
    assert order.seen.at == datetime(2026, 11, 18, 8, 15, 2, tzinfo=UTC)  # the newest date of the whole file
    case, cable = order.lines
    assert (case.id, case.title, case.sku, case.vendor) == ("1", "Phone case - Red", "CASE-R", "Test Lane")
    assert (case.fulfilled, cable.fulfilled) == (1, 0)
    assert case.fulfilled_at == datetime(2026, 11, 18, 7, tzinfo=UTC)
    assert (cable.quantity, cable.fulfilled_at) == (3, None)
    # 5.00 of 50.00 off the whole order is shared out.
    assert (case.unit_value, cable.unit_value) == (1800, 900)
    assert seen.person is not None
    assert (seen.person.name, seen.person.email) == ("Bo Muster", "bo@example.com")
    assert [(hint.number, hint.certain) for hint in seen.hints] == [("8190000000002009", True)]


def test_hints_of_notes_and_attributes() -> None:
    orders = by_name(shopify(fixture("orders/eur_79cols.csv")))
    assert [(h.number, h.certain) for h in orders["#2010"].hints] == [("8190000000002010", True)]
    assert [(h.number, h.certain) for h in orders["#2007"].hints] == [("8190000000002007", False)]
    assert orders["#2006"].hints == ()


@pytest.mark.parametrize(
    ("name", "received", "returned", "cancelled"),
    [
        ("#2008", 1200, 1200, True),
        ("#2007", 6000, 2000, False),
        ("#2006", 0, 0, True),
        ("#2005", 0, 0, False),
        ("#2003", 3385, 0, False),
    ],
)
def test_money(name: str, received: int, returned: int, cancelled: bool) -> None:
    order = by_name(shopify(fixture("orders/eur_79cols.csv")))[name].order
    assert (order.received, order.returned, order.cancelled_at is not None) == (received, returned, cancelled)
    assert order.returned_without_quantities == returned


@pytest.mark.parametrize(
    ("refunded", "cancelled", "removed"),
    [("0.00", "", 1), ("", "", 1), ("5.00", "", 0), ("0.00", "2026-11-12 11:00:00 +0100", 0)],
)
def test_restocked_without_a_refund_is_taken_off_and_no_money_went_back(
    refunded: str, cancelled: str, removed: int
) -> None:
    head = HEAD.replace("\n", ",Refunded Amount,Lineitem fulfillment status\n")
    row = f"#1,paid,EUR,5.00,2026-11-10 10:00:00 +0100,{cancelled},1,Lamp,5.00,{refunded},restocked\n"
    (line,) = one(row, head).lines
    assert (line.returned, line.removed) == (1, removed)


@pytest.mark.parametrize(
    ("refunded", "unnamed"), [("10.00", 0), ("7.50", 0), ("15.00", 500), ("20.00", 1000), ("0.00", 0)]
)
def test_the_refund_of_a_restocked_line_names_it(refunded: str, unnamed: int) -> None:
    """Else it is laid on another, untouched item as well."""
    head = HEAD.replace("\n", ",Refunded Amount,Lineitem fulfillment status\n")
    row = f"#1,paid,EUR,20.00,2026-11-10 10:00:00 +0100,,1,Lamp,10.00,{refunded},restocked\n"
    row += "#1,,,,,,1,Mug,10.00,,pending\n"
    assert one(row, head).returned_without_quantities == unnamed


def test_lines_without_a_purchase_and_restocked_ones() -> None:
    orders = by_name(shopify(fixture("orders/eur_79cols.csv")))
    assert all(line.needs_no_purchase for line in orders["#2003"].order.lines)
    assert not any(line.needs_no_purchase for line in orders["#2010"].order.lines)
    assert [line.returned for line in orders["#2004"].order.lines] == [1]
    assert orders["#2006"].order.total == 1500  # yen have no cents
    assert orders["#2006"].person is None


def test_an_export_without_total() -> None:
    orders = by_name(shopify(fixture("orders/cad_34cols_crlf.csv")))
    assert {name: seen.order.received for name, seen in orders.items()} == {"#510": None, "#509": None, "#508": None}
    assert orders["#509"].order.returned == 19604
    assert orders["#509"].order.cancelled_at == datetime(2026, 11, 1, 8, 10, tzinfo=UTC)  # the person's own zone
    assert orders["#508"].order.returned == 2050
    assert len(orders["#508"].order.lines) == 2
    assert all(seen.person is None and seen.order.shopify_id is None for seen in orders.values())


@pytest.mark.parametrize(
    ("status", "received"),
    [("paid", 2000), ("PAID", 2000), ("partially_refunded", 2000), ("pending", 0), ("authorized", 0), ("voided", 0),
     ("expired", 0), ("", 0), ("partially_paid", None), ("odd", None)],
)  # fmt: skip
def test_what_came_in(status: str, received: int | None) -> None:
    assert one(GOOD.replace("paid", status)).received == received


def test_partly_paid_and_refunded_without_an_amount() -> None:
    head = HEAD.replace("Total,", "Total,Outstanding Balance,")
    assert one(GOOD.replace("paid", "partially_paid").replace("20.00,", "20.00,5.00,"), head).received == 1500
    order = one(GOOD.replace("paid", "refunded"))
    assert (order.received, order.returned) == (2000, 2000)


def test_a_file_without_the_status_of_lines_takes_the_orders() -> None:
    head = HEAD.replace("Currency,", "Currency,Fulfillment Status,")
    assert one(GOOD.replace("EUR,", "EUR,fulfilled,"), head).lines[0].fulfilled == 2
    assert one(GOOD.replace("EUR,", "EUR,unfulfilled,"), head).lines[0].fulfilled == 0
    assert one(GOOD.replace("EUR,", "EUR,partial,"), head).lines[0].fulfilled == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (GOOD.replace("#1", ""), "no_name"),
        (GOOD.replace("EUR", ""), "no_currency"),
        (GOOD.replace("EUR", "XYZ"), "bad_currency"),
        (GOOD.replace("EUR", "Euro"), "bad_currency"),
        (GOOD.replace("2026-11-20 10:00:00 +0100", "soon"), "bad_date"),
        (GOOD.replace("2026-11-20 10:00:00 +0100", "2027-11-20 10:00:00 +0100"), "future_date"),
        (GOOD.replace("2026-11-20 10:00:00 +0100", ""), "no_date"),
        (GOOD.replace("2026-11-20 10:00:00 +0100", "02/03/2026 10:00"), "unclear_date"),
        (GOOD.replace(",,2", ",yesterday,2"), "bad_date"),
        (GOOD.replace("20.00", "2E+1"), "bad_amount"),
        (GOOD.replace("10.00", "ten"), "bad_amount"),
        (GOOD.replace(",2,", ",two,"), "bad_quantity"),
        (GOOD.replace(",2,", ",99999,"), "bad_quantity"),
        (GOOD.replace(",2,Lamp,", ",,,"), "no_lines"),
        (GOOD.replace(",2,", ",0,"), "no_lines"),
        (GOOD.replace("\n", ",more\n"), "ragged"),
        ("#1,,,,2026-11-20 10:00:00 +0100,,2,Lamp,10.00\n", "no_first_row"),
        (HEAD, "header"),
        (",,,,,,,,\n", "empty"),
    ],
)
def test_why_a_row_is_not_taken(row: str, code: str) -> None:
    assert [(number, reason) for number, _, reason in why(row)] == [(2, code)]


def test_a_future_order_among_others() -> None:
    rows = GOOD + GOOD.replace("#1", "#2").replace("2026-11-20", "2027-11-20")
    assert why(rows) == [(3, "#2", "future_date")]
    assert shopify(HEAD + rows).as_of == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_an_order_falls_with_any_of_its_rows() -> None:
    more = "#1,,,,2026-11-20 10:00:00 +0100,,one,Shade,3.00\n"
    assert why(GOOD + more) == [(2, "#1", "bad_quantity"), (3, "#1", "bad_quantity")]
    assert why(GOOD + more.replace("\n", ",x\n")) == [(2, "#1", "ragged"), (3, "#1", "ragged")]


def test_twice_in_one_file() -> None:
    more = "#1,,,,2026-11-20 10:00:00 +0100,,1,Shade,3.00\n"
    assert why(GOOD + more + GOOD + more) == [(4, "#1", "duplicate"), (5, "#1", "duplicate")]


def test_two_shops_in_one_file() -> None:
    parsed = shopify(HEAD + GOOD + GOOD.replace("2026-11-20", "2026-11-19"))
    assert [item.value.order.created_at.day for item in parsed.orders] == [20, 19]


def test_rows_sorted_by_a_spreadsheet() -> None:
    more = "#1,,,,2026-11-20 10:00:00 +0100,,1,Shade,3.00\n"
    parsed = shopify(HEAD + GOOD + GOOD.replace("#1", "#2") + more)
    assert [(item.value.order.name, item.rows) for item in parsed.orders] == [("#1", (2, 4)), ("#2", (3,))]


def test_a_file_that_is_cut_off() -> None:
    found = why(GOOD + GOOD.replace("#1", "#2") + '#2,,,,2026-11-20 10:00:00 +0100,,1,"Sha')
    assert found == [(3, "#2", "open_quote"), (4, "", "open_quote")]


def test_other_tables_are_not_taken_for_it() -> None:
    assert not shopify_csv.fits(read_table("Order ID,Status\n1,2").header)


def test_amounts_have_the_decimals_of_their_currency() -> None:
    dinar = one("#2,paid,KWD,6.500,2026-11-20 10:00:00 +0300,,1,Belt,6.500\n")
    assert (dinar.total, dinar.received, dinar.lines[0].unit_value) == (6500, 6500, 6500)
    yen = one("#3,paid,JPY,1500,2026-11-20 10:00:00 +0300,,1,Belt,1500\n")
    assert (yen.total, yen.lines[0].unit_value) == (1500, 1500)


@pytest.mark.parametrize(
    ("word", "outstanding", "received"),
    [
        ("paid", "", 2000), ("paid", "0.00", 2000), ("paid", "5.00", 1500), ("paid", "-1.00", 2000),
        ("partially_paid", "5.00", 1500), ("partially_paid", "", None), ("pending", "20.00", 0), ("on hold", "", None),
        ("partially_refunded", "5.00", 1500), ("refunded", "5.00", 1500), ("refunded", "0.00", 2000),
        ("partially_refunded", "", 2000),
    ],
)  # fmt: skip
def test_what_came_in_and_what_nobody_told(word: str, outstanding: str, received: int | None) -> None:
    head = HEAD.replace("Total,", "Total,Outstanding Balance,")
    assert one(GOOD.replace("paid,EUR,20.00", f"{word},EUR,20.00,{outstanding}"), head).received == received


def test_a_column_that_is_missing_is_not_told() -> None:
    """Its blank cells are no word that nothing was sent, cancelled or refunded."""
    head = "Name,Created at,Currency,Lineitem name,Lineitem quantity"
    row = "#1,2026-11-20 10:00:00 +0100,EUR,Mug,1"
    whole = ("Fulfillment Status", "Cancelled at", "Refunded Amount")
    for n in range(4):
        columns = whole[:n]
        cells = ("", "", "0.00")[:n]
        seen = one(",".join((row, *cells)) + "\n", ",".join((head, *columns)) + "\n")
        assert seen.untold == ("fulfilled", "cancelled", "returned")[n:]
    said = one(f"{row},refunded,5.00\n", f"{head},Financial Status,Total\n")  # the word tells it
    assert said.untold == ("fulfilled", "cancelled")
