"""What is known and told anew: lines keep their ids, a lost column takes nothing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dropdesk.domain.order import Line, Order
from dropdesk.domain.purchase import Purchase, PurchaseItem
from dropdesk.domain.resight import same_lines, seen_again, told_anew
from dropdesk.domain.values import LineId, Money, OrderKey, Seen, StoreId, SupplierNumber, Where

T = datetime(2026, 11, 20, tzinfo=UTC)
SEEN = Seen(None, Where.SHOPIFY_FILE, T)


def line(number: str, title: str, quantity: int = 1, **facts: object) -> Line:
    return replace(Line(LineId(number), title, quantity, 1000), **facts)  # type: ignore[arg-type]


def order(*lines: Line, **facts: object) -> Order:
    plain = Order(OrderKey(0), StoreId("file"), "#1", "EUR", lines, T, SEEN)
    return replace(plain, **facts)  # type: ignore[arg-type]


def titles(found: Order) -> list[tuple[str, str, int, int]]:
    return [(one.id, one.title, one.quantity, one.returned) for one in found.lines]


def test_a_line_that_is_gone_was_removed_and_a_new_one_gets_its_own_id() -> None:
    before = order(line("1", "Lamp"), line("2", "Mug"))
    now = told_anew(before, order(line("1", "Mug"), line("2", "Plate"), line("3", "Bowl")))
    assert titles(now) == [("1", "Lamp", 1, 1), ("2", "Mug", 1, 0), ("3", "Plate", 1, 0), ("4", "Bowl", 1, 0)]
    assert titles(told_anew(now, order(line("1", "Mug"), line("2", "Plate"), line("3", "Bowl")))) == titles(now)


def test_a_renamed_line_is_found_by_its_place() -> None:
    before = order(line("1", "Lamp"), line("2", "Mug"))
    assert titles(told_anew(before, order(line("1", "Light"), line("2", "Mug")))) == [
        ("1", "Lamp", 1, 0),
        ("2", "Mug", 1, 0),
    ]


def test_a_smaller_quantity_is_a_removal() -> None:
    now = told_anew(order(line("1", "Lamp", 3)), order(line("1", "Lamp", 1)))
    assert titles(now) == [("1", "Lamp", 3, 2)]


def test_lines_by_title_and_variant_sku_and_gid() -> None:
    file = (line("1", "Lamp - Red"), line("2", "Lamp - Blue"), line("3", "Old name", sku="S"))
    shop = (
        line("gid://3", "New name", sku="S"),
        line("gid://2", "Lamp", variant="Blue"),
        line("gid://1", "Lamp", variant="Red"),
    )
    assert {old: new.id if new else None for old, new in same_lines(file, shop).items()} == {
        "1": "gid://1",
        "2": "gid://2",
        "3": "gid://3",
    }
    swapped = (line("gid://1", "Lamp", variant="Blue"), line("gid://2", "Lamp", variant="Red"))
    found = same_lines((line("gid://1", "Lamp"), line("gid://2", "Lamp")), swapped)
    assert [new.id for new in found.values() if new] == ["gid://1", "gid://2"]


def test_fulfilment_follows_and_what_was_asked_for_stays() -> None:
    earlier = T - timedelta(days=2)
    before = order(line("1", "Lamp", 3, requested=2, fulfilled=1, fulfilled_at=earlier))
    same = told_anew(before, order(line("1", "Lamp", 3, fulfilled=1, fulfilled_at=T))).lines[0]
    assert (same.fulfilled_at, same.requested) == (earlier, 2)
    more = told_anew(before, order(line("1", "Lamp", 3, fulfilled=2, fulfilled_at=T))).lines[0]
    assert (more.fulfilled_at, more.requested) == (T, 1)
    none = told_anew(before, order(line("1", "Lamp", 3))).lines[0]
    assert (none.fulfilled, none.fulfilled_at) == (0, None)


def test_money_does_not_become_unknown() -> None:
    before = order(line("1", "Lamp"), total=2000, received=0)
    assert told_anew(before, order(line("1", "Lamp"), received=None)).received == 2000
    assert told_anew(replace(before, received=1500), order(line("1", "Lamp"), received=None)).received == 1500
    assert told_anew(order(line("1", "Lamp"), received=None), order(line("1", "Lamp"), received=None)).received is None


def test_a_purchase_keeps_what_a_poorer_export_leaves_out() -> None:
    before = Purchase(
        SupplierNumber("8190000000000001"), "FINISH", SEEN, placed_at=T + timedelta(hours=3), paid_at=T,
        end_reason="pay_timeout", shop_name="Shop", shop_id="1", total=Money(1590, "EUR"), tracking_number="LP1",
        items=(PurchaseItem("Lamp", 2, price=Money(710, "EUR")),),
    )  # fmt: skip
    poor = Purchase(before.number, "finish", SEEN, placed_at=T, placed_is_date=True)
    assert replace(seen_again(before, poor), status="FINISH") == before
    moved = seen_again(before, replace(poor, status="Completed", items=before.items, total=Money(1420, "EUR")))
    assert (moved.end_reason, moved.total) == ("", Money(1590, "EUR"))
    told = seen_again(
        before, replace(poor, total=Money(1700, "EUR"), placed_at=T + timedelta(hours=4), placed_is_date=False)
    )
    assert (told.total, told.placed_at) == (Money(1700, "EUR"), T + timedelta(hours=4))
    assert seen_again(before, replace(poor, status="")).status == "FINISH"
