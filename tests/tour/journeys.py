"""The three ways through DropDesk, as a person goes them. Each is a script for ``stage.play``.

Names are the app's own sentences, so that the same script works in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from dropdesk.ui.i18n import pair, tr
from tests.tour.person import NotFound, Person

Shot = Callable[[str], object]
"""Takes a picture under a name."""


def no_pictures(_name: str) -> None:
    """For where none are wanted."""


def later(person: Person, entry: str) -> None:
    """Pushes the demo's clock, by an entry of the store's menu."""
    person.press(tr("Store: {name}", name=""))
    person.pick(entry)


def to_supplier(person: Person, name: str, reason: str = "") -> None:
    """From *Why* on, where a case is opened at its beginning. ``name``: the customer's first name; ``reason``: "" =
    changed their mind."""
    person.see(tr("Why does {name} want to cancel?", name=name))
    person.press(reason or tr("Changed their mind"))
    person.gone_from(tr("Before it arrives"))


def to_answer(person: Person) -> None:
    """From *Supplier* to *Answer*: the request and the message, with one press."""
    person.see(tr("Press Cancel on AliExpress"))
    person.press(tr("Requested and written"))
    person.see(tr("Save the answer"))


def ask(person: Person, name: str, reason: str = "") -> None:
    """From *Supplier* to *Answer*: the request and the message with one press, then why. ``name``: the customer's first
    name; ``reason``: "" = changed their mind."""
    person.see(tr("Press Cancel on AliExpress"))
    person.press(tr("Requested and written"))
    to_supplier(person, name, reason)
    person.see(tr("Save the answer"))


def import_button() -> str:
    """How the button of an import's preview begins; it goes on with the number of rows."""
    return tr("Import %n rows").split("%n")[0]


MOST_ACTS = 8
"""So many deliberate acts may a plain cancellation take (issue of the first session, effort)."""


def shortest(person: Person) -> list[str]:
    """A paid, unshipped order, cancelled with a full refund by a connected store: every act from the selected row to
    the supplier's money awaited. The press in the supplier's own page is one of them."""
    supplier = "Yiwu Bright Home"
    person.see(tr("Which orders can still be cancelled?"))
    person.press(tr("Open demo"))
    person.row("#1043")
    began = len(person.said)
    person.press(tr("Ask the supplier to cancel"))
    person.press(tr("Open order at AliExpress"))
    if "8190439" not in person.clipboard():
        raise NotFound("what opening the order copies does not name the purchase")
    person.said.append(f"press Cancel in the page of {supplier}, paste the message")
    ask(person, "Anna")
    person.press(tr("Cancelled"))
    person.press(tr("Continue"))
    person.press(tr("Cancel order {order} in Shopify and refund {amount}", order="#1043", amount="€34.90"))
    person.see(tr("Wait for {amount} from the supplier", amount="€12.40"))
    acts = person.acts(began)
    if len(acts) > MOST_ACTS:
        raise NotFound(f"{len(acts)} acts: {', '.join(acts)}")
    return acts


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
    person.see(tr("Ask {supplier} to cancel", supplier=supplier))
    person.press(tr("Copy message"))
    if "8190439" not in person.clipboard():
        raise NotFound("the copied message does not name the purchase")
    ask(person, "Anna")
    person.see(tr("Wait for {supplier}’s answer", supplier=supplier))
    later(person, tr("Demo clock: one day on"))
    person.see(tr("Wait for {supplier}’s answer", supplier=supplier))
    shot("assistant")
    person.press(tr("Cancelled"))

    person.see(tr("Cancel and refund in Shopify"))
    later(person, tr("Demo clock: one hour on"))
    person.press(tr("Continue"))
    person.see(tr("Check AliExpress, then tick"))
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


def text_of(person: Person, order: str) -> str:
    """What a screen reader would say of an order's row."""
    return " · ".join(person.row_text(order))


def take_in(person: Person) -> None:
    """Looks at the preview of an import and applies it."""
    person.see(tr("Unchanged"))
    person.press(import_button())


def import_files(person: Person, files: Sequence[Path], shot: Shot = no_pictures) -> None:
    """From an empty folder: both exports by the system's file dialog, a preview, a link, another verdict."""
    person.see(tr("Which orders can still be cancelled?"))
    person.press(pair(tr("Choose files"), tr("Import files")))
    person.see(tr("Or paste a copied table"))
    person.press(tr("Choose files…"))
    person.type("File name:", " ".join(f'"{file}"' for file in files))
    person.press("Open")
    take_in(person)

    person.press(tr("All"))
    person.row("#1003")
    person.row("#1002")
    before = text_of(person, "#1002")
    person.press(tr("Link the purchase"))
    person.see(tr("Which purchase serves this order?"))
    shot("link")
    person.type(tr("AliExpress order number or link"), "81900000000")
    person.press(tr("Link it"))
    person.see(tr("There is no AliExpress order number in this: it has 13 to 19 digits."))
    person.type(
        tr("AliExpress order number or link"), "https://www.aliexpress.com/p/order/detail.html?orderId=8190000000001002"
    )
    person.press(tr("Link it"))
    person.wait(lambda: not person.covers(), "the link dialog stays open")
    person.until(lambda: text_of(person, "#1002") != before, "the verdict of #1002 does not change")


def by_hand(person: Person, files: Sequence[Path], after: Path, shot: Shot = no_pictures) -> None:
    """No shop is connected: the same pages, the clicks in the admin, and the next import shows the effect.

    ``files``: a Shopify and an AliExpress export; ``after``: Shopify's when #1003 is cancelled and refunded.
    """
    person.see(tr("Which orders can still be cancelled?"))
    person.drop(tr("Welcome"), files)
    take_in(person)
    person.press(tr("All"))
    person.row("#1003")
    person.press(tr("Ask the supplier to cancel"))
    ask(person, "Kim", tr("Ordered by mistake"))
    person.press(tr("Cancelled"))
    person.see(tr("Cancel in Shopify by hand"))
    person.press(tr("Continue"))
    person.see(tr("You cancel {order} in Shopify and refund {amount} there.", order="#1003", amount="€28.80"))
    person.press(tr("Show me the clicks"))
    person.see(tr("Cancel {order} in the Shopify admin", order="#1003"))
    shot("by_hand")
    person.press(tr("I did it"))
    person.see(tr("Done by hand. Not seen yet."))
    person.press(tr("Import an export…"))
    person.see(tr("Or paste a copied table"))
    person.drop(tr("Import files"), [after])
    take_in(person)
    person.see(tr("Cancelled and refunded."))
    shot("by_hand_money")
