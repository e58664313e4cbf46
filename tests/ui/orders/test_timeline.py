"""The timeline is the journal (findings D17): what was told once stays, each entry has its words and its time."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, Seen, Where
from dropdesk.ui import i18n, words
from dropdesk.ui.orders.pane.timeline import Timeline
from tests.ui.case_world import KEY, CaseWorld
from tests.ui.cases.walk import Walk, asked, cleared, do, started
from tests.ui.world import NOW

LEG = LegId("leg-1")


def told(world: CaseWorld) -> tuple[Happened, ...]:
    return tuple(one for one in world.backend.details.view(KEY).timeline if not one.future)


def codes(world: CaseWorld) -> list[str]:
    return [one.code for one in told(world)]


def entries(shown: Timeline) -> list[str]:
    """What a screen reader says of each entry."""
    return [one.accessibleName() for one in shown.findChildren(QWidget) if type(one).__name__ == "_Entry"]


class Record:
    """Every entry that was ever told of an order; what goes missing is said."""

    def __init__(self, world: CaseWorld) -> None:
        self.world, self._ever = world, list[tuple[str, str]]()

    def look(self) -> None:
        now = [(one.code, one.at.isoformat()) for one in told(self.world)]
        missing = [one for one in self._ever if now.count(one) < self._ever.count(one)]
        assert not missing
        self._ever = now

    def do(self, *moves: mv.Move) -> Record:
        for move in moves:
            do(self.world, move)
            self.look()
        return self


def test_every_request_look_tick_and_answer_stays() -> None:
    world = CaseWorld()
    record = Record(world)
    record.do(mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), mv.Start())
    record.do(mv.TickRequest(LEG, world.now), mv.TickMessage(LEG, world.now))
    world.later(hours=50)
    record.do(Report(LEG, Say.NOT_SHIPPED, at=world.now))
    world.later(hours=23)
    record.do(mv.TickRequest(LEG, world.now), mv.TickMessage(LEG, world.now))
    world.later(hours=5)
    record.do(Report(LEG, Say.REFUSED, at=world.now, detail="shipped"), Report(LEG, Say.DEMANDED, at=world.now))
    record.do(Report(LEG, Say.NUMBER, at=world.now, tracking_number="LP1"))
    record.do(Report(LEG, Say.ACCEPTED, at=world.now))
    world.later(hours=2)
    record.do(Report(LEG, Say.SHIPPED, at=world.now - timedelta(hours=1)))
    found = codes(world)
    assert [one for one in found if one in ("said_asked", "said_asked_again", "looked", "wrote")] == [
        "said_asked",
        "wrote",
        "looked",
        "said_asked_again",
        "wrote",
    ]
    for code in ("said_refused", "said_demanded", "said_number", "said_accepted", "said_shipped"):
        assert found.count(code) == 1, code
    shipped = next(one for one in told(world) if one.code == "said_shipped")
    assert shipped.at == world.now - timedelta(hours=1)
    assert shipped.known == world.now


def test_a_correction_keeps_what_it_corrects() -> None:
    world = asked()
    record = Record(world)
    record.do(Report(LEG, Say.REFUSED, at=world.now, detail="shipped"))
    record.do(mv.Untick(LEG, "answer"))
    assert "said_refused" in codes(world)
    assert codes(world)[-1] == "unticked_answer"
    other = started()
    Record(other).do(mv.TickRequest(LEG, other.now), mv.Untick(LEG, "request"))
    assert "said_asked" in codes(other)
    assert "unticked_request" in codes(other)


def test_withdrawn_and_wanted_after_all_both_stay() -> None:
    world = asked()
    Record(world).do(mv.Withdraw(), mv.WantedAfterAll(), mv.Withdraw(), mv.Undone())
    found = codes(world)
    assert found.count("withdraw") == 2
    assert "wanted_after_all" in found
    assert "said_request_withdrawn" in found
    assert found[-1] == "closed"


def test_the_override_with_its_loss_stays_after_the_cancellation() -> None:
    world = asked()
    record = Record(world)
    record.do(mv.Override("", Money(1240, "EUR")))
    record.do(mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    world.proceed(KEY)
    record.look()
    entry = next(one for one in told(world) if one.code == "override")
    assert words.happened(entry.code, entry.data) == "Lock overridden; possible loss €12.40: “because”"
    found = codes(world)
    assert [code for code in found if code in ("planned_cancel", "call_sent", "call_taken", "cancelled")] == [
        "planned_cancel",
        "call_sent",
        "call_taken",
        "cancelled",
    ]
    assert not next(one for one in told(world) if one.code == "cancelled").data["others"]


def test_an_unclear_call_and_every_look_at_it_stay() -> None:
    world = cleared()
    record = Record(world)
    world.answer = "cut"
    record.do(mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    world.proceed(KEY)
    record.look()
    for _ in range(2):
        world.later(seconds=61)
        world.proceed(KEY)
        record.look()
    found = codes(world)
    assert found.count("call_sent") == 1
    assert found.count("call_not_known") == 1
    assert found.count("look_absent") == 2


def test_what_others_did_is_said_to_be_theirs() -> None:
    world = asked()
    record = Record(world)
    world.see(cancelled_at=world.now)
    record.look()
    assert next(one for one in told(world) if one.code == "cancelled").data["others"]
    record.do(Report(LEG, Say.ACCEPTED, at=world.now, amount=Money(1240, "EUR")))
    record.do(Report(LEG, Say.MONEY_RECEIVED, at=world.now, amount=Money(1000, "EUR")))
    record.do(Report(LEG, Say.MONEY_WRITTEN_OFF, at=world.now, amount=Money(240, "EUR")))
    said = [words.happened(one.code, one.data) for one in told(world)]
    assert "Cancelled in Shopify by somebody else" in said
    assert "€10.00 from the supplier received" in said
    assert "€2.40 of the supplier written off" in said


def test_a_saying_outside_a_case_is_told_once() -> None:
    world = asked()
    world.backend.details.report(KEY, Report(LEG, Say.REFUSED, at=world.now, detail="shipped"))
    assert codes(world).count("said_refused") == 1


def test_pane_and_case_page_show_the_same_entries_in_both_languages(qtbot: QtBot) -> None:
    world = asked()
    do(world, Report(LEG, Say.REFUSED, at=world.now, detail="shipped"), Report(LEG, Say.DEMANDED, at=world.now))
    world.see(seen=Seen(None, Where.SHOPIFY_API, world.now))
    for language in i18n.LANGUAGES:
        i18n.use(language)
        view = world.backend.details.view(KEY)
        assert all(words.happened(one.code, one.data) for one in view.timeline)
        shown = Timeline(view.timeline, world.now, whole=True)
        qtbot.addWidget(shown)
        names = [
            one.accessibleName() for one in shown.findChildren(QWidget) if one.metaObject().className() == "_Entry"
        ]
        assert len(names) == len(view.timeline)
        page = Walk(qtbot, world).page
        beside = page.side_facts.findChildren(Timeline)[0]
        for link in beside.findChildren(QWidget):
            if "earlier" in link.accessibleName() or "更早" in link.accessibleName():
                link.click()  # type: ignore[attr-defined]  # a Link is a button
        again = [
            one.accessibleName() for one in beside.findChildren(QWidget) if one.metaObject().className() == "_Entry"
        ]
        assert again == names
        page.close()


def test_entries_are_in_the_order_in_which_they_happened() -> None:
    world = asked()
    do(world, Report(LEG, Say.SHIPPED, at=NOW - timedelta(days=1)))
    times = [one.at for one in told(world)]
    assert times == sorted(times)
