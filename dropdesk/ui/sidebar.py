"""The left edge: a sidebar, or a rail in a narrow window. Store switch, places, verdicts, import, settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dropdesk.ui import icons, theme, words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import NavRow, PlainLabel, RailBtn, Scroll, column, ground, plain, row
from dropdesk.ui.orders.filters import VerdictList
from dropdesk.ui.style import focus_ring, round_box
from dropdesk.ui.theme import Type, color, u

if TYPE_CHECKING:
    from dropdesk.domain.listing import Counts
    from dropdesk.ui.app_context import StoreShown

WIDE, RAIL = 200, 52
"""Width of the left edge: as a sidebar, as a rail."""
_SWITCH, _SWITCH_RAIL = (180, 40), 36
"""Width and height of the store switch; side of it in the rail."""
_MARK, _MARK_GAP = 24, 10
"""Side of the app's own mark, and the room before and after it."""
_ARROW_ROOM, _ARROW_AT = 34, 22
"""What the name leaves free for the arrow, and where that stands from the right."""
_BADGE_PAD, _BADGE_PAD_RAIL = 16, 6
"""What DEMO or TEST SHOP needs beside its words, in the sidebar and in the rail."""
_SMALL_MARK = 10
"""Size of the letters of DEMO or TEST SHOP in the rail: even that must fit into 44 px."""
PLACES = ("orders",)
"""Pages of later issues are added here, with their row and their rail button."""


class StoreSwitch(QPushButton):
    """The app's mark and the store's name; its menu leads to other stores."""

    def __init__(self, rail: bool) -> None:
        super().__init__()
        self._rail, self._name, self._mark = rail, "DropDesk", ""
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed if rail else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say("DropDesk", "")

    def say(self, name: str, mark: str) -> None:
        """Shows the store's name, and names ``mark`` (DEMO, TEST SHOP) to a screen reader."""
        self._name, self._mark = plain(name), mark
        spoken = tr("Store: {name}", name=self._name)
        self.setAccessibleName(f"{spoken}, {mark}" if mark else spoken)
        self.setText(self._name)
        self.update()

    def sizeHint(self) -> QSize:
        """Overridden: a square in the rail, a row of the sidebar else, whatever the name's length."""
        return QSize(u(_SWITCH_RAIL), u(_SWITCH_RAIL)) if self._rail else QSize(*(u(side) for side in _SWITCH))

    def minimumSizeHint(self) -> QSize:
        """Overridden: never smaller; a long name is cut instead."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to draw the app's mark beside the name, which Qt's button cannot cut to its room."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.underMouse():
            round_box(painter, rect, u(theme.RADIUS_CONTROL), "hover", None)
        side = u(_MARK)
        left = (rect.width() - side) / 2 if self._rail else u(_MARK_GAP)
        mark = icons.mark(side, self.devicePixelRatioF())
        painter.drawPixmap(round(left), round((rect.height() - side) / 2), mark)
        if not self._rail:
            room = QRectF(left + side + u(_MARK_GAP), 0, rect.width() - left - side - u(_ARROW_ROOM), rect.height())
            painter.setFont(theme.font(Type.STRONG))
            painter.setPen(color("text"))
            cut = QFontMetricsF(painter.font()).elidedText(self._name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), cut)
            small = u(theme.ICON_SMALL)
            icons.paint(painter, "down", rect.right() - u(_ARROW_AT), rect.center().y() - u(7), "text2", small)
        if self.hasFocus():
            focus_ring(painter, rect, u(theme.RADIUS_CONTROL))


class MarkBadge(QWidget):
    """DEMO or TEST SHOP, always in sight while it holds."""

    def __init__(self, mark: str, small: bool = False) -> None:
        super().__init__()
        self._mark, self._small = mark, small
        self.setAccessibleName(mark)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _font(self) -> QFont:
        """Smaller in the rail."""
        made = QFont(theme.font(Type.HEADING, 600))
        if self._small:
            made.setPixelSize(u(_SMALL_MARK))
        return made

    def sizeHint(self) -> QSize:
        """Overridden: as wide as its words; in the rail one word a line."""
        wide = max(QFontMetricsF(self._font()).horizontalAdvance(part) for part in self._parts())
        line = theme.line(Type.SMALL) - (u(3) if self._small else 0)
        return QSize(
            theme.whole(wide) + u(_BADGE_PAD_RAIL if self._small else _BADGE_PAD),
            line * len(self._parts()) + u(_BADGE_PAD_RAIL),
        )

    def minimumSizeHint(self) -> QSize:
        """Overridden: never smaller, it must always be read whole."""
        return self.sizeHint()

    def _parts(self) -> list[str]:
        return self._mark.split(" ") if self._small else [self._mark]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to draw the mark as a badge."""
        painter = QPainter(self)
        pair = theme.badge("closing")
        round_box(painter, QRectF(self.rect()), u(theme.RADIUS_BADGE), pair.fill, pair.mark)
        painter.setFont(self._font())
        painter.setPen(color(pair.text))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "\n".join(self._parts()))


class Sidebar(QWidget):
    """``went`` tells a place (``orders``, ``imports``, ``settings``), ``turned`` a verdict to filter by."""

    went = Signal(str)
    turned = Signal(str)
    store_menu = Signal(QPoint)

    def __init__(self, mark: str, rail: bool) -> None:
        super().__init__()
        self.rail = rail
        self.setFixedWidth(u(RAIL if rail else WIDE))
        ground(self, "win")
        self._mark = mark
        self.switch = StoreSwitch(rail)
        self.switch.clicked.connect(
            lambda: self.store_menu.emit(self.switch.mapToGlobal(self.switch.rect().bottomLeft()))
        )
        self.verdicts: VerdictList | None = None
        self._places: dict[str, NavRow | RailBtn] = {}
        layout = column(2, (8, 0, 8, 8), self)
        top = column(0, (0, 8, 0, 8))
        top.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignHCenter if rail else Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(top)
        if mark:
            holder = row(0, (0 if rail else 10, 0, 0, 6))
            holder.addWidget(
                MarkBadge(mark, rail), 0, Qt.AlignmentFlag.AlignHCenter if rail else Qt.AlignmentFlag.AlignLeft
            )
            layout.addLayout(holder)
        self._place(layout, "orders", "list", tr("Orders"))
        if rail:
            layout.addStretch(1)
        else:
            self._legend(layout)
        self._place(layout, "imports", "import", tr("Import files"), checkable=False)
        self._place(layout, "settings", "settings", tr("Settings"))
        self.here("orders")

    def _legend(self, layout: QVBoxLayout) -> None:
        inner = QWidget()
        inside = column(0, parent=inner)
        title = PlainLabel(tr("Verdict"), Type.HEADING, "text2")
        head = row(0, (10, 16, 0, 6))
        head.addWidget(title)
        inside.addLayout(head)
        self.verdicts = VerdictList()
        self.verdicts.turned.connect(self.turned)
        inside.addWidget(self.verdicts)
        inside.addStretch(1)
        layout.addWidget(Scroll(inner, tr("Verdict"), "win"), 1)

    def _place(self, layout: QVBoxLayout, key: str, icon: str, name: str, checkable: bool = True) -> None:
        made: NavRow | RailBtn = (
            RailBtn(icon, name, checkable) if self.rail else NavRow(icon, name, checkable=checkable)
        )
        made.clicked.connect(lambda _=False: self._go(key))
        self._places[key] = made
        layout.addWidget(made)

    def _go(self, key: str) -> None:
        made = self._places[key]
        if made.isCheckable():
            made.setChecked(True)
        self.went.emit(key)

    def here(self, key: str) -> None:
        """Marks where the window is."""
        for other, made in self._places.items():
            made.setChecked(other == key)

    def say(self, counts: Counts, chosen: frozenset[str]) -> None:
        """Shows how many orders there are, each verdict's count, and which verdicts filter (``chosen``)."""
        orders = self._places["orders"]
        if isinstance(orders, NavRow):
            orders.say(tr("Orders"), words.count(counts.orders))
        if self.verdicts is not None:
            self.verdicts.say(counts, chosen)

    def stores(self, stores: Sequence[StoreShown]) -> None:
        """Shows the first store's name; the app's own where there is none."""
        name = stores[0].name if stores else "DropDesk"
        self.switch.say(name, self._mark)


def store_menu(
    parent: QWidget, at: QPoint, stores: Sequence[StoreShown], entries: Sequence[tuple[str, object]]
) -> None:
    """The connected stores, and what else can be opened."""
    menu = QMenu(parent)
    for store in stores:
        menu.addAction(plain(store.name).replace("&", "&&")).setEnabled(False)
    if stores:
        menu.addSeparator()
    for text, act in entries:
        menu.addAction(text).triggered.connect(act)
    menu.exec(at)
    menu.deleteLater()
