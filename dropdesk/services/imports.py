"""Importing files and pasted tables: look first, then write. Importing the same twice changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from dropdesk.domain.case.shape import journal
from dropdesk.domain.case.shape.moves import SawInExport
from dropdesk.domain.case.shape.phases import Claimed
from dropdesk.domain.case.steps import apply as case_apply
from dropdesk.domain.case.steps.apply import asks_of_export
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Less, Order, SeenOrder
from dropdesk.domain.order_merge import since_claim
from dropdesk.domain.shrink import taken_back
from dropdesk.domain.supplier.purchase import MIXED, Purchase
from dropdesk.domain.supplier.purchase_history import Taken, reworded, take
from dropdesk.domain.supplier.status_words import Meaning, meaning
from dropdesk.domain.values import CaseId, OrderKey, SupplierNumber, Where
from dropdesk.errors import Damaged
from dropdesk.importers import aliexpress, paste, shopify_csv
from dropdesk.importers.tables import LARGEST, Parsed, decode, read_table
from dropdesk.services.import_preview import ClaimAsked, FileFound, Finding, ImportPreview, ReadFile, UnknownWord
from dropdesk.services.import_sorting import T, adds_to, merged_order, order_identity, sort_purchases, sort_rows
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.services.turn import Turn
from dropdesk.store import cases, orders, purchases, settings
from dropdesk.store.engine import Store
from dropdesk.store.orders import Put

if TYPE_CHECKING:
    from sqlmodel import Session

SLICE = 200
"""Orders a transaction, so that nobody waits long for the one writer."""
PASTED = "pasted"
"""Stands for a file's name where the text was pasted."""
_STATES = {"gone": Meaning.SHIPPED, "delivered": Meaning.COMPLETED, "stopped": Meaning.CANCELLED}
"""What the person is asked in are states of a leg; what is remembered are meanings of words."""


class ImportService:
    """Fits the ui's ``Imports``. ``zone``: for times without one; None is the system's own."""

    def __init__(self, store: Store, turn: Turn, now: Callable[[], datetime], zone: tzinfo | None = None) -> None:
        self._store, self._turn, self._now, self._zone = store, turn, now, zone
        self._linker = PurchaseLinker(turn)

    # -- looking ---------------------------------------------------------------------------------------------------
    def preview(self, paths: Sequence[Path], pasted: str, answers: Mapping[str, str]) -> ImportPreview:
        """Reads everything and says what would be added, changed, left and skipped, and why. Changes nothing."""
        taught = _meanings(answers)
        with self._store.read() as tx:
            known = {**settings.words(tx), **taught}
            reads = [self._file(path) for path in paths]
            if pasted.strip():
                reads.append(self._pasted(pasted, known))
            salt = str(settings.get(tx, "salt", ""))
            lists: dict[Put, list[Finding]] = {put: [] for put in Put}  # "older" holds all that is skipped
            seen_orders = sort_rows(
                [(read.file, item) for read in reads for item in read.orders],
                order_identity,
                lambda one: merged_order(tx, one, salt)[2:],
                lists,
                adds_to,
            )
            claims = self._claims(tx, reads, salt)
            seen_purchases = sort_purchases(
                tx, [(read.file, item) for read in reads for item in read.purchases], known, taught, lists, self._now()
            )
        unknown = Counter(
            word
            for _, word in {(one.number, one.status): one.status for one in seen_purchases}
            if word and MIXED not in word and meaning(word, known=known) is None
        )
        for read in reads:
            for problem in read.problems:
                finding = Finding(problem.name, read.file.name, problem.row, problem.why, problem.facts)
                lists[Put.OLDER].append(finding)
        in_order = {put: tuple(sorted(found, key=lambda f: (f.file, f.row))) for put, found in lists.items()}
        return ImportPreview(
            files=tuple(read.file for read in reads),
            added=in_order[Put.ADDED],
            changed=in_order[Put.CHANGED],
            unchanged=in_order[Put.SAME],
            skipped=in_order[Put.OLDER],
            unknown_words=tuple(UnknownWord(word, n) for word, n in unknown.most_common()),
            orders=tuple(seen_orders),
            purchases=tuple(seen_purchases),
            answers=taught,
            claims=claims,
        )

    def _claims(self, tx: Session, reads: Sequence[ReadFile], salt: str) -> tuple[ClaimAsked, ...]:
        """What was done by hand, is named by a file, and is neither seen in any of them nor proven undone by one."""
        found: list[ClaimAsked] = []
        for standing in cases.in_phase(tx, "claimed"):
            hand = self._turn.look(tx, standing.order)
            case = hand.case
            if case is None or not isinstance(case.phase, Claimed):
                continue
            told = [
                (read.file.name, merged.order)
                for read in reads
                for item in read.orders
                if item.value.order.name == hand.order.name
                for key, merged, *_ in (merged_order(tx, item.value, salt),)
                if key == hand.key
            ]
            if told and all(asks_of_export(case, hand.ground, order) for _, order in told):
                phase, order = case.phase, hand.order
                files = tuple(dict.fromkeys(name for name, _ in told))
                found.append(
                    ClaimAsked(hand.key, order.name, phase.what, phase.amount, order.currency, phase.at, files)
                )
        return tuple(sorted(found, key=lambda one: (one.at, one.name)))

    def _file(self, path: Path) -> ReadFile:
        try:
            if path.stat().st_size > LARGEST:
                raise Damaged("too_big")
            table = read_table(decode(path.read_bytes()))
        except Damaged as error:
            return ReadFile(FileFound(path.name, error=error.code))
        except OSError:
            return ReadFile(FileFound(path.name, error="unreadable"))
        if shopify_csv.fits(table.header):
            return _read(path.name, shopify_csv.parse(table, self._now(), self._zone))
        columns = aliexpress.fits(table.header)
        if columns is None:
            return ReadFile(FileFound(path.name))
        return _read(path.name, aliexpress.parse(table, columns, Where.ALIEXPRESS_FILE, self._now(), self._zone))

    def _pasted(self, text: str, known: Mapping[str, str]) -> ReadFile:
        try:
            return _read(PASTED, paste.parse(decode(text.encode()), known, self._now(), self._zone))
        except Damaged as error:
            return ReadFile(FileFound(PASTED, error=error.code))

    # -- writing ---------------------------------------------------------------------------------------------------
    def apply(self, preview: object, not_done: Collection[OrderKey] = ()) -> Changes:
        """Writes what was looked at, each order and purchase compared once more. At most 200 orders a transaction; a
        purchase and what the legs make of it are one, for nothing would bring the second to a leg later. ``not_done``:
        orders of ``claims`` of which the person says that the files were made after it."""
        if not isinstance(preview, ImportPreview):
            raise TypeError("not a preview of this service")
        changed: set[OrderKey] = set()
        if preview.answers:
            with self._store.write() as tx:
                changed |= self._see(tx, self._teach(tx, preview.answers))
        for slice_ in _slices(preview.purchases):
            with self._store.write() as tx:
                changed |= self._see(tx, [one.number for one in slice_ if self._put_purchase(tx, one)])
        for part in _slices(preview.orders):
            with self._store.write() as tx:
                keys = [key for seen in part if (key := self._put_order(tx, seen)) is not None]
                numbers = {leg.number for key in keys for leg in orders.legs(tx, key) if leg.number}
                for number in sorted(numbers):
                    keys += self._linker.see(tx, number)
                changed |= self._settle(tx, keys)
        moved: set[CaseId] = set()
        asked = {one.key: one.at for one in preview.claims}
        for key in sorted(set(asked) & set(not_done)):
            with self._store.write() as tx:
                hand = self._turn.hand(tx, key)
                phase = hand.case.phase if hand.case is not None else None
                if hand.case is not None and isinstance(phase, Claimed) and phase.at == asked[key]:
                    # Else the files told of it, or it is another claim than the one that was asked about.
                    said = SawInExport(self._now())
                    hand.keep(case_apply.apply(hand.case, said, hand.ground), journal.word(said))
                    moved.add(hand.case.id)
                    changed.add(key)
        return Changes(orders=frozenset(changed), cases=frozenset(moved))

    def _teach(self, tx: Session, answers: Mapping[str, str]) -> list[SupplierNumber]:
        """Remembers what words mean; returns the purchases that carry one of them."""
        for word, means in answers.items():
            settings.put_word(tx, word, means, self._now())
        carry = [one for one in purchases.everything(tx) if set(one.status.casefold().split(MIXED)) & set(answers)]
        known = settings.words(tx)
        for number in [one.number for one in carry if MIXED in one.status]:
            before = purchases.history(tx, number)
            purchases.keep(tx, before, Taken(reworded(before, known), (), True, False), self._now())
        return [one.number for one in carry]

    def _see(self, tx: Session, numbers: Iterable[SupplierNumber]) -> set[OrderKey]:
        """Lets the legs that carry these purchases take up what became known of them."""
        return self._settle(tx, [key for number in dict.fromkeys(numbers) for key in self._linker.see(tx, number)])

    def _put_purchase(self, tx: Session, told: Purchase) -> bool:
        """Takes up a purchase; False when nothing is new, not even when it was seen."""
        before, now = purchases.history(tx, told.number), self._turn.moment(tx)  # as the journal's own rows
        return purchases.keep(tx, before, take(before, told, now, settings.words(tx)), now)

    def _put_order(self, tx: Session, seen: SeenOrder) -> OrderKey | None:
        """Writes one order; None when there was nothing to write."""
        key, merged, done, _ = merged_order(tx, seen, settings.salt(tx))
        if done is Put.OLDER and merged is seen:
            return None
        if done is Put.SAME and key is not None and orders.load(tx, key) == merged.order:
            return None
        asked: tuple[int, ...] = ()
        less: Less | None = None
        if key is not None:
            before = orders.load(tx, key)
            asked, less = before.total_asked, before.less_asked
            merged = replace(merged, order=self._since_claim(tx, key, before, merged.order))
        key, _ = orders.put(tx, merged, self._now())
        order = orders.load(tx, key)
        if order.less_asked is not None and order.less_asked != less:
            taken: dict[str, object] = {"less": list(taken_back(order.less_asked)), "as_of": order.seen.at.isoformat()}
            orders.happened(tx, key, self._now(), "says_less", taken)
        if done is Put.OLDER:
            return None  # remembered alone
        if order.total_asked and order.total_asked != asked:
            named: dict[str, object] = {"amounts": list(order.total_asked), "currency": order.currency}
            orders.happened(tx, key, self._now(), "totals_disagree", named)
        if done is Put.ADDED:
            orders.happened(tx, key, self._now(), "imported")
        self._linker.attach_hints(tx, key)
        return key

    def _since_claim(self, tx: Session, key: OrderKey, before: Order, told: Order) -> Order:
        """More money is back, of which the person said "I did it": a file tells no time, they did."""
        if told.returned <= before.returned:
            return told
        case = self._turn.look(tx, key).case
        if case is None or not isinstance(case.phase, Claimed) or not case.phase.amount:
            return told
        return since_claim(before, told, case.phase.at)

    def _settle(self, tx: Session, keys: Iterable[OrderKey]) -> set[OrderKey]:
        """Lets cases and verdicts follow."""
        touched = set(keys)
        self._turn.refresh(tx, sorted(touched))
        return touched


def _read(name: str, parsed: Parsed) -> ReadFile:
    file = FileFound(name, parsed.kind, parsed.rows, parsed.as_of)
    return ReadFile(file, parsed.orders, parsed.purchases, parsed.problems)


def _slices(all_: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(all_), SLICE):
        yield all_[start : start + SLICE]


def _meanings(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers as the words are remembered: folded, by meaning. What was left open is not taught."""
    taught: dict[str, str] = {}
    for word, state in answers.items():
        means = _STATES.get(state, state)
        if word.strip() and means in set(Meaning):
            taught[word.strip().casefold()] = str(means)
    return taught
