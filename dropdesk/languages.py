"""The languages of the app, each declared once. No Qt here: the command line and the build ask as well."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One language. ``code``: Qt's, also the name of its files (``resources/i18n/dropdesk_<code>.ts``) and of Qt's own
    translation; ``name``: in itself.

    ``space`` and ``comma``: between two sentences or words put together, and between the parts of a list. ``day`` and
    ``this_year``: Qt's formats of a date with its weekday, any year's and the present year's; ``field_day``: of a date
    that is typed.
    """

    code: str
    name: str
    space: str = " "
    comma: str = ", "
    day: str = "ddd d MMM yyyy"
    this_year: str = "ddd d MMM"
    field_day: str = "d MMM yyyy"


ENGLISH = Language("en", "English")
"""The language of the sources: it has no file, and whoever speaks none of the others gets it."""

LANGUAGES = {
    language.code: language
    for language in (
        ENGLISH,
        Language("zh_CN", "简体中文", "", "、", "yyyy年M月d日 ddd", "M月d日 ddd", "yyyy年M月d日"),
    )
}
"""By code, in the order in which they are offered."""

TRANSLATED = tuple(code for code in LANGUAGES if code != ENGLISH.code)


def fitting(locale: str) -> Language:
    """The language for a locale's name: the one of its code, else of the same tongue (any Chinese: 简体中文), else
    English."""
    wanted = locale.replace("-", "_")
    if wanted in LANGUAGES:
        return LANGUAGES[wanted]
    tongue = wanted.partition("_")[0].lower()
    return next((one for code, one in LANGUAGES.items() if code.partition("_")[0] == tongue), ENGLISH)
