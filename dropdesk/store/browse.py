"""The table's window onto the orders: ids, pages, counts; SQL sorts, filters and searches (design §5)."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path

from dropdesk.domain.listing import Counts, OrderRow, Query, Sort, View
from dropdesk.domain.values import OrderKey
from dropdesk.store.reader import moment, moment_or_none, open_reader, split_han, unpack

_VIEWS = {
    View.TODO: "l.calm = 0",
    View.WAITING: "l.verdict = 'waiting'",
    View.MONEY_OUT: "l.money_out = 1",
    View.CLOSED: "l.step = 6",
    View.ALL: "1",
}
_SORTS = {
    Sort.DEFAULT: ("l.calm", "l.place", "l.deadline_sort", "l.key"),
    Sort.DEADLINE: ("l.deadline IS NULL AND l.overdue_since IS NULL", "l.deadline_sort", "l.key"),
    Sort.ORDER: ("length(l.name)", "l.name", "l.key"),
    Sort.SUPPLIER: ("l.supplier = ''", "l.supplier COLLATE NOCASE", "l.key"),
    Sort.CASE: ("l.step", "l.key"),
    Sort.PAID: ("l.received", "l.key"),
}
_PAGE = "SELECT l.*, p.name AS customer FROM listing l LEFT JOIN people p ON p.order_key = l.key"


class Browse:
    """Fits the ui's ``OrderSource``. One read-only connection; calls from several threads wait for each other."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._alone = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def _all(self, sql: str, values: Sequence[object]) -> list[sqlite3.Row]:
        with self._alone:
            if self._connection is None:
                self._connection = open_reader(self._path)
            return self._connection.execute(sql, values).fetchall()

    def first_page(self, query: Query, limit: int) -> Sequence[OrderRow]:
        """The first rows alone: this paints before all ids are known."""
        where, values = _where(query)
        return [_row(row) for row in self._all(f"{_PAGE} WHERE {where} {_order(query)} LIMIT ?", [*values, limit])]

    def ids(self, query: Query) -> array[int]:
        """The keys of all rows, in order: 8 bytes each."""
        where, values = _where(query)
        sql = f"SELECT l.key FROM listing l WHERE {where} {_order(query)}"  # noqa: S608  # our own words; values are bound
        return array("q", [row[0] for row in self._all(sql, values)])

    def page(self, keys: Sequence[int]) -> Mapping[int, OrderRow]:
        """Rows by key; a key that is gone is not there."""
        marks = ",".join("?" * len(keys))
        return {row["key"]: _row(row) for row in self._all(f"{_PAGE} WHERE l.key IN ({marks})", list(keys))}

    def counts(self) -> Counts:
        """For tabs and sidebar, without search and filter. Test orders and orders without lines do not count."""
        views = dict.fromkeys((str(view) for view in View), 0)
        verdicts: dict[str, int] = {}
        whole = 0
        groups = self._all(
            "SELECT verdict, calm, money_out, COUNT(*) AS n FROM listing WHERE counted = 1 GROUP BY 1, 2, 3", ()
        )
        for verdict, calm, money_out, n in groups:
            whole += n
            verdicts[verdict] = verdicts.get(verdict, 0) + n
            views[View.ALL] += n
            views[View.TODO] += 0 if calm else n
            views[View.WAITING] += n if verdict == "waiting" else 0
            views[View.MONEY_OUT] += n if money_out else 0
        closed = self._all("SELECT COUNT(*) FROM listing WHERE counted = 1 AND step = 6", ())
        views[View.CLOSED] = closed[0][0]
        money = self._all(
            "SELECT expected_currency, SUM(expected), MAX(expected_at_least) FROM listing WHERE money_out = 1 "
            "GROUP BY 1 ORDER BY 2 DESC",
            (),
        )
        sums = tuple((row[0], row[1]) for row in money if row[1])
        return Counts(views, verdicts, whole, verdicts.get("alarm", 0), sums, any(row[2] for row in money))

    def close(self) -> None:
        """Gives the connection back; the next call opens another."""
        with self._alone:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _order(query: Query) -> str:
    direction = " DESC" if query.descending else ""
    return "ORDER BY " + ", ".join(column + direction for column in _SORTS[query.sort])


def _where(query: Query) -> tuple[str, list[object]]:
    parts, values = [_VIEWS[query.view]], list[object]()
    if query.verdicts:
        parts.append(f"l.verdict IN ({','.join('?' * len(query.verdicts))})")
        values += sorted(query.verdicts)
    for word in query.search.split():
        table, term = _term(word)
        parts.append(f"l.key IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)")  # noqa: S608
        values.append(term)
    return " AND ".join(parts), values


def _term(word: str) -> tuple[str, str]:
    """Trigram finds any part of a word, but nothing under three characters; those are found as beginnings of words."""
    if len(word) >= 3:
        return "search", '"' + word.replace('"', '""') + '"'
    pieces = split_han(word).split()
    return "search_short", '"' + " ".join(pieces).replace('"', '""') + '"*'


def _row(row: sqlite3.Row) -> OrderRow:
    return OrderRow(
        key=OrderKey(row["key"]),
        name=row["name"],
        customer=row["customer"] or "",
        verdict=row["verdict"],
        muted=bool(row["muted"]),
        act_now=bool(row["act_now"]),
        attention=not row["calm"],
        because=row["because"],
        because_data=unpack(row["because_data"]),
        deadline=moment_or_none(row["deadline"]),
        deadline_kind=row["deadline_kind"],
        placed_at=moment(row["placed_at"]),
        supplier=row["supplier"],
        supplier_state=row["supplier_state"],
        supplier_at=moment_or_none(row["supplier_at"]),
        step=row["step"],
        paid=row["paid"],
        received=row["received"],
        expected=row["expected"],
        at_risk=row["at_risk"],
        currency=row["currency"],
        expected_currency=row["expected_currency"],
        deadline_is=row["deadline_is"],
        overdue_since=moment_or_none(row["overdue_since"]),
        at_risk_at_least=bool(row["at_risk_at_least"]),
        expected_at_least=bool(row["expected_at_least"]),
    )
