"""Why a refund failed, in words: every error code of a payment that Shopify's schema knows. A code is never shown as
if Shopify had said it as a sentence; one that nobody knows is named as a code."""

from __future__ import annotations

import re

from dropdesk.ui.i18n import tr

_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


def why(text: str) -> str:
    """What Shopify told of a failure, as a sentence: the words of a code, or its own sentence quoted; ``""`` for
    nothing."""
    text = text.strip()
    if not text:
        return ""
    if _CODE.fullmatch(text):
        return failure(text) or tr("Shopify’s error code: {code}.", code=text)
    return tr("Shopify says: “{quoted}”", quoted=text)


def failure(code: str) -> str:
    """The words of an error code or state of a payment (OrderTransactionErrorCode); ``""`` for one nobody knows."""
    return _account(code) or _card(code) or _amazon(code)


def _account(code: str) -> str:
    """What lies with the shop, its payment provider or the amount."""
    provider = tr("The payment provider could not do it.")
    config = tr("The payment provider’s account is not set up for it.")
    names = {
        "AMOUNT_TOO_LARGE": tr("The amount is too large for the payment provider."),
        "AMOUNT_TOO_SMALL": tr("The amount is too small for the payment provider."),
        "AUTHENTICATION_FAILED": tr("The payment provider could not verify it."),
        "AUTHENTICATION_REQUIRED": tr("The payment provider wants it verified first."),
        "AUTHORIZATION_EXPIRED": tr("The authorization of the payment has expired."),
        "CANCELLED_PAYMENT": tr("The payment was cancelled."),
        "CONFIG_ERROR": config,
        "ERROR": provider,
        "FAILURE": tr("The payment provider refused it."),
        "FRAUD_SUSPECTED": tr("The payment provider suspects fraud."),
        "GENERIC_ERROR": provider,
        "INSUFFICIENT_FUNDS": tr("There was not enough money on the account."),
        "INVALID_AMOUNT": tr("The payment provider does not accept this amount."),
        "INVALID_COUNTRY": tr("The payment provider does not accept this country."),
        "INVALID_CURRENCY": tr("The payment provider does not accept this currency."),
        "INVALID_PAYMENT_METHOD": tr("The customer’s payment method is not valid."),
        "INVALID_PURCHASE_TYPE": tr("The payment provider does not allow it for this kind of purchase."),
        "MERCHANT_ACCOUNT_ERROR": config,
        "MERCHANT_RULE": tr("A rule of your payment account forbids it."),
        "PAYMENT_METHOD_UNAVAILABLE": tr("The customer’s payment method is not available now."),
        "PAYMENT_METHOD_UNSUPPORTED": tr("The customer’s payment method does not support it."),
        "PAYMENT_PROVIDER_ERROR": provider,
        "PROCESSING_ERROR": provider,
        "TEST_MODE_LIVE_CARD": tr("The payment account is in test mode, the card is a real one."),
        "TRANSACTION_LIMIT_EXCEEDED": tr("A limit of the payment account is reached."),
        "UNSUPPORTED_FEATURE": tr("The payment provider does not support it."),
    }
    return names.get(code, "")


def _card(code: str) -> str:
    """What lies with the customer's card."""
    declined = tr("The customer’s bank declined it.")
    number = tr("The card number is not right.")
    check = tr("The card’s security code is not right.")
    names = {
        "CALL_ISSUER": tr("The customer has to ask their bank."),
        "CARD_DECLINED": declined,
        "CARD_TESTING": tr("It was blocked as a test of stolen cards."),
        "DO_NOT_HONOR": declined,
        "EXPIRED_CARD": tr("The customer’s card has expired."),
        "INCORRECT_ADDRESS": tr("The card’s address is not right."),
        "INCORRECT_CVC": check,
        "INCORRECT_NUMBER": number,
        "INCORRECT_PIN": tr("The card’s PIN is not right."),
        "INCORRECT_ZIP": tr("The card’s postal code is not right."),
        "INSTRUMENT_DECLINED": declined,
        "INVALID_CVC": check,
        "INVALID_EXPIRY_DATE": tr("The card’s expiry date is not right."),
        "INVALID_NUMBER": number,
        "PICK_UP_CARD": tr("The customer’s card is blocked."),
        "RETRY_DECLINED": declined,
    }
    return names.get(code, "")


def _amazon(code: str) -> str:
    names = {
        "AMAZON_PAYMENTS_INVALID_PAYMENT_METHOD": tr("Amazon Pay: the payment method is not valid."),
        "AMAZON_PAYMENTS_MAX_AMOUNT_CHARGED": tr("Amazon Pay: the most that can be charged is reached."),
        "AMAZON_PAYMENTS_MAX_AMOUNT_REFUNDED": tr("Amazon Pay: the most that can be refunded is reached."),
        "AMAZON_PAYMENTS_MAX_AUTHORIZATIONS_CAPTURED": tr("Amazon Pay: no further payment can be taken."),
        "AMAZON_PAYMENTS_MAX_REFUNDS_PROCESSED": tr("Amazon Pay: no further refund can be made."),
        "AMAZON_PAYMENTS_ORDER_REFERENCE_CANCELED": tr("Amazon Pay: the payment was cancelled."),
        "AMAZON_PAYMENTS_STALE": tr("Amazon Pay: the payment is too old."),
    }
    return names.get(code, "")
