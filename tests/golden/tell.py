"""What a database says, as plain facts, read through the store of whatever version runs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from dropdesk.domain.case.shape.state import Case
from dropdesk.store import cases, codec, orders, purchases, settings
from dropdesk.store.engine import Store
from dropdesk.store.orders import FILES  # noqa: F401  # the module is whole
from tests.golden.plain import plain
from tests.stored import every_case


def told(database: Path) -> dict[str, Any]:
    """Facts, legs, journals, purchases, sayings, notes, settings. The file itself stays as it is: a copy is opened."""
    with tempfile.TemporaryDirectory() as made:
        shutil.copy(database, Path(made) / "dropdesk.db")
        store = Store.open(Path(made))
        try:
            return _told(store)
        finally:
            store.close()


def _told(store: Store) -> dict[str, Any]:
    with store.write() as tx:
        assert not cases.broken(tx)
        rules = [[rule, level, value] for (rule, level), value in sorted(settings.rulebook(tx).changes.items())]
        words, own_stock = settings.words(tx), sorted(settings.own_stock(tx))
        # Since schema 0002 these three are dated rows; 0.1.0 kept each as one setting of that name.
        rows = {"rules": rules, "words": words, "own_stock": own_stock}
        return {
            "orders": {str(key): _order(tx, key) for key in orders.keys(tx, limit=10_000)},
            "purchases": {one.number: plain(one) for one in purchases.everything(tx)},
            "cases": {one.case: _case(tx, one) for one in every_case(tx)},
            "settings": {**{name: settings.get(tx, name) for name in settings.names(tx, "")}, **rows},
            **rows,
        }


def _order(tx: Any, key: Any) -> dict[str, Any]:
    return {
        "order": plain(orders.load(tx, key)),
        "legs": plain(orders.legs(tx, key)),
        "hints": plain(orders.hints(tx, key)),
        "saying": plain(orders.saying(tx, key)),
        "first_import": plain(orders.first_import(tx, key)),
        "person": plain(orders.person(tx, key)),
        "timeline": [[plain(at), code, plain(data)] for at, code, data in orders.timeline(tx, key)],
        "notes": [[plain(at), words] for at, words in orders.texts(tx, key, "note")],
    }


def _case(tx: Any, standing: Any) -> dict[str, Any]:
    return {
        "standing": plain(standing),
        "journal": [
            {"seq": row.seq, "at": plain(row.at), "move": row.move, "state": plain(codec.load(Case, row.state))}
            for row in cases.journal(tx, standing.case)
        ],
    }
