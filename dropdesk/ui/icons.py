"""Our own icons: SVGs drawn on a 16 px grid in ``currentColor``, tinted when painted."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dropdesk.ui import theme

FOLDER = Path(__file__).parents[2] / "resources" / "icons"


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))


@lru_cache(maxsize=512)
def _pixmap(name: str, color: str, side: int, ratio: float) -> QPixmap:
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, color).render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def paint(painter: QPainter, name: str, x: float, y: float, color: str, side: int = 16) -> None:
    """Draws an icon with its top left at (x, y). ``color`` is a token's name or a hex value."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(round(x), round(y), _pixmap(name, theme.color(color).name(), side, ratio))


def icon(name: str, color: str = "text") -> QIcon:
    """A QIcon for menus and window lists."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_pixmap(name, theme.color(color).name(), 16, ratio))
    return made


@lru_cache(maxsize=16)
def _mark(side: int, ratio: float, accent: str, on: str) -> QPixmap:
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.fill(Qt.GlobalColor.transparent)
    text = _source("dropdesk").replace('"accent"', f'"{accent}"').replace('"on"', f'"{on}"')
    painter = QPainter(made)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def mark(side: int, ratio: float = 1.0) -> QPixmap:
    """The app's own mark, in the accent's colours."""
    t = theme.tokens()
    return _mark(side, ratio, t.accent, t.on_accent)


def app_icon() -> QIcon:
    """The window's icon; always the light accent, since it lives outside our palette."""
    made = QIcon()
    for side in (16, 32, 64, 128, 256):
        made.addPixmap(_mark(side, 1.0, theme.LIGHT.accent, theme.LIGHT.on_accent))
    return made


def known() -> frozenset[str]:
    """The names of all icons."""
    return frozenset(path.stem for path in FOLDER.glob("*.svg"))


def faded(color: QColor, alpha: float) -> QColor:
    """The colour at an opacity of 0…1."""
    made = QColor(color)
    made.setAlphaF(alpha)
    return made
