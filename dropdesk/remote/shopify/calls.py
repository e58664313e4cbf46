"""How the Admin API is asked: reads patiently, changes exactly once; and what each kind of answer means.

GraphQL answers refusals with HTTP 200 as well, so both levels are read (``docs/connect-a-shop.md`` names the version).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from dropdesk.domain.case.shape.shop_answers import NotKnown, Rejected
from dropdesk.errors import Damaged, Expected, NotAllowed, Refused, Unclear, Unreachable
from dropdesk.remote.http import Again, Answer, Wire, patiently, plain
from dropdesk.remote.shopify.auth import Tokens

VERSION = "2026-10"
_PATH = f"/admin/api/{VERSION}/graphql.json"
_NOT_DONE = {
    401: "token",
    402: "shop_locked",
    403: "forbidden",
    404: "no_such_shop",
    422: "query",
    423: "shop_locked",
    429: "busy",
}
"""Answers that stand before any execution."""
_BEFORE = {
    "ACCESS_DENIED": "scope",
    "BAD_REQUEST": "query",
    "INVALID_FIELD_ARGUMENTS": "query",
    "INVALID_VARIABLE": "query",
    "MAX_COST_EXCEEDED": "query",
    "MAX_INPUT_SIZE_EXCEEDED": "query",
    "PARSE_ERROR": "query",
}
"""GraphQL codes that stand before any execution; so do those in camelCase, the validation's. What is *throttled* or
*in progress* is not among them: nobody promises that nothing ran."""

Variables = Mapping[str, Any]


@cache
def operations() -> dict[str, str]:
    """Every operation by name, with the fragments that it needs."""
    text = files("dropdesk.remote.shopify").joinpath("operations.graphql").read_text("utf-8")
    parts = re.split(r"^(?=query |mutation |fragment )", text, flags=re.MULTILINE)[1:]
    named = {part.split(None, 2)[1].split("(")[0]: part.strip() for part in parts}

    def whole(name: str, have: dict[str, None]) -> dict[str, None]:
        if name not in have:
            have[name] = None
            for fragment in re.findall(r"\.\.\.([A-Za-z]+)", named[name]):
                whole(fragment, have)
        return have

    return {
        name: "\n".join(named[one] for one in whole(name, {}))
        for name, part in named.items()
        if not part.startswith("fragment ")
    }


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """What a read brought. ``denied``: some of it is null because the right to it is missing."""

    data: Mapping[str, Any]
    denied: bool
    at: datetime | None
    version: str


class TooCostly(Exception):
    """The query asks for too many rows at once."""


class Api:
    """One shop's Admin API."""

    def __init__(self, wire: Wire, tokens: Tokens, sleep: Callable[[float], None] = time.sleep) -> None:
        self._wire, self._tokens, self._sleep = wire, tokens, sleep

    def _post(self, token: str, name: str, variables: Variables) -> Answer:
        content = json.dumps({"query": operations()[name], "operationName": name, "variables": variables})
        headers = {"X-Shopify-Access-Token": token, "Content-Type": "application/json"}
        return self._wire.post(_PATH, headers, content=content.encode())

    # -- reading ---------------------------------------------------------------------------------------------------
    def read(self, name: str, variables: Variables, partial: bool = False) -> Reply:
        """Asks, several times if need be. ``partial``: what is denied may be missing.

        Unreachable(``offline``, ``tls``, ``no_answer``, ``shop_down``, ``busy``), NotAllowed(``token``, ``scope``,
        ``forbidden``, ``shop_locked``), Refused(``no_such_shop``, ``redirected``, ``query``), Damaged(``answer``),
        TooCostly.
        """
        fresh = False

        def once() -> Reply:
            nonlocal fresh
            token = self._tokens.token()
            try:
                answer = self._post(token, name, variables)
            except Unreachable as error:
                raise Again(error) from None
            except Unclear:
                raise Again(Unreachable("no_answer")) from None
            if answer.status == 401 and not fresh and self._tokens.drop(token):
                fresh = True
                raise Again(NotAllowed("token"), 0.0)
            _check_status(answer)
            try:
                body = answer.json()
            except Damaged as error:
                raise Again(error) from None
            return _reply(body, answer, partial)

        return patiently(once, self._sleep)

    # -- changing --------------------------------------------------------------------------------------------------
    def change(self, name: str, variables: Variables) -> Mapping[str, Any] | Rejected | NotKnown:
        """Sends once. The mutation's payload; Rejected when it was certainly not executed; NotKnown in all else."""
        try:
            token = self._tokens.token()
        except Unreachable:
            return Rejected("not_reached")
        except Expected as error:
            return Rejected(error.code)
        try:
            answer = self._post(token, name, variables)
        except Unreachable:
            return Rejected("not_reached")
        except Unclear as error:
            return NotKnown(error.code)
        if answer.status == 401 and self._tokens.drop(token):
            return Rejected(self._renewed())
        if answer.status in _NOT_DONE:
            return Rejected(_NOT_DONE[answer.status])
        if answer.status != 200:
            return NotKnown("shop_down" if answer.status >= 500 else "answer")
        try:
            body = answer.json()
        except Damaged as error:
            return NotKnown(error.code)
        return _payload(body)

    def _renewed(self) -> str:
        """``token_renewed`` where the shop gave another token: nothing is to be connected again, only to be pressed. A
        change is never sent a second time by itself."""
        try:
            self._tokens.token()
        except Unreachable:
            return "not_reached"
        except Expected as error:
            return error.code
        return "token_renewed"


def _check_status(answer: Answer) -> None:
    status = answer.status
    if status == 200:
        return
    if status in (429, 430):
        raise Again(Unreachable("busy"), answer.retry_after)
    if status >= 500:
        raise Again(Unreachable("shop_down", {"status": status}))
    if status in (401, 402, 403, 423):
        raise NotAllowed(_NOT_DONE[status])
    if status == 404:
        raise Refused("no_such_shop")
    if 300 <= status < 400:
        raise Refused("redirected")
    raise Refused("query", {"status": status})


def _reply(body: Mapping[str, Any], answer: Answer, partial: bool) -> Reply:
    errors, data = _errors(body), body.get("data")
    if errors is None or (not errors and not isinstance(data, dict)):
        raise Again(Damaged("answer"))
    codes = {_code(error) for error in errors}
    if "THROTTLED" in codes:
        raise Again(Unreachable("busy"), _refill(body))
    if "INTERNAL_SERVER_ERROR" in codes:
        raise Again(Unreachable("shop_down"))
    if "MAX_COST_EXCEEDED" in codes:
        raise TooCostly
    denied = "ACCESS_DENIED" in codes
    if errors and not (partial and codes == {"ACCESS_DENIED"} and isinstance(data, dict)):
        first = next((error for error in errors if _code(error) == "ACCESS_DENIED"), errors[0])
        text = plain(first.get("message", ""))
        raise NotAllowed("scope", {"text": text}) if denied else Refused("query", {"text": text})
    assert isinstance(data, dict)
    return Reply(data, denied, answer.at, answer.headers.get("x-shopify-api-version", ""))


def _payload(body: Mapping[str, Any]) -> Mapping[str, Any] | Rejected | NotKnown:
    errors, data = _errors(body), body.get("data")
    payload = data.get("answer") if isinstance(data, dict) else None
    if isinstance(payload, dict):
        return payload  # an error deeper inside only hides a part of what was done
    if not errors:
        return NotKnown("answer")
    if all(_stands_before(error) for error in errors):
        code = _code(errors[0])
        return Rejected(_BEFORE.get(code, "query"), plain(errors[0].get("message", "")))
    return NotKnown("busy" if any(_code(error) == "THROTTLED" for error in errors) else "shop_down")


def _stands_before(error: Mapping[str, Any]) -> bool:
    """Whether the mutation was refused as a whole: by the validation, or at its own field, not inside its answer."""
    code, path = _code(error), error.get("path") or []
    if code[:1].islower():
        return True
    return code in _BEFORE and isinstance(path, list) and len(path) <= 1


def _errors(body: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """GraphQL's errors; None when they are not in GraphQL's form."""
    found = body.get("errors") or []
    if not isinstance(found, list) or not all(isinstance(error, dict) for error in found):
        return None
    return found


def _code(error: Mapping[str, Any]) -> str:
    extensions = error.get("extensions")
    code = extensions.get("code") if isinstance(extensions, dict) else None
    return code if isinstance(code, str) else ""


def _refill(body: Mapping[str, Any]) -> float | None:
    """Seconds until the bucket holds enough for this query again."""
    try:
        cost = body["extensions"]["cost"]
        bucket = cost["throttleStatus"]
        lacking = float(cost["requestedQueryCost"]) - float(bucket["currentlyAvailable"])
        return max(0.2, lacking / float(bucket["restoreRate"]))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
