"""What connecting a shop says: permissions, warnings, the keyring, and what went wrong."""

from __future__ import annotations

from dropdesk.domain.case.shape.shop_answers import KeychainState
from dropdesk.ui.i18n import tr

PERMISSIONS = (
    "write_orders",
    "read_merchant_managed_fulfillment_orders",
    "write_third_party_fulfillment_orders",
    "read_returns",
    "read_customers",
    "read_shopify_payments_disputes",
)
"""What the app in the Dev Dashboard is given; the first is the one without which nothing works. The client asks for
the same (a test compares)."""


def permission(scope: str) -> str:
    """What a missing permission costs."""
    names = {
        "write_orders": tr("Without it orders can be neither cancelled nor refunded."),
        "read_merchant_managed_fulfillment_orders": tr("Without it fulfilment requests of your own stay unseen."),
        "write_third_party_fulfillment_orders": tr("Without it fulfilment requests cannot be recalled."),
        "read_returns": tr("Without it open returns stay unseen."),
        "read_customers": tr("Without it customers have no names here."),
        "read_shopify_payments_disputes": tr("Without it you type the bank’s date of a chargeback yourself."),
    }
    return names.get(scope, "")


def warning(code: str) -> str:
    """What the connection test warns of; a code nobody knows passes as it is."""
    names = {
        "last_60_days": tr("Shopify shows the last 60 days. For older orders import a file, or add read_all_orders."),
        "api_version": tr("Shopify answered in another version than the one asked for. Install the newest DropDesk."),
    }
    return names.get(code, code)


def backend(path: str) -> str:
    """A keyring's name as people know it; ``path`` is its class path."""
    if not path or "backends.fail" in path or "backends.null" in path:
        return tr("none")
    for part, name in (
        ("SecretService", tr("the desktop’s keyring (Secret Service)")),
        ("libsecret", tr("the desktop’s keyring (libsecret)")),
        ("kwallet", "KWallet"),
        ("macOS", tr("the macOS keychain")),
        ("Windows", tr("the Windows credential store")),
        ("WinVault", tr("the Windows credential store")),
    ):
        if part.lower() in path.lower():
            return name
    return path


def keyring(state: KeychainState) -> tuple[str, str]:
    """Whether secrets can be kept, and what to do where they cannot."""
    if state.usable:
        return (
            tr("Secrets are kept in {name}.", name=backend(state.backend)),
            tr("One entry for each token. Never in a file, a log or a report."),
        )
    title = tr("Secrets are kept for this session only.")
    match state.why:
        case "weak":
            text = tr("{name} would keep them unprotected. Install GNOME Keyring or KWallet.", name=state.backend)
        case "locked":
            text = tr("The keyring is locked. Unlock it, then check again.")
        case "failed":
            text = tr("The keyring does not answer. Start it or log in anew, then check again.")
        case _:
            text = tr("There is no keyring here. Install GNOME Keyring or KWallet, log in anew, then check again.")
    return title, text
