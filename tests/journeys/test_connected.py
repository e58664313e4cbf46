"""Connect, sync, link, ask, cancel, verified: over every floor but the window, against the loopback shop."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dropdesk.bootstrap import Backend
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import Claimed, Cleared, RefundOwed, Settling
from dropdesk.domain.listing import Query, View
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import OrderKey, StoreId, SupplierNumber
from dropdesk.errors import NotAllowed, Refused, Unreachable
from dropdesk.report import Reports
from dropdesk.store.browse import Browse
from tests.fakes.loopback_shop.sample import fill
from tests.fakes.loopback_shop.server import CLIENT_ID, CLIENT_SECRET, SHOP, TOKEN, LoopbackShop
from tests.journeys.connected import MemoryKeychain, backend


@pytest.fixture
def server() -> Iterator[LoopbackShop]:
    with LoopbackShop() as made:
        made.set({"job_seconds": 0.02, "size": 1e9, "level": 1e9})
        fill(made.world)
        yield made


def names(made: Backend) -> dict[str, OrderKey]:
    browse = Browse(made.store.path)
    found = {row.name: row.key for row in browse.first_page(Query(view=View.ALL), 100)}
    browse.close()
    return found


def connected(folder: Path, server: LoopbackShop, keychain: MemoryKeychain) -> Backend:
    made = backend(folder, server.url, keychain)
    made.connections.connect(SHOP, TOKEN, "", "")
    made.sync.pull(StoreId(SHOP))
    return made


def cleared(made: Backend, key: OrderKey) -> None:
    """The person links, asks, and is told yes."""
    if all(leg.leg.number is None for leg in _open(made, key)):
        made.links.link(key, SupplierNumber("8190439416163555"), ())
    for move in (mv.SetWhy(mv.Reason.CHANGED_MIND, made.clock.now()), mv.Start()):
        _do(made, key, move)
    for leg in _open(made, key):
        if leg.leg.state is LegState.UNCLEAR:  # a number alone: its page says what there is to ask for
            _do(made, key, Report(leg.leg.id, Say.NOT_SHIPPED, at=made.clock.now()))
        _do(made, key, mv.TickRequest(leg.leg.id, made.clock.now()))
        _do(made, key, Report(leg.leg.id, Say.ACCEPTED, at=made.clock.now()))


def _open(made: Backend, key: OrderKey):  # type: ignore[no-untyped-def]
    made.cases.open_case(key)
    return made.cases.view(key).legs


def _do(made: Backend, key: OrderKey, move: mv.Move, **texts: str) -> None:
    view = made.cases.view(key)
    made.cases.do(view.case.id, view.seq, move, texts)


def test_the_whole_path(tmp_path: Path, server: LoopbackShop) -> None:
    keychain = MemoryKeychain()
    made = connected(tmp_path, server, keychain)
    assert set(names(made)) == {f"#100{n}" for n in range(1, 7)}
    key = names(made)["#1001"]  # its note names the AliExpress order: linked by itself
    assert [leg.number for leg in made.details.view(key).legs] == [SupplierNumber("8190439416163001")]
    cleared(made, key)
    view = made.cases.view(key)
    assert isinstance(view.case.phase, Cleared)
    suggested = made.cases.suggest(key, None, True)
    assert suggested.amount == view.left
    _do(made, key, mv.WantCancel(suggested.amount, False, CancelReason.CUSTOMER, False, True))
    made.outbox.proceed(key)
    time.sleep(0.05)
    made.outbox.proceed(key)
    view = made.cases.view(key)
    assert isinstance(view.case.phase, Settling) or view.case.phase.kind == "closed"
    kinds = [row["kind"] for row in server.report()["ledger"]]
    assert (kinds.count("cancel"), kinds.count("refund")) == (1, 1)
    assert made.details.view(key).verdict.code == "done"
    made.store.close()


def test_a_restart_finds_the_shop_by_its_keyring(tmp_path: Path, server: LoopbackShop) -> None:
    keychain = MemoryKeychain()
    connected(tmp_path, server, keychain).store.close()
    again = backend(tmp_path, server.url, keychain)
    assert again.connections.shop(StoreId(SHOP)) is None
    assert again.connections.load() == [StoreId(SHOP)]
    again.sync.pull(StoreId(SHOP))
    assert again.connections.troubles == {}
    keychain.kept.clear()
    lost = backend(tmp_path, server.url, keychain)
    assert lost.connections.load() == []
    assert lost.connections.troubles == {StoreId(SHOP): "no_token"}
    assert names(lost)  # everything stays readable


def test_by_hand_is_believed_when_it_is_seen(tmp_path: Path, server: LoopbackShop) -> None:
    keychain = MemoryKeychain()
    made = connected(tmp_path, server, keychain)
    key = names(made)["#1002"]
    cleared(made, key)
    left = made.cases.view(key).left
    assert left is not None
    _do(made, key, mv.DoByHand("cancel", left))
    _do(made, key, mv.DidByHand(made.clock.now()))
    view = made.cases.view(key)
    assert isinstance(view.case.phase, Claimed)
    made.sync.one(key)
    assert isinstance(made.cases.view(key).case.phase, Claimed)  # not done yet: not claimed
    order_id = view.order.order.shopify_id
    assert order_id is not None
    server.world.orders[order_id]["cancelledAt"] = server.world.stamp()
    server.world.touch(server.world.orders[order_id])
    made.sync.one(key)
    assert isinstance(made.cases.view(key).case.phase, RefundOwed)  # cancelled, the money is still to go back


def test_what_a_sync_says_when_it_fails(tmp_path: Path, server: LoopbackShop) -> None:
    made = connected(tmp_path, server, MemoryKeychain())
    server.set({"scopes": []})
    with pytest.raises((NotAllowed, Refused)):
        made.sync.pull(StoreId(SHOP))
    assert made.connections.troubles
    server.stop()
    with pytest.raises(Unreachable):
        made.sync.pull(StoreId(SHOP))
    with pytest.raises(NotAllowed, match="no_token"):
        made.sync.pull(StoreId("nobody"))


def test_secrets_and_people_stay_where_they_belong(tmp_path: Path, server: LoopbackShop) -> None:
    """T10: a planted token, client secret and person; then everything that lies in the folder is searched."""
    folder = tmp_path / "data"
    reports = Reports(folder / "logs")
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    keychain = MemoryKeychain()
    made = backend(folder, server.url, keychain)
    reports.start()
    try:
        made.connections.connect(SHOP, "", CLIENT_ID, CLIENT_SECRET)
        made.sync.pull(StoreId(SHOP))
        made.connections.forget(SHOP)
        made.connections.connect(SHOP, TOKEN, "", "")
        made.sync.pull(StoreId(SHOP))
        key = names(made)["#1003"]
        cleared(made, key)
        try:
            raise RuntimeError(f"token {TOKEN} of ada.example@example.com, +49 30 1234567")
        except RuntimeError as error:
            reports.bug(error)
        logging.getLogger("dropdesk").warning("Authorization: Bearer %s", TOKEN)
        server.faults.clear()
        server.fault("status", "*", status=401, times=9)
        with pytest.raises(NotAllowed) as refused:
            made.sync.pull(StoreId(SHOP))
        said = f"{refused.value} {refused.value.facts} {made.connections!r} {made.connections.shop(StoreId(SHOP))!r}"
        assert TOKEN not in said
        assert CLIENT_SECRET not in said
    finally:
        for handler in [one for one in root.handlers if one not in before]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
    made.store.close()
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        held = path.read_bytes()
        for secret in (TOKEN, CLIENT_SECRET):
            assert secret.encode() not in held, path
        if path.suffix in (".log", ".txt"):
            assert b"example.com" not in held
            assert b"1234567" not in held
            assert b"Ada" not in held
    assert set(keychain.kept) == {f"{SHOP}/token"}
    plain = sqlite3.connect(folder / "dropdesk.db")
    journal = repr(plain.execute("SELECT move, state FROM journal").fetchall())
    orders = repr(plain.execute("SELECT body, legs, hints FROM orders").fetchall())
    plain.close()
    assert "Cem Muster" not in journal + orders
    assert "example.com" not in journal + orders
