"""Every code that the way to Shopify can end with has words, in both languages, that claim nothing unverified."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dropdesk.domain.verdict.verdict import Attention
from dropdesk.errors import Unclear
from dropdesk.remote.shopify import client
from dropdesk.ui import i18n, words
from dropdesk.ui.words import errors

REMOTE = Path(client.__file__).parent.parent
_RAISED = re.compile(r'\b(?:Refused|NotAllowed|Damaged|Unclear|Unreachable|NotKnown|Rejected)\(\s*"(\w+)"')
_UNCLEAR = re.compile(r'\b(?:Unclear|NotKnown)\(\s*"(\w+)"')


def codes(form: re.Pattern[str]) -> set[str]:
    return {code for file in REMOTE.rglob("*.py") for code in form.findall(file.read_text("utf-8"))}


NOT_KNOWN = codes(_UNCLEAR) | {code for _, code in client._UNSURE} | {"unforeseen", "shop_down", "busy", "answer"}
ALL = codes(_RAISED) | NOT_KNOWN


def test_the_codes_are_found() -> None:
    assert {"timeout", "cut", "too_long", "offline", "tls", "in_progress", "key_mismatch", "answer"} <= ALL


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("code", sorted(ALL))
def test_each_code_has_words(code: str, language: str) -> None:
    i18n.use(language)
    assert errors.say(code, {}) != errors.say("no such code", {}).replace("no such code", code)
    assert code not in errors.say(code, {}) or language == "en"


@pytest.mark.parametrize("code", [*sorted(NOT_KNOWN), "no such code"])
def test_what_is_not_known_is_never_told_as_not_done(code: str) -> None:
    i18n.use("en")
    told = errors.say(code, {})
    assert not re.search(r"Nothing was|Not sent|nothing was", told), told
    assert errors.error(Unclear(code)) == told


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("why", Attention)
def test_each_attention_has_words_of_its_own(why: Attention, language: str) -> None:
    """The words are found by the enum's value: a renamed one would show its code."""
    i18n.use(language)
    assert words.attention(why) != why.value
