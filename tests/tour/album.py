"""Every page of the window at two sizes, and one contact sheet of each size."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from tests.tour.person import Person

SIZES = ((1440, 900), (1100, 700))
_ACROSS, _WIDE, _GAP, _LABEL = 6, 720, 16, 28
"""Pictures in a row, the width of one, what lies between, the height of a name; pixels."""


class Album:
    """Collects pictures of one look (theme and language) below ``folder``, which must exist; older ones go."""

    def __init__(self, folder: Path, look: str) -> None:
        self.folder, self.look = folder, look
        for size in SIZES:
            shutil.rmtree(self.place(size), ignore_errors=True)
        self._kept: dict[tuple[int, int], list[tuple[str, Path]]] = {size: [] for size in SIZES}

    def place(self, size: tuple[int, int]) -> Path:
        return self.folder / f"{self.look}-{size[0]}x{size[1]}"

    def page(self, person: Person, name: str, sizes: Sequence[tuple[int, int]] = SIZES) -> None:
        """Takes what shows at each size; the window ends as it began."""
        for size in sizes:
            person.resize(*size)
            kept = self._kept[size]
            path = self.place(size) / f"{len(kept) + 1:02} {name.replace(': ', ', ')}.png"
            person.shot(path)
            kept.append((name, path))
        person.resize(*SIZES[0])

    def sheets(self) -> list[Path]:
        """Writes the contact sheets."""
        made = []
        for size, kept in self._kept.items():
            if kept:
                path = self.place(size).with_suffix(".png")
                _sheet(kept, size).save(str(path))
                path.chmod(0o644)
                made.append(path)
        return made


def _sheet(kept: Sequence[tuple[str, Path]], size: tuple[int, int]) -> QImage:
    """The pictures side by side, each with its name above."""
    high = _WIDE * size[1] // size[0]
    rows = -(-len(kept) // _ACROSS)
    sheet = QImage(_ACROSS * (_WIDE + _GAP) + _GAP, rows * (high + _LABEL + _GAP) + _GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    font = QFont("Inter")
    font.setPixelSize(16)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    for place, (name, path) in enumerate(kept):
        x = _GAP + place % _ACROSS * (_WIDE + _GAP)
        y = _GAP + place // _ACROSS * (high + _LABEL + _GAP)
        painter.drawText(QRect(x, y, _WIDE, _LABEL), int(Qt.AlignmentFlag.AlignVCenter), f"{place + 1} {name}")
        mode = Qt.TransformationMode.SmoothTransformation
        room = QRect(x, y + _LABEL, _WIDE, high)
        picture = QImage(str(path)).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio, mode)
        painter.drawImage(room.topLeft(), picture)
    painter.end()
    return sheet
