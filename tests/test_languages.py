"""A language is one entry of ``dropdesk/languages.py``; its files and everything that offers it follow from it."""

from __future__ import annotations

import argparse

import pytest

from dropdesk import languages
from dropdesk.__main__ import _parser
from dropdesk.languages import ENGLISH, LANGUAGES, TRANSLATED, Language, fitting
from dropdesk.ui import i18n
from dropdesk.ui.i18n import refresh


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("zh_CN", "zh_CN"),
        ("zh-TW", "zh_CN"),
        ("ZH", "zh_CN"),
        ("en_US", "en"),
        ("de_AT", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_a_locale_gets_its_own_tongue_else_english(locale: str, code: str) -> None:
    assert fitting(locale).code == code


def test_one_more_entry_is_found_by_its_own_locales(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(languages.LANGUAGES, "pt_BR", Language("pt_BR", "Português"))
    assert [fitting(locale).code for locale in ("pt_BR", "pt-PT", "pt", "es")] == ["pt_BR", "pt_BR", "pt_BR", "en"]


def test_every_translated_language_has_its_words_compiled() -> None:
    assert tuple(code for code in LANGUAGES if code != ENGLISH.code) == TRANSLATED
    for code in TRANSLATED:
        assert all(refresh.read(code).values()), f"run python -m dropdesk.ui.i18n.refresh --language {code}"
        assert (i18n.FOLDER / f"dropdesk_{code}.qm").stat().st_size > 0


def test_the_command_line_offers_all_of_them() -> None:
    (action,) = [one for one in _parser()._actions if one.dest == "lang"]
    assert isinstance(action, argparse.Action)
    assert tuple(action.choices or ()) == tuple(LANGUAGES)
