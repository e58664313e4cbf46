"""The language in use (``dropdesk.languages`` declares them all). Every sentence goes through ``tr`` (or ``trn`` where
a number bends it), in one context.

``tr`` works anywhere, not only inside a QObject. ``python -m dropdesk.ui.i18n.refresh`` collects the strings, runs
Qt's ``lupdate`` and ``lrelease`` and says what is not translated yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from string import Formatter

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from dropdesk import languages
from dropdesk.languages import ENGLISH, TRANSLATED, Language

CONTEXT = "DropDesk"
LANGUAGES = {code: one.name for code, one in languages.LANGUAGES.items()}
"""Every language's own name, by code."""
FOLDER = Path(__file__).parents[3] / "resources" / "i18n"

_loaded: list[QTranslator] = []
_language = ENGLISH


def tr(text: str, **values: object) -> str:
    """The sentence in the person's language, ``{name}`` replaced by ``values``. ``text`` is always a literal."""
    found = QCoreApplication.translate(CONTEXT, text)
    return _fill(found, values)


def pair(name: str, text: str) -> str:
    """A name and what is said of it, with the language's own colon."""
    return tr("{name}: {what}", name=name, what=text)


def _fill(found: str, values: dict[str, object]) -> str:
    """Puts the values in. 中文 has no space between its own words, and one between them and letters or figures,
    whatever a value turns out to be."""
    if not values:
        return found
    if _language.space:
        return found.format(**values)
    out = ""
    for literal, field, spec, turned in Formatter().parse(found):
        out = _join(out, literal)
        if field is not None:
            whole = "{" + field + (f"!{turned}" if turned else "") + (f":{spec}" if spec else "") + "}"
            out = _join(out, whole.format(**values))
    return out


def _join(before: str, after: str) -> str:
    if before.endswith(" ") and _han(before[-2:-1]) and _han(after[:1]):
        return before[:-1] + after
    if after.startswith(" ") and _han(before[-1:]) and _han(after[1:2]):
        return before + after[1:]
    ends, begins = before[-1:], after[:1]
    if (_han(ends) and _plain(begins)) or (_plain(ends) and _han(begins)):
        return f"{before} {after}"
    return before + after


def _plain(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def clauses(parts: Iterable[str]) -> str:
    """What is said one after the other in one line, with the language's own comma."""
    return ("，" if chinese() else ", ").join(parts)


def listed(parts: Iterable[str]) -> str:
    """Names in a row, as the language writes them."""
    return ("、" if chinese() else ", ").join(parts)


def _han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def trn(one: str, many: str, n: int, **values: object) -> str:
    """A sentence bent by a number, written ``%n``. ``one`` is the English singular; ``many`` is what is translated."""
    found = QCoreApplication.translate(CONTEXT, many, None, n)
    if n == 1 and found == many.replace("%n", "1"):
        found = one.replace("%n", "1")
    return _fill(found, values)


def language() -> str:
    """The code of the language in use, a key of ``LANGUAGES``."""
    return _language.code


def in_use() -> Language:
    """The language in use, with what it does otherwise than English."""
    return _language


def chinese() -> bool:
    """Whether the language in use is 简体中文."""
    return _language.code == "zh_CN"


def pick(wanted: str = "") -> str:
    """The language for ``wanted`` (``""``: the system's): 简体中文 for any Chinese, English where none fits."""
    return languages.fitting(wanted or QLocale.system().name()).code


def use(wanted: str = "") -> str:
    """Loads a language, also at run time (widgets get ``LanguageChange``). Returns the code in use."""
    global _language
    app = QCoreApplication.instance()
    for translator in _loaded:
        if app is not None:
            app.removeTranslator(translator)
    _loaded.clear()
    _language = languages.LANGUAGES[pick(wanted)]
    code = _language.code
    QLocale.setDefault(QLocale(code) if code in TRANSLATED else _english())
    if app is not None and code in TRANSLATED:
        qt = QTranslator(app)
        if qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(qt)
            _loaded.append(qt)
        own = QTranslator(app)
        if own.load(str(FOLDER / f"dropdesk_{code}.qm")):
            app.installTranslator(own)
            _loaded.append(own)
    return code


def _english() -> QLocale:
    """English words with the system's own way of writing numbers where its language is English, else British."""
    system = QLocale.system()
    if system.language() == QLocale.Language.English:
        return system
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
