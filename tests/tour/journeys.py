"""The three ways through DropDesk, as a person goes them. Each is a script for ``stage.play``.

Names are the app's own sentences, so that the same script works in every language.
"""

from __future__ import annotations

from collections.abc import Callable

from dropdesk.ui.i18n import tr
from tests.tour.person import NotFound, Person

Shot = Callable[[str], object]
"""Takes a picture under a name."""


def no_pictures(_name: str) -> None:
    """For where none are wanted."""


def later(person: Person, entry: str) -> None:
    """Pushes the demo's clock, by an entry of the store's menu."""
    person.press(tr("Store: {name}", name=""))
    person.pick(entry)


def orders(person: Person) -> None:
    """Goes to all orders."""
    person.press(tr("Orders"))
    person.press(tr("All"))


def demo(person: Person, shot: Shot = no_pictures) -> None:
    """From an empty folder: the demo shop, its verdicts, one order to the end of the assistant, the money."""
    supplier = "Yiwu Bright Home"
    person.see(tr("Which orders can still be cancelled?"))
    person.press(tr("Open demo"))
    person.row("#1043")
    for tab, order in (
        (tr("Waiting"), "#1031"),
        (tr("Money out"), "#1035"),
        (tr("Closed"), "#1008"),
        (tr("To do"), "#1041"),
        (tr("All"), "#1022"),
    ):
        person.press(tab)
        person.row(order)
    person.row("#1043")
    person.see(tr("Ask the supplier to cancel"))
    shot("orders")

    person.press(tr("Ask the supplier to cancel"))
    person.see(tr("Why does {name} want to cancel?", name="Anna"))
    person.press(tr("Changed their mind"))
    person.press(tr("Continue"))

    person.see(tr("Ask {supplier} to cancel", supplier=supplier))
    person.press(tr("Copy message"))
    if "8190439" not in person.clipboard():
        raise NotFound("the copied message does not name the purchase")
    person.press(tr("Request sent"))
    person.see(tr("Undo: request sent"))
    person.press(tr("Message sent"))
    person.see(tr("Undo: message sent"))
    person.press(tr("Continue"))

    person.see(tr("Wait for {supplier}’s answer", supplier=supplier))
    later(person, tr("Demo clock: one day on"))
    person.see(tr("Wait for {supplier}’s answer", supplier=supplier))
    shot("assistant")
    person.press(tr("Cancelled"))
    person.press(tr("Save the answer"))

    person.see(tr("Cancel and refund in Shopify"))
    later(person, tr("Demo clock: one hour on"))
    person.press(tr("Continue"))
    person.see(tr("Locked: tick the look first"))
    person.press(tr("{supplier}: still cancelled", supplier=supplier))
    commit = tr("Cancel order {order} in Shopify and refund {amount}", order="#1043", amount="€34.90")
    person.see(commit)
    shot("shopify")
    person.press(commit)

    person.see(tr("Wait for {amount} from the supplier", amount="€12.40"))
    later(person, tr("Demo clock: one week on"))
    person.see(tr("Seen in Shopify {when}.", when="")[:8])
    shot("money")
    person.press(tr("{amount} has arrived", amount="€12.40"))
    person.see(tr("Closed {when}.", when="")[:6])
    person.press(tr("To the orders"))
    person.press(tr("Closed"))
    person.row("#1043")
