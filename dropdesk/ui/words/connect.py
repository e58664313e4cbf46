"""What connecting a shop says: permissions, warnings, the keyring, and what went wrong."""

from __future__ import annotations

from dropdesk.domain.answers import KeychainState
from dropdesk.errors import Expected
from dropdesk.ui.i18n import tr
from dropdesk.ui.words.errors import error as other_error

PERMISSIONS = (
    "write_orders",
    "read_merchant_managed_fulfillment_orders",
    "write_third_party_fulfillment_orders",
    "write_returns",
    "read_customers",
)
"""What the app in the Dev Dashboard is given; the first is the one without which nothing works."""


def permission(scope: str) -> str:
    """What a missing permission costs."""
    names = {
        "write_orders": tr("Without it orders can be neither cancelled nor refunded."),
        "read_orders": tr("Without it no order can be read."),
        "read_all_orders": tr("Without it only the last 60 days are read."),
        "read_merchant_managed_fulfillment_orders": tr("Without it fulfilment requests of your own stay unseen."),
        "write_third_party_fulfillment_orders": tr("Without it fulfilment requests cannot be recalled."),
        "write_returns": tr("Without it open returns stay unseen."),
        "read_customers": tr("Without it customers have no names here."),
    }
    return names.get(scope, "")


def warning(code: str) -> str:
    """What the connection test warns of; Shopify's own sentences pass as they are."""
    names = {
        "version": tr("Shopify answered in another version than the one asked for. Install the newest DropDesk."),
        "names_denied": tr("The store’s plan hides customers’ names. An import can fill them in."),
        "clock_off": tr("This computer’s clock is wrong. Set it right."),
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


def error(what: Expected) -> str:
    """Why a shop could not be reached or entered, and what to do."""
    names = {
        "no_credentials": tr("Fill in the client ID and the secret, or the access token."),
        "shop_empty": tr("Fill in the store’s address."),
        "shop_name": tr("That is no address of a Shopify store. It looks like my-store.myshopify.com."),
        "bad_shop": tr("That is no address of a Shopify store. It looks like my-store.myshopify.com."),
        "shop_address": tr("That is no address of a Shopify store. It looks like my-store.myshopify.com."),
        "shop": tr("That is no address of a Shopify store. It looks like my-store.myshopify.com."),
        "no_such_shop": tr("Shopify knows no store of this name. Check the address."),
        "shop_not_found": tr("Shopify knows no store of this name. Check the address."),
        "token": tr("Shopify does not accept this token. Copy it again, all of it."),
        "unauthorized": tr("Shopify does not accept this token. Copy it again, all of it."),
        "secret_as_token": tr("This is a client secret, not a token. Enter it on the other page, with the client ID."),
        "client": tr("Shopify does not accept this client ID and secret. Copy both again."),
        "invalid_client": tr("Shopify does not accept this client ID and secret. Copy both again."),
        "app_not_installed": tr("The app is not installed in this store. Release a version, install it, test again."),
        "shop_not_permitted": tr(
            "The app and the store belong to different organisations. Make the app in the store’s."
        ),
        "offline": tr("Shopify cannot be reached. Check the connection, then test again."),
        "unreachable": tr("Shopify cannot be reached. Check the connection, then test again."),
        "timeout": tr("Shopify did not answer in time. Test again."),
        "throttled": tr("Shopify is busy with this store. Wait a minute, then test again."),
        "frozen": tr("The store is frozen. Settle that in Shopify first."),
        "locked": tr("Shopify has locked this store."),
        "tls": tr("The connection is not safe: somebody stands between. Nothing was sent."),
        "no_token": tr("The token is not in the keyring any more. Connect the store again."),
        "scopes": tr("These permissions are missing: {missing}.", missing=what.facts.get("missing", "")),
    }
    return names.get(what.code) or other_error(what)
