"""Every operation that is sent is valid for the shop that answers it, and cheap enough to be let through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

import dropdesk.remote.shopify as package
from dropdesk.remote.shopify.calls import VERSION, operations
from tests.fakes.loopback_shop.cost import cost
from tests.fakes.loopback_shop.graph import SCHEMA
from tests.fakes.loopback_shop.server import VERSION as SERVED

TEXT = (Path(package.__file__).parent / "operations.graphql").read_text("utf-8")
CHANGES = {"Cancel", "Refund", "RecallNow", "AskRecall"}
VARIABLES: dict[str, dict[str, Any]] = {
    "OrdersPage": {"first": 15, "few": 5},
    "OneOrder": {"few": 25},
    "OrdersMore": {"ids": [str(n) for n in range(15)]},
    "OrdersNames": {"ids": [str(n) for n in range(15)]},
}


def test_the_file_as_a_whole_is_valid() -> None:
    assert [error.message for error in validate(SCHEMA, parse(TEXT))] == []


@pytest.mark.parametrize("name", operations())
def test_each_is_sent_alone_and_whole(name: str) -> None:
    document = parse(operations()[name])
    assert [error.message for error in validate(SCHEMA, document)] == []
    assert operations()[name].startswith("mutation" if name in CHANGES else "query")


@pytest.mark.parametrize("name", operations())
def test_each_stays_below_the_limit_of_one_query(name: str) -> None:
    assert cost(parse(operations()[name]), VARIABLES.get(name, {})) <= 1000


def test_none_is_forgotten() -> None:
    assert set(operations()) == {
        part.split()[1].split("(")[0] for part in TEXT.splitlines() if part[:5] in ("query", "mutat")
    }


def test_only_the_refund_can_be_repeated_safely() -> None:
    assert [name for name in operations() if "@idempotent(key: $key)" in operations()[name]] == ["Refund"]


def test_no_personal_data_rides_with_the_table() -> None:
    for name in operations():
        if name != "OrdersNames":
            for field in ("email", "displayName", "phone", "address", "firstName"):
                assert field not in operations()[name], name


def test_both_sides_speak_the_same_version() -> None:
    assert VERSION == SERVED == "2026-10"
