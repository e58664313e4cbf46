"""Colours (always as pairs), sizes and fonts, light and dark, switchable while the app runs.

Tokens and badge pairs: the look's foundation and its status palette. ``tokens()`` is what is in use; widgets read it
when they paint and repaint on ``PaletteChange``. Every measure goes through ``u()``, so that text size scales all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme. ``x``/``on_x`` belong together; every ``…_text`` is read on surface, win, hover and selection."""

    dark: bool
    surface: str
    win: str
    hover: str
    nav: str
    line: str
    track: str
    soft: str
    ctl: str
    text: str
    text2: str
    accent: str
    on_accent: str
    selection: str
    danger: str
    on_danger: str
    danger_text: str
    warn_text: str
    ok_text: str
    amber: str


LIGHT = Tokens(
    False, "#FFFFFF", "#F5F6F8", "#F0F2F5", "#E4E8ED", "#E3E6EA", "#E3E6EA", "#CDD3DA", "#868F9B", "#1B1F24",
    "#5A626C", "#0A5BD3", "#FFFFFF", "#E9F1FE", "#B00020", "#FFFFFF", "#A3122A", "#7A4A00", "#0B5D3B", "#B77400",
)  # fmt: skip
DARK = Tokens(
    True, "#1E2125", "#17191C", "#262A2F", "#2A2F35", "#2F343A", "#343A41", "#464D56", "#7B8592", "#E7EAEE",
    "#A3ACB8", "#7FB2FF", "#0B1E3D", "#22304A", "#D0344A", "#FFFFFF", "#FF9AA2", "#FFD27A", "#8FE3B8", "#E0A32E",
)  # fmt: skip


class Fill(StrEnum):
    """Fill style carries meaning too: pastel = you may act, outline = you wait, solid = do this now."""

    PASTEL = "pastel"
    OUTLINE = "outline"
    SOLID = "solid"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True)
class BadgePair:
    """The colours of one verdict's badge: ground, words on it, and the edge or icon elsewhere (``mark``).
    ``#RRGGBB``."""

    fill: str
    text: str
    mark: str
    style: Fill


_BADGES_LIGHT = {
    "can_cancel": BadgePair("#D6F5E3", "#0B5D3B", "#1A7F52", Fill.PASTEL),
    "ready": BadgePair("#0B5D3B", "#FFFFFF", "#0B5D3B", Fill.SOLID),
    "ask": BadgePair("#DCEBFF", "#0A3F8A", "#2F7DE1", Fill.PASTEL),
    "waiting": BadgePair("#FFFFFF", "#0A3F8A", "#2F7DE1", Fill.OUTLINE),
    "closing": BadgePair("#FFECC2", "#6B4300", "#B77400", Fill.PASTEL),
    "refund_only": BadgePair("#FFFFFF", "#4B2A8C", "#4B2A8C", Fill.OUTLINE),
    "dispute": BadgePair("#8F2D00", "#FFFFFF", "#7A2600", Fill.SOLID),
    "too_late": BadgePair("#FDDCDC", "#8A1220", "#D0344A", Fill.PASTEL),
    "alarm": BadgePair("#B00020", "#FFFFFF", "#B00020", Fill.SOLID),
    "done": BadgePair("#E6E8EB", "#3A4149", "#6B7480", Fill.PASTEL),
    "unknown": BadgePair("#FFFFFF", "#3A4149", "#6B7480", Fill.DASHED),
}
_BADGES_DARK = {
    "can_cancel": BadgePair("#123D2B", "#8FE3B8", "#3FB97F", Fill.PASTEL),
    "ready": BadgePair("#8FE3B8", "#0A2A1C", "#8FE3B8", Fill.SOLID),
    "ask": BadgePair("#12305C", "#A9CDFF", "#5C9BFF", Fill.PASTEL),
    "waiting": BadgePair("#1E2125", "#A9CDFF", "#5C9BFF", Fill.OUTLINE),
    "closing": BadgePair("#46320A", "#FFD27A", "#E0A32E", Fill.PASTEL),
    "refund_only": BadgePair("#1E2125", "#D3BFFF", "#CDB6FF", Fill.OUTLINE),
    "dispute": BadgePair("#FFB48A", "#3A1500", "#FFC7A6", Fill.SOLID),
    "too_late": BadgePair("#54171F", "#FFB3B8", "#E2505F", Fill.PASTEL),
    "alarm": BadgePair("#FF8A93", "#3A0008", "#FF8A93", Fill.SOLID),
    "done": BadgePair("#30353B", "#C9D0D8", "#8C96A3", Fill.PASTEL),
    "unknown": BadgePair("#1E2125", "#C9D0D8", "#8C96A3", Fill.DASHED),
}
VERDICTS = (
    "alarm", "unknown", "dispute", "ready", "closing", "ask", "can_cancel", "waiting", "too_late", "refund_only",
    "done",
)  # fmt: skip
"""The eleven verdicts, most urgent first (rules §3 "Headline")."""


class Scheme(StrEnum):
    """Which colours the person chose; *system* follows the desktop's."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Type(StrEnum):
    """Text sizes of the look's foundation: px, weight, line."""

    WELCOME = "welcome"
    PAGE = "page"
    AMOUNT = "amount"
    SENTENCE = "sentence"
    BLOCK = "block"
    CONSEQUENCE = "consequence"
    BODY = "body"
    STRONG = "strong"
    MEDIUM = "medium"
    SMALL = "small"
    HEADING = "heading"


_TYPE: dict[Type, tuple[int, int, int]] = {
    Type.WELCOME: (28, 600, 35),
    Type.PAGE: (22, 600, 29),
    Type.AMOUNT: (20, 600, 27),
    Type.SENTENCE: (18, 600, 25),
    Type.BLOCK: (15, 600, 23),
    Type.CONSEQUENCE: (15, 400, 23),
    Type.BODY: (13, 400, 18),
    Type.STRONG: (13, 600, 18),
    Type.MEDIUM: (13, 500, 18),
    Type.SMALL: (12, 400, 16),
    Type.HEADING: (12, 500, 16),
}

RADIUS_BADGE, RADIUS_CONTROL, RADIUS_MESSAGE = 6, 7, 8
ROW, ROW_COMPACT = 52, 30
ICON, ICON_SMALL = 16, 14
"""Side of an icon: in rows and buttons; in badges, steps and closed lists."""
FIELD = 32
"""Height of a field, of a closed list, and of a button beside them."""
FIELD_PAD = 6
"""Between a field's edge and its text."""


@dataclass(slots=True)
class _Use:
    tokens: Tokens = LIGHT
    scale: float = 1.0
    compact: bool = False
    families: tuple[str, ...] = ()


_use = _Use()


def tokens() -> Tokens:
    """The scheme in use."""
    return _use.tokens


def badge(verdict: str, muted: bool = False) -> BadgePair:
    """The pair of a verdict's badge. Muted rows wear the Done pair whatever their word (rules §3)."""
    table = _BADGES_DARK if _use.tokens.dark else _BADGES_LIGHT
    return table["done" if muted else verdict]


def badges(dark: bool) -> dict[str, BadgePair]:
    """Every verdict's pair in one scheme."""
    return _BADGES_DARK if dark else _BADGES_LIGHT


def scale() -> float:
    """The person's text size, 1.0 = 100 %."""
    return _use.scale


def compact() -> bool:
    """Whether rows are dense."""
    return _use.compact


def u(size: float) -> int:
    """A measure of the look in pixels, scaled with the text. Every measure's number is px at 100 % text."""
    return round(size * _use.scale)


def whole(width: float) -> int:
    """A text's width in whole pixels: never a part of one less than it needs."""
    return int(width + 0.999)


def color(name: str) -> QColor:
    """A token's colour by name, ``text2`` or ``accent``; anything with # is taken as it is."""
    return QColor(name if name.startswith("#") else getattr(_use.tokens, name))


def row_height() -> int:
    """Height of a row of the table, px, by density and text size."""
    return u(ROW_COMPACT if _use.compact else ROW)


@lru_cache(maxsize=128)
def _font(px: int, weight: int, families: tuple[str, ...]) -> QFont:
    made = QFont()
    made.setFamilies(list(families))
    made.setPixelSize(px)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def font(kind: Type = Type.BODY, weight: int | None = None) -> QFont:
    """The font of a kind of text. Tabular figures, no hinting."""
    px, normal, _ = _TYPE[kind]
    return _font(u(px), weight or normal, _use.families)


def line(kind: Type = Type.BODY) -> int:
    """The fixed line height of a kind of text; never less than the font needs (a wide script, a large text size)."""
    px, weight, height = _TYPE[kind]
    return _line(u(px), weight, _use.families, u(height), u(2))


@lru_cache(maxsize=128)
def _line(px: int, weight: int, families: tuple[str, ...], height: int, spare: int) -> int:
    metrics = QFontMetricsF(_font(px, weight, families))
    return max(height, int(metrics.ascent() + metrics.descent() - spare))


def _families() -> tuple[str, ...]:
    """The platform's interface font; Inter where it is installed, because DejaVu is too wide; then the Chinese ones."""
    known = QFontDatabase.hasFamily
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    latin = [own] if own and not own.startswith(("DejaVu", "Sans")) else []
    first = [name for name in ("Segoe UI Variable Text", "Segoe UI", "Inter", ".AppleSystemUIFont") if known(name)]
    chinese = [n for n in ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei UI") if known(n)]
    order = [*latin, *first] if own.startswith((".Apple", "Segoe", "Cantarell", "Ubuntu", "Noto")) else [*first, *latin]
    return tuple(dict.fromkeys([*order, *chinese, own or "Sans"]))


def palette() -> QPalette:
    """Qt's roles in the colours of the scheme in use, for what paints itself by them."""
    t = _use.tokens
    made = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for where, value in {
        role.Window: t.surface, role.WindowText: t.text, role.Base: t.surface, role.AlternateBase: t.win,
        role.Text: t.text, role.PlaceholderText: t.text2, role.Button: t.surface, role.ButtonText: t.text,
        role.BrightText: t.on_danger, role.Highlight: t.accent, role.HighlightedText: t.on_accent, role.Link: t.accent,
        role.LinkVisited: t.accent, role.ToolTipBase: t.surface, role.ToolTipText: t.text, role.Accent: t.accent,
        role.Light: t.hover, role.Midlight: t.line, role.Mid: t.soft, role.Dark: t.ctl, role.Shadow: t.ctl,
    }.items():  # fmt: skip
        made.setColor(where, QColor(value))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, where, QColor(t.text2))
    return made


def use(dark: bool, percent: int, dense: bool) -> None:
    """What every later question is answered by: the scheme, a text size (100…200 %) and the row density. Windows that
    are open already are told by ``style.apply``."""
    _use.tokens = DARK if dark else LIGHT
    _use.scale = max(1.0, min(2.0, percent / 100))
    _use.compact = dense
    _use.families = _families()


def luminance(value: str) -> float:
    """Relative luminance, WCAG 2.x."""

    def channel(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    made = QColor(value)
    return 0.2126 * channel(made.redF()) + 0.7152 * channel(made.greenF()) + 0.0722 * channel(made.blueF())


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.x."""
    a, b = sorted((luminance(one), luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)
