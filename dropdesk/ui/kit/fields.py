"""Fields to type, choose and copy: real Qt fields with a label as buddy and an error in words below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QIcon, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from dropdesk.ui import icons, theme
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit.buttons import Button, IconButton
from dropdesk.ui.kit.text import PlainLabel, plain
from dropdesk.ui.theme import Type, color, u

_LEAST = 60
"""The least width of a field."""
_SUFFIX_AT = 11
"""Between a field's right edge and the grey words in it."""
_EYE, _EYE_ROOM = 28, 34
"""Side of a secret's button, and the room that its text leaves for it."""
_ICON_AT, _ICON_ROOM = 10, 28
"""Where the search's icon stands, and where its text begins."""
_REST = 180
"""How long nobody types before the search asks, ms."""
_NOTE_PAD = (6, 4, 6, 4)
_NOTE_WIDTH, _NOTE_LEAST, _NOTE_AROUND = 240, 120, 20
_PICKER_LEAST = 140
_COPY_AROUND, _COPY_MOST = 40, 420
"""What a number to copy needs beside its digits, and how wide it may get."""
_COPIED_STAYS = 1500
"""How long *Copied* is said, ms."""
LABEL = 112
"""Width of a label at the left of its field."""


class Field(QLineEdit):
    """One line to type. ``suffix``: a grey unit at the right, part of the field's description. No validators: what is
    typed stays, and the reason is said on submit."""

    def __init__(self, name: str, text: str = "", placeholder: str = "", suffix: str = "", right: bool = False) -> None:
        super().__init__(text)
        self.setAccessibleName(plain(name))
        self.setPlaceholderText(placeholder)
        self._suffix = ""
        self.setFrame(True)
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.suffix(suffix)

    def suffix(self, text: str) -> None:
        """Sets the grey unit at the right, and the room that the text leaves for it."""
        self._suffix = plain(text)
        wide = QFontMetricsF(theme.font()).horizontalAdvance(self._suffix) if text else 0
        pad = u(theme.FIELD_PAD)
        self.setTextMargins(pad, 0, pad + (int(wide) + pad if text else 0), 0)
        self.setAccessibleDescription(self._suffix)

    def changeEvent(self, event: QEvent) -> None:
        """Overridden because Qt keeps a field's font and margins when the text size changes."""
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(theme.font())
            self.suffix(self._suffix)
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Overridden: the look's height."""
        return QSize(super().sizeHint().width(), u(theme.FIELD))

    def minimumSizeHint(self) -> QSize:
        """Overridden: it may be narrow, never lower."""
        return QSize(u(_LEAST), u(theme.FIELD))

    def wrong(self, on: bool) -> None:
        """Draws the edge in the danger colour; the words stand in the row's error line."""
        self.setProperty("wrong", on)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the unit inside the field."""
        super().paintEvent(event)
        if self._suffix:
            painter = QPainter(self)
            painter.setFont(theme.font())
            painter.setPen(color("text2"))
            painter.drawText(
                self.rect().adjusted(0, 0, -u(_SUFFIX_AT), 0),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                self._suffix,
            )


class SecretField(Field):
    """A field whose text is hidden until asked for; never offered to the clipboard, undo or drag."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTextMargins(u(theme.FIELD_PAD), 0, u(_EYE_ROOM), 0)
        self._eye = IconButton("eye", tr("Show {name}", name=name), _EYE)
        self._eye.setParent(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)

    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self._eye.give_icon("eye_off" if on else "eye")

    def resizeEvent(self, event: object) -> None:
        """Overridden to keep the button at the right, inside the field."""
        side = u(_EYE)
        self._eye.setGeometry(self.width() - side - 3, (self.height() - side) // 2, side, side)


class Search(Field):
    """The search field: an icon, the shortcut as grey hint, ``Esc`` clears; tells ``asked`` after a short rest."""

    asked = Signal(str)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, placeholder=name)
        self.setProperty("field", "sunken")
        self._hint = hint
        self.setTextMargins(u(_ICON_ROOM), 0, u(theme.FIELD_PAD), 0)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textChanged.connect(lambda _: self._rest.start())
        self.returnPressed.connect(self.now)

    def now(self) -> None:
        """Asks at once."""
        self._rest.stop()
        self.asked.emit(self.text())

    def suffix(self, text: str) -> None:
        """Overridden because the icon needs room at the left."""
        super().suffix(text)
        self.setTextMargins(u(_ICON_ROOM), 0, u(theme.FIELD_PAD), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the icon, and the shortcut while nothing is typed."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = u(theme.ICON)
        icons.paint(painter, "search", u(_ICON_AT), (self.height() - side) / 2, "text2", side)
        if self._hint and not self.text() and not self.hasFocus():
            painter.setFont(theme.font(Type.SMALL))
            painter.setPen(color("text2"))
            painter.drawText(
                self.rect().adjusted(0, 0, -u(_SUFFIX_AT), 0),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                self._hint,
            )


class NoteField(QPlainTextEdit):
    """Several plain lines; Tab leaves it."""

    def __init__(self, name: str, text: str = "", placeholder: str = "", rows: int = 3) -> None:
        super().__init__(text)
        self._rows = rows
        self.setAccessibleName(plain(name))
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setProperty("field", "normal")
        self.setViewportMargins(*(u(side) for side in _NOTE_PAD))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Overridden: as many rows as asked for."""
        return QSize(u(_NOTE_WIDTH), theme.line() * self._rows + u(_NOTE_AROUND))

    def minimumSizeHint(self) -> QSize:
        """Overridden: it may be narrow, never lower."""
        return QSize(u(_NOTE_LEAST), self.sizeHint().height())


class Picker(QComboBox):
    """A list to choose from; always with a label as buddy, since on Linux its own accessible name is its value."""

    picked = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = (), value: str = "", width: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(plain(name))
        self._width = width
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for key, text in options:
            self.addItem(plain(text), key)
        self.choose(value)
        self.activated.connect(lambda _: self.picked.emit(self.value()))

    def offer(self, options: Sequence[tuple[str, str]], value: str = "", icons_: Sequence[QIcon] = ()) -> None:
        """Replaces the options."""
        self.blockSignals(True)
        self.clear()
        for number, (key, text) in enumerate(options):
            self.addItem(plain(text), key)
            if number < len(icons_):
                self.setItemIcon(number, icons_[number])
        self.choose(value)
        self.blockSignals(False)

    def choose(self, key: str) -> None:
        """Chooses by key, without telling anybody; an unknown key changes nothing."""
        place = self.findData(key)
        if place >= 0:
            self.setCurrentIndex(place)

    def value(self) -> str:
        """The chosen key; ``""``: none."""
        return str(self.currentData() or "")

    def sizeHint(self) -> QSize:
        """Overridden: the look's height, and at least the width asked for."""
        hint = super().sizeHint()
        return QSize(max(hint.width(), u(self._width)), u(theme.FIELD))

    def minimumSizeHint(self) -> QSize:
        """Overridden: it may be narrower than its longest option."""
        return QSize(min(self.sizeHint().width(), u(_PICKER_LEAST)), u(theme.FIELD))

    def wheelEvent(self, event: object) -> None:
        """A wheel over a closed list must not change a value."""
        event.ignore()  # type: ignore[attr-defined]


class CopyField(QWidget):
    """A number to be copied: read-only text and a button; says *Copied* for a moment. ``Ctrl+C`` works inside."""

    copied = Signal()

    def __init__(self, name: str, text: str, width: int = 0) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field = Field(name, text)
        self.field.setReadOnly(True)
        self.field.setProperty("field", "sunken")
        self._width = width
        self.button = IconButton("copy", tr("Copy {name}", name=name))
        self.button.clicked.connect(self.copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(4))
        row.addWidget(self.field)
        row.addWidget(self.button)
        self._fit()

    def say(self, text: str) -> None:
        """Shows another number, as wide as it needs."""
        self.field.setText(text)
        self._fit()

    def text(self) -> str:
        """The number as it would be copied."""
        return self.field.text()

    def _fit(self) -> None:
        wide = QFontMetricsF(theme.font()).horizontalAdvance(self.field.text())
        self.field.setFixedWidth(max(u(self._width), min(int(wide) + u(_COPY_AROUND), u(_COPY_MOST))))
        self.field.setCursorPosition(0)

    def copy(self) -> None:
        """Puts the number into the clipboard and says *Copied* for a moment."""
        QGuiApplication.clipboard().setText(self.field.text())
        self.button.give_icon("check")
        self.button.rename(tr("Copied"))
        QTimer.singleShot(_COPIED_STAYS, self, self._rest)
        self.copied.emit()

    def _rest(self) -> None:
        self.button.give_icon("copy")
        self.button.rename(tr("Copy {name}", name=self.field.accessibleName()))


_WIDEST = 16_777_215
"""Qt's own "no limit"."""


class FieldRow(QWidget):
    """Label, field, and below it an error or a hint. ``label_width`` sets the label at the left; 0: above."""

    def __init__(
        self, label: str, field: QWidget, hint: str = "", label_width: int = LABEL, stretch: bool = True
    ) -> None:
        super().__init__()
        self.field = field
        self.label = PlainLabel(label, tone="text2")
        self.label.setBuddy(field)
        self.message = PlainLabel("", Type.SMALL, "text2", wrap=True)
        self.message.setVisible(False)
        self._hint = hint
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(u(4))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(field, 100 if stretch else 0)
        if not stretch or field.maximumWidth() < _WIDEST:
            line.addStretch(1)
        right.addLayout(line)
        right.addWidget(self.message)
        outer: QHBoxLayout | QVBoxLayout = QHBoxLayout(self) if label_width else QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(u(8 if label_width else 4))
        if label_width:
            self.label.setMinimumWidth(u(label_width))
            self.label.setMinimumHeight(u(theme.FIELD))
            outer.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        else:
            outer.addWidget(self.label)
        outer.addLayout(right, 1) if label_width else outer.addLayout(right)
        self.error("")

    def hint(self, text: str) -> None:
        """Says more about the field, below it."""
        self._hint = text
        self.error("")

    def error(self, text: str) -> None:
        """Says what is wrong and what to do; an empty text brings the hint back."""
        shown = text or self._hint
        self.message.say(shown, "danger_text" if text else "text2")
        self.message.setVisible(bool(shown))
        if isinstance(self.field, Field):
            self.field.wrong(bool(text))
        self.field.setAccessibleDescription(shown)


def shortcut(widget: QWidget, keys: str, act: Callable[[], object]) -> QShortcut:
    """A window shortcut, kept by ``widget``."""
    made = QShortcut(QKeySequence(keys), widget)
    made.activated.connect(act)
    return made


__all__ = ["Button", "CopyField", "Field", "FieldRow", "NoteField", "Picker", "Search", "SecretField", "shortcut"]
