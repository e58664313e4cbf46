"""The way to every page, in any language: three visits (files, demo, a shop on this machine) that fill an album."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt

from dropdesk.ui import words
from dropdesk.ui.i18n import pair, tr
from tests.fakes.loopback_shop.server import TOKEN, LoopbackShop
from tests.tour.album import SIZES, Album
from tests.tour.journeys import import_button, later, to_answer, to_supplier
from tests.tour.person import Person

WIDE = SIZES[:1]


def _open(person: Person, order: str) -> None:
    """Opens an order's case from the list of all orders."""
    person.press(tr("Orders"))
    person.press(tr("All"))
    person.row(order, double=True)
    person.see(tr("Cancel assistant"))
    person.see(order)


def _step(person: Person, number: int) -> None:
    person.press(f"{number} {words.step_title(number)}")


def demo(person: Person, album: Album) -> None:
    """Orders and the assistant."""
    person.see(tr("Order details"))
    person.press(tr("All"))
    person.row("#1043")
    person.see(tr("Ask the supplier to cancel"))
    album.page(person, "orders")
    person.row("#1038")
    person.see(tr("Returned to the customer"))
    album.page(person, "alarm in the pane")
    person.row("#1033")
    person.see("Soap dish, oak")
    album.page(person, "two purchases in the pane")
    person.press(tr("Filter and sort"))
    person.wait(person.covers, "no filter menu opens")
    album.page(person, "filter menu", WIDE)
    person.key(Qt.Key.Key_Escape)
    person.type(tr("Search"), "nothing like it")
    person.see(tr("No order fits"))
    album.page(person, "empty search")
    person.press(tr("Clear search"))
    person.press(tr("Store: {name}", name=""))
    person.wait(person.covers, "no store menu opens")
    album.page(person, "store menu", WIDE)
    person.key(Qt.Key.Key_Escape)
    person.key(Qt.Key.Key_F1)
    person.see(tr("Keys"))
    album.page(person, "keys")
    person.press(tr("Close"))

    _open(person, "#1043")
    person.press(tr("Not as described"))
    album.page(person, "why")
    person.press(tr("Part refund…"))
    person.see(tr("Refund amount"))
    album.page(person, "goodwill")
    person.press(tr("Back"))
    to_supplier(person, "Anna")
    album.page(person, "supplier")
    person.press(tr("More"))
    person.wait(person.covers, "no menu opens")
    album.page(person, "case menu", WIDE)
    person.key(Qt.Key.Key_Escape)
    to_answer(person)
    person.press(tr("Refused"))
    album.page(person, "answer: refused")
    _step(person, 4)
    person.see(tr("Override…"))
    album.page(person, "locked")
    person.press(tr("Override…"))
    person.see(tr("Override the lock?"))
    album.page(person, "override")

    _open(person, "#1031")
    person.see(tr("Save the answer"))
    album.page(person, "answer")
    _open(person, "#1027")
    person.see(tr("Save the answer"))
    album.page(person, "refusal: number demanded")
    _open(person, "#1030")
    album.page(person, "why: a case begins after a refusal")
    _open(person, "#1033")
    album.page(person, "why: two items")
    to_supplier(person, "Nina")
    person.see(tr("Refund items in Shopify"))
    person.gone_from(tr("Asking Shopify…"))
    album.page(person, "refund items")
    _step(person, 3)
    album.page(person, "answer: two purchases")
    _open(person, "#1046")
    to_supplier(person, "Ida")
    album.page(person, "supplier: not linked")

    _open(person, "#1041")
    person.see(tr("Cancel and refund in Shopify"))
    album.page(person, "Shopify plan")
    person.press(tr("Part"))
    album.page(person, "Shopify plan: part")
    person.press(tr("Full"))
    later(person, tr("Demo clock: one hour on"))
    person.press(tr("Continue"))
    person.see(tr("Check AliExpress, then tick"))
    album.page(person, "confirm: locked")
    person.press(tr("{supplier}: still cancelled", supplier="Hangzhou Silk Co"))
    commit = tr("Cancel order {order} in Shopify and refund {amount}", order="#1041", amount="€42.50")
    person.see(commit)
    album.page(person, "confirm")
    person.press(commit)
    person.see(tr("Wait for {amount} from the supplier", amount="€16.20"))
    album.page(person, "money")
    person.press(tr("Another amount from {supplier}", supplier="Hangzhou Silk Co"))
    person.see(tr("How much has arrived?"))
    album.page(person, "money: another amount")
    person.press(tr("Cancel"))
    _step(person, 4)
    album.page(person, "Shopify: done")
    later(person, tr("Demo clock: one week on"))
    later(person, tr("Demo clock: one week on"))
    later(person, tr("Demo clock: one week on"))
    later(person, tr("Demo clock: one week on"))
    _step(person, 5)
    person.see(tr("{amount} from the supplier is late", amount="€16.20"))
    album.page(person, "money: late")


def rarer(person: Person, album: Album) -> None:
    """States that few orders reach."""
    person.press(tr("All"))
    for order, name, what in (
        ("#1047", "Oskar", "supplier: unpaid"),
        ("#1029", "Tom", "answer: dispute"),
        ("#1040", "Lukas", "supplier: unclear"),
        ("#1019", "Marie", "too late"),
        ("#1022", "Noah", "arrived"),
        ("#1020", "Samuel", "answer: on its way back"),
        ("#1056", "Klara", "recall first"),
    ):
        _open(person, order)
        to_supplier(person, name)
        album.page(person, what)
    _open(person, "#1035")
    album.page(person, "a refund is owed")


def shop(person: Person, album: Album, loopback: LoopbackShop) -> None:
    """A connected store, and a cancellation whose answer never comes."""
    person.press(pair(tr("Connect"), tr("Connect a Shopify store")))
    person.press(tr("Access token"))
    person.type(tr("Store"), loopback.shop)
    person.type(tr("Access token"), TOKEN)
    person.press(tr("Test connection"))
    person.see(tr("Store found: {name}", name="")[:-1])
    album.page(person, "connect: tested")
    person.press(tr("Connect"))
    person.press(tr("All"))
    person.row("#1002")
    person.press(tr("Link the purchase"))
    person.see(tr("It serves"))
    album.page(person, "link: several lines")
    person.press(tr("Nothing was ordered"))
    person.press(tr("Settings"))
    person.press(tr("Stores"))
    album.page(person, "settings: a connected store")
    _open(person, "#1002")
    to_supplier(person, "Ben")
    person.see(tr("Cancel and refund in Shopify"))
    person.press(tr("Continue"))
    commit = tr("Cancel order {order} in Shopify and refund {amount}", order="#1002", amount="€52.90")
    person.see(commit)
    loopback.world.job_seconds = 3600
    loopback.fault("close", "mutation", after=True)
    person.press(commit)
    person.see(tr("Sent. Not known yet."))
    album.page(person, "not known yet")


def files(person: Person, album: Album, exports: Sequence[Path]) -> None:
    """The beginning, files, settings, and the assistant by hand."""
    person.see(tr("Which orders can still be cancelled?"))
    album.page(person, "welcome")
    person.press(pair(tr("Connect"), tr("Connect a Shopify store")))
    person.see(tr("Client secret"))
    album.page(person, "connect: an app")
    person.press(tr("Access token"))
    person.press(tr("Test connection"))
    person.see(tr("Fill in the store’s address."))
    album.page(person, "connect: a token")
    person.press(tr("Cancel"))
    person.press(pair(tr("Choose files"), tr("Import files")))
    person.see(tr("Or paste a copied table"))
    album.page(person, "import: choose")
    person.drop(tr("Import files"), exports)
    person.see(tr("Skipped"))
    album.page(person, "import: preview")
    person.press(import_button())

    person.press(tr("All"))
    person.row("#1002")
    person.see(tr("Link the purchase"))
    album.page(person, "orders of a file")
    person.press(tr("Link the purchase"))
    person.see(tr("Link it"))
    album.page(person, "link")
    person.press(tr("Cancel"))
    person.press(tr("Settings"))
    for page, name in (
        (tr("Stores"), "stores"),
        (tr("Keyring"), "keyring"),
        (tr("Rules"), "rules"),
        (tr("Calendar"), "calendar"),
        (tr("General"), "general"),
    ):
        person.press(page)
        person.rest(200)  # what it shows is read anew, and shows no sign of its own
        album.page(person, f"settings: {name}")

    _open(person, "#1003")
    to_supplier(person, "Kim", tr("Ordered by mistake"))
    to_answer(person)
    person.press(tr("Cancelled"))
    person.see(tr("Cancel in Shopify by hand"))
    album.page(person, "plan by hand")
    person.press(tr("Continue"))
    person.see(tr("Show me the clicks"))
    album.page(person, "confirm by hand")
    person.press(tr("Show me the clicks"))
    person.see(tr("I did it"))
    album.page(person, "by hand")
    person.press(tr("I did it"))
    person.see(tr("Done by hand. Not seen yet."))
    album.page(person, "claimed")
