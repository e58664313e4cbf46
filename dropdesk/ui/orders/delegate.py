"""Paints the rows: badge and because, two lines a cell, separators only, a 3 px accent left of the selected row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dropdesk.ui import theme
from dropdesk.ui.kit.badge import badge_size, paint_badge
from dropdesk.ui.orders.columns import Column, spec
from dropdesk.ui.orders.model import OrdersModel
from dropdesk.ui.orders.row_text import Shown
from dropdesk.ui.style import round_box
from dropdesk.ui.theme import Type, color, u

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class OrderDelegate(QStyledItemDelegate):
    """One delegate for all columns; texts come ready from the model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = False
        """Whether the keyboard is in the table: the selected row then wears the focus ring."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Overridden: the height of two lines."""
        return QSize(u(80), theme.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Overridden to paint a cell in our own look."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected:
            painter.fillRect(rect, color("selection"))
        elif over:
            painter.fillRect(rect, color("win"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), color("line"))
        model = index.model()
        made = model.shown(index.row()) if isinstance(model, OrdersModel) else None
        if made is None:
            self._placeholder(painter, rect, index.column())
        elif index.column() == Column.VERDICT:
            self._verdict(painter, rect, made)
        else:
            self._two_lines(painter, rect, made, index.column())
        if selected and index.column() == Column.VERDICT:
            painter.fillRect(QRectF(rect.left(), rect.top(), u(3), rect.height() - 1), color("accent"))
        if selected and self.ring:
            self._ring(painter, rect, index)
        painter.restore()

    def _ring(self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(color("accent"), 2))
        bottom = rect.bottom() - 2
        painter.drawLine(QPointF(rect.left(), rect.top() + 1), QPointF(rect.right(), rect.top() + 1))
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if index.column() == Column.PAID:
            painter.drawLine(QPointF(rect.right() - 1, rect.top() + 1), QPointF(rect.right() - 1, bottom))

    def _placeholder(self, painter: QPainter, rect: QRectF, column: int) -> None:
        """A row whose page is on the way: two faint bars where text will be."""
        if column in (Column.VERDICT, Column.ORDER):
            left = rect.left() + u(16 if column == Column.VERDICT else 8)
            for top, wide in ((u(14), 84), (u(32), 150)):
                if top + u(8) < rect.height() - 4:
                    box = QRectF(left, rect.top() + top, min(u(wide), rect.width() - u(24)), u(8))
                    round_box(painter, box, u(4), "track", None)

    def _verdict(self, painter: QPainter, rect: QRectF, made: Shown) -> None:
        left = rect.left() + u(16)
        size = badge_size(made.row.verdict)
        if theme.compact():
            top = rect.top() + (rect.height() - size.height()) / 2
            paint_badge(painter, QPointF(left, top), made.row.verdict, made.row.muted)
            left += size.width() + u(8)
            self._line(
                painter,
                QRectF(left, rect.top(), rect.right() - left - u(8), rect.height()),
                made.because,
                Type.SMALL,
                "text2",
            )
            return
        high = size.height() + theme.line(Type.SMALL) + u(3)
        top = rect.top() + (rect.height() - high) / 2 - 0.5
        paint_badge(painter, QPointF(left, round(top)), made.row.verdict, made.row.muted)
        second = QRectF(left, top + size.height() + u(3), rect.right() - left - u(8), theme.line(Type.SMALL))
        self._line(painter, second, made.because, Type.SMALL, "text2")

    def _two_lines(self, painter: QPainter, rect: QRectF, made: Shown, column: int) -> None:
        of = spec(column)
        (first, second), right = of.lines(made), of.right
        room = rect.adjusted(u(8), 0, -u(16 if right else 8), -1)
        kind, tone = of.kind(made), of.tone(made)
        if made.row.muted and of.mutes:
            tone = "text2"
        if not second or theme.compact():
            self._line(painter, room, first, kind, tone, right)
            return
        high = theme.line() + theme.line(Type.SMALL) + u(2)
        top = room.top() + (room.height() - high) / 2
        self._line(painter, QRectF(room.left(), top, room.width(), theme.line()), first, kind, tone, right)
        below = QRectF(room.left(), top + theme.line() + u(2), room.width(), theme.line(Type.SMALL))
        self._line(painter, below, second, Type.SMALL, "text2", right)

    def _line(self, painter: QPainter, rect: QRectF, text: str, kind: Type, tone: str, right: bool = False) -> None:
        if not text:
            return
        made = theme.font(kind)
        painter.setFont(made)
        painter.setPen(color(tone))
        cut = QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _RIGHT if right else _LEFT, cut)
