"""Importing files and pasted tables: look first, then write. Importing the same twice changes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dropdesk.domain.case import apply as case_apply
from dropdesk.domain.case import journal
from dropdesk.domain.case.apply import asks_of_export
from dropdesk.domain.case.moves import SawInExport
from dropdesk.domain.case.phases import Claimed
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Less, Order, SeenOrder
from dropdesk.domain.order_merge import disagree as orders_disagree
from dropdesk.domain.order_merge import same_facts, since_claim, told_of
from dropdesk.domain.shrink import taken_back
from dropdesk.domain.supplier.purchase import MIXED, Purchase
from dropdesk.domain.supplier.purchase_contest import disagree
from dropdesk.domain.supplier.purchase_history import History, Taken, reworded, take
from dropdesk.domain.supplier.status_words import Meaning, meaning
from dropdesk.domain.values import CaseId, OrderKey, SupplierNumber, Where
from dropdesk.errors import Damaged
from dropdesk.importers import aliexpress, paste, shopify_csv
from dropdesk.importers.tables import LARGEST, Item, Parsed, Problem, decode, read_table
from dropdesk.services.purchase_linker import PurchaseLinker, own_stock
from dropdesk.services.turn import Turn
from dropdesk.store import cases, orders, purchases, settings
from dropdesk.store.engine import Store
from dropdesk.store.orders import Put

if TYPE_CHECKING:
    from sqlmodel import Session

T = TypeVar("T")
SLICE = 200
"""Orders a transaction, so that nobody waits long for the one writer."""
PASTED = "pasted"
"""Stands for a file's name where the text was pasted."""
_STATES = {"gone": Meaning.SHIPPED, "delivered": Meaning.COMPLETED, "stopped": Meaning.CANCELLED}
"""What the person is asked in are states of a leg; what is remembered are meanings of words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of a file, and what becomes of it."""

    name: str
    file: str
    row: int
    why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file as it was read. ``kind`` ``""``: not recognised; ``error``: a code."""

    name: str
    kind: str = ""
    rows: int = 0
    as_of: datetime | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A status word that nobody taught yet, and how many purchases carry it."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class ClaimAsked:
    """What the person says was done by hand, and what a file that names its order shows nothing of, though it cannot
    tell that it is newer. ``what`` and ``amount`` (minor units) as the person said them, ``at``: when it was done."""

    key: OrderKey
    name: str
    what: str
    amount: int
    currency: str
    at: datetime
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do: every row of every file is in exactly one of the four lists. ``claims``: what the person
    is asked, whether the files were made after it. The rest is what ``apply`` writes."""

    files: tuple[FileFound, ...]
    added: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]
    skipped: tuple[Finding, ...]
    unknown_words: tuple[UnknownWord, ...]
    orders: tuple[SeenOrder, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[ClaimAsked, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A file with what was read of it."""

    file: FileFound
    orders: tuple[Item[SeenOrder], ...] = ()
    purchases: tuple[Item[Purchase], ...] = ()
    problems: tuple[Problem, ...] = ()


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
            seen_orders = _sorted(
                [(read.file, item) for read in reads for item in read.orders],
                _order_name,
                lambda one: _merged(tx, one, salt)[2:],
                lists,
                _adds,
            )
            claims = self._claims(tx, reads, salt)
            seen_purchases = _purchases(
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

    def _claims(self, tx: Session, reads: Sequence[_Read], salt: str) -> tuple[ClaimAsked, ...]:
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
                for key, merged, *_ in (_merged(tx, item.value, salt),)
                if key == hand.key
            ]
            if told and all(asks_of_export(case, hand.ground, order) for _, order in told):
                phase, order = case.phase, hand.order
                files = tuple(dict.fromkeys(name for name, _ in told))
                found.append(
                    ClaimAsked(hand.key, order.name, phase.what, phase.amount, order.currency, phase.at, files)
                )
        return tuple(sorted(found, key=lambda one: (one.at, one.name)))

    def _file(self, path: Path) -> _Read:
        try:
            if path.stat().st_size > LARGEST:
                raise Damaged("too_big")
            table = read_table(decode(path.read_bytes()))
        except Damaged as error:
            return _Read(FileFound(path.name, error=error.code))
        except OSError:
            return _Read(FileFound(path.name, error="unreadable"))
        if shopify_csv.fits(table.header):
            return _read(path.name, shopify_csv.parse(table, self._now(), self._zone))
        columns = aliexpress.fits(table.header)
        if columns is None:
            return _Read(FileFound(path.name))
        return _read(path.name, aliexpress.parse(table, columns, Where.ALIEXPRESS_FILE, self._now(), self._zone))

    def _pasted(self, text: str, known: Mapping[str, str]) -> _Read:
        try:
            return _read(PASTED, paste.parse(decode(text.encode()), known, self._now(), self._zone))
        except Damaged as error:
            return _Read(FileFound(PASTED, error=error.code))

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
        key, merged, done, _ = _merged(tx, seen, settings.salt(tx))
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


def _read(name: str, parsed: Parsed) -> _Read:
    file = FileFound(name, parsed.kind, parsed.rows, parsed.as_of)
    return _Read(file, parsed.orders, parsed.purchases, parsed.problems)


def _sorted(
    items: Sequence[tuple[FileFound, Item[T]]],
    named: Callable[[T], tuple[str, object]],
    put: Callable[[T], tuple[Put, str]],
    lists: dict[Put, list[Finding]],
    adds: Callable[[T, T], str] = lambda best, other: "",
) -> list[T]:
    """Sorts the rows of every item into the lists; of several files that hold the same, the newest counts. Returns what
    may be written. ``named``: an item's name and identity; ``put``: what writing it would be, and why; ``adds``: what
    another one says that the newest does not: it enters too (``grown``), or both are named (``disagree``)."""
    newest: dict[object, tuple[FileFound, T]] = {}
    same: dict[object, list[T]] = {}
    for file, item in items:
        identity = named(item.value)[1]
        same.setdefault(identity, []).append(item.value)
        have = newest.get(identity)
        if have is None or _age(file) >= _age(have[0]):
            newest[identity] = (file, item.value)
    chosen: list[T] = []
    for file, item in items:
        name, identity = named(item.value)
        best_file, best = newest[identity]
        more = "" if best is item.value else adds(best, item.value)
        contests = any(adds(item.value, other) == "disagree" for other in same[identity] if other is not item.value)
        if best is item.value or more in ("grown", "disagree") or contests:
            done, why = put(item.value)
            chosen.append(item.value)  # what an older one tells of the total is remembered, too
            if more == "disagree" or any(
                adds(best, other) == "disagree" for other in same[identity] if other is not best
            ):
                why = "disagree"
        elif more:
            done, why = Put.OLDER, more
        else:
            done, why = Put.OLDER, "older" if _age(best_file) > _age(file) else "duplicate"
        lists[done] += [Finding(name, file.name, row, why) for row in item.rows]
    return chosen


def _age(file: FileFound) -> float:
    return file.as_of.timestamp() if file.as_of else 0.0


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


def _order_name(seen: SeenOrder) -> tuple[str, object]:
    """Name and identity: a re-saved file drops the seconds."""
    created = seen.order.created_at
    return seen.order.name, (
        seen.order.name,
        created - timedelta(seconds=created.second, microseconds=created.microsecond),
    )


def _merged(tx: Session, seen: SeenOrder, salt: str) -> tuple[OrderKey | None, SeenOrder, Put, str]:
    """The order as it would be kept, what that would be, and why."""
    email = seen.person.email.strip().casefold() if seen.person else ""
    customer = hashlib.sha256(f"{salt}{email}".encode()).hexdigest() if email and salt else ""
    order = own_stock(replace(seen.order, customer=customer), settings.own_stock(tx))
    key = orders.find(tx, order)
    if key is None:
        return None, replace(seen, order=order), Put.ADDED, ""
    before = orders.load(tx, key)
    newer = order.seen.at >= before.seen.at
    merged = told_of(before, order)
    known = {(hint.number, hint.line): hint for hint in orders.hints(tx, key)}
    hints = {**known, **{(hint.number, hint.line): hint for hint in seen.hints}}
    person = seen.person if newer or orders.person(tx, key) is None else None
    kept = SeenOrder(merged, person, tuple(hints.values()))
    why = _what_changed(before, merged)
    if not why and (hints != known or (person is not None and _new_person(tx, key, seen))):
        why = "updated"
    if merged.total_asked and merged.total_asked != before.total_asked:
        why = "disagree"
    if merged.less_asked is not None and merged.less_asked != before.less_asked:
        return key, kept, Put.CHANGED, "less"
    since = merged.lines, merged.less_back
    if not why and not newer and since == (before.lines, before.less_back):  # else it tells since when
        # It may contest what another file of its time told, or say that the rest came in since.
        remembered = (merged.totals_told, merged.words_told) != (before.totals_told, before.words_told)
        return key, kept if remembered else seen, Put.OLDER, "older"
    return key, kept, Put.CHANGED if why else Put.SAME, why


def _adds(best: SeenOrder, other: SeenOrder) -> str:
    """What another sighting of the same import adds to the newest (rules §3 "Facts and their age")."""
    if orders_disagree(best.order, other.order):
        return "disagree"
    both = told_of(best.order, other.order)
    return "grown" if _what_changed(best.order, both) or both.less_back != best.order.less_back else ""


def _new_person(tx: Session, key: OrderKey, seen: SeenOrder) -> bool:
    """Whether the file tells a name or mail that was not known."""
    have = orders.person(tx, key)
    new = seen.person
    if new is None:
        return False
    return have is None or (bool(new.name) and new.name != have.name) or (bool(new.email) and new.email != have.email)


def _what_changed(before: Order, after: Order) -> str:
    """The weightiest change, as a code; ``""`` when a file says nothing new."""
    if same_facts(before, after):
        return ""
    if before.cancelled_at is None and after.cancelled_at is not None:
        return "cancelled"
    if after.returned > before.returned:
        return "refunded"
    if sum(line.fulfilled for line in after.lines) > sum(line.fulfilled for line in before.lines):
        return "fulfilled"
    return "updated"


def _purchases(
    tx: Session,
    items: Sequence[tuple[FileFound, Item[Purchase]]],
    known: Mapping[str, str],
    taught: Mapping[str, str],
    lists: dict[Put, list[Finding]],
    now: datetime,
) -> list[Purchase]:
    """Sorts the rows of every purchase into the lists; returns what is to be written. Of several files that hold the
    same purchase the newest gives the state; an older one enters with what only grows, and keeps what was so then."""
    of_number: dict[SupplierNumber, list[tuple[FileFound, Item[Purchase]]]] = {}
    for file, item in items:
        of_number.setdefault(item.value.number, []).append((file, item))
    chosen: list[Purchase] = []
    for number, mine in of_number.items():
        before = purchases.history(tx, number)
        oldest_first = sorted(mine, key=lambda one: one[1].value.seen.at)
        newest = oldest_first[-1][1].value
        history, found = before, []
        for file, item in reversed(oldest_first):
            told = item.value
            taken = take(history, told, now, known)
            put, why = _purchase_put(before if told is newest else history, told, taken, taught)
            if put is Put.SAME and told is not newest:
                put, why = Put.OLDER, "duplicate"
            if taken.rows or taken.history.state != history.state or put is not Put.OLDER:
                chosen.append(told)
            history = taken.history
            found.append((file, item, put, why))
        told_at = [one.told for one in history.sightings] + [item.value for _, item in mine]
        for file, item, put, why in found:
            named = "disagree_supplier" if any(disagree(item.value, one, known) for one in told_at) else why
            lists[put] += [Finding(number, file.name, row, named) for row in item.rows]
    return sorted(chosen, key=lambda one: one.seen.at)


def _purchase_put(before: History, told: Purchase, taken: Taken, taught: Mapping[str, str]) -> tuple[Put, str]:
    """What taking a purchase up is, and why."""
    put = purchases.put_of(before, told, taken)
    state = before.state
    if put is Put.ADDED or state is None:
        return Put.ADDED, ""
    if put is Put.OLDER:
        return put, "older"
    if put is Put.SAME and told.status.casefold() not in taught:
        return put, ""
    if taken.grown and not taken.news:
        return Put.CHANGED, "grown"
    after = taken.history.state
    return Put.CHANGED, "status" if after is not None and after.status != state.status else "updated"
