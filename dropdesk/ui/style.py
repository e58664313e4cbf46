"""One Fusion proxy style: fields, ticks, combo boxes, scroll bars and menus as the look wants them, everywhere."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)

from dropdesk.ui import icons, theme
from dropdesk.ui.theme import color, u

_State = QStyle.StateFlag
_Primitive = QStyle.PrimitiveElement
_Complex = QStyle.ComplexControl
_Sub = QStyle.SubControl
_Metric = QStyle.PixelMetric
_Hint = QStyle.StyleHint
_NO = (_Hint.SH_EtchDisabledText, _Hint.SH_UnderlineShortcut, _Hint.SH_ComboBox_Popup)
_WAKE_UP = _Hint.SH_ToolTip_WakeUpDelay


_SCROLL_BAR, _SCROLL_LEAST, _SCROLL_RADIUS = 10, 36, 3
"""Width of a scroll bar and radius of its handle (px at any text size); least length of the handle."""
_SCROLL_SIDE, _SCROLL_END = 3, 2
"""Between the handle and the bar's long and short edges, px at any text size."""
_INDICATOR, _AFTER_INDICATOR = 18, 9
"""Side of a tick or circle, and the room before its words."""
_TICK_RADIUS = 4
_TIP_AFTER = 500
"""How long the pointer rests before a tool tip, ms."""
_ARROW_ROOM, _COMBO_PAD, _COMBO_AROUND = 28, 10, 44
"""In a closed list: the arrow's place, before the words, and what it needs beside them."""
_LINE_AROUND, _CHOICE_LEAST, _MENU_LEAST, _MENU_AROUND = 12, 24, 28, 8
_SEPARATOR = 4
"""A menu entry up to this height is a separator."""
_THIN = 1.3
"""Width of the edge of what is not chosen."""
_FOCUS = 2.0
_DOT = 0.19
"""Radius of a chosen circle's dot, as a share of its width."""


def round_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: str | None,
    edge: str | None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded box with a crisp edge inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if edge else 0.0
    painter.setBrush(color(fill) if fill else Qt.BrushStyle.NoBrush)
    if edge:
        pen = QPen(color(edge), width)
        if dashed:
            pen.setDashPattern([3.0, 2.2])
        painter.setPen(pen)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    painter.restore()


def focus_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The focus ring, in the accent."""
    round_box(painter, rect, radius, None, "accent", _FOCUS)


class Style(QProxyStyle):
    """Fusion underneath; what it draws differently is listed in ``drawPrimitive`` and ``drawComplexControl``."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Overridden: the look's measures of scroll bars, ticks and icons, scaled with the text."""
        match metric:
            case _Metric.PM_ScrollBarExtent:
                return _SCROLL_BAR
            case _Metric.PM_IndicatorWidth | _Metric.PM_IndicatorHeight:
                return u(_INDICATOR)
            case _Metric.PM_ExclusiveIndicatorWidth | _Metric.PM_ExclusiveIndicatorHeight:
                return u(_INDICATOR)
            case _Metric.PM_CheckBoxLabelSpacing | _Metric.PM_RadioButtonLabelSpacing:
                return u(_AFTER_INDICATOR)
            case _Metric.PM_SmallIconSize | _Metric.PM_ButtonIconSize:
                return u(theme.ICON)
            case _Metric.PM_ScrollView_ScrollBarOverlap:
                return 0
            case _:
                return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: object = None,
    ) -> int:
        """Overridden: no etched text, no underlined letters, no pop-up over a closed list; tool tips come sooner."""
        # Asked some thousand times for a window: the members are looked up once.
        if hint in _NO:
            return 0
        if hint is _WAKE_UP:
            return _TIP_AFTER
        return super().styleHint(hint, option, widget, None)

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Overridden: focus, ticks, choices and the edges of fields in the theme's colours."""
        match element:
            case _Primitive.PE_FrameFocusRect:
                focus_ring(painter, QRectF(option.rect), u(_TICK_RADIUS))
            case _Primitive.PE_IndicatorCheckBox:
                self._tick(option, painter)
            case _Primitive.PE_IndicatorRadioButton:
                self._radio(option, painter)
            case _Primitive.PE_PanelLineEdit | _Primitive.PE_FrameLineEdit:
                self._field(option, painter, widget)
            case _Primitive.PE_Frame:
                if widget is not None and widget.property("field"):
                    self._field(option, painter, widget)
                else:
                    super().drawPrimitive(element, option, painter, widget)
            case _:
                super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Overridden: scroll bars and closed lists in the theme's colours."""
        if control == _Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._scroll_bar(option, painter, widget)
        elif control == _Complex.CC_ComboBox and isinstance(option, QStyleOptionComboBox) and not option.editable:
            self._combo(option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        sub: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Overridden: where the parts of a scroll bar and a closed list lie, as ``drawComplexControl`` draws them."""
        if control == _Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return self._scroll_rect(option, sub)
        if control == _Complex.CC_ComboBox and isinstance(widget, QComboBox):
            rect: QRect = option.rect
            if sub == _Sub.SC_ComboBoxEditField:
                return rect.adjusted(u(_COMBO_PAD), 1, -u(_ARROW_ROOM + 2), -1)
            if sub == _Sub.SC_ComboBoxArrow:
                return QRect(rect.right() - u(_ARROW_ROOM), rect.top(), u(_ARROW_ROOM), rect.height())
        return super().subControlRect(control, option, sub, _given(widget))

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Overridden: fields, lists, ticks and menu entries of the look's heights."""
        made = super().sizeFromContents(kind, option, size, _given(widget))
        match kind:
            case QStyle.ContentsType.CT_LineEdit:
                return QSize(made.width() + u(_LINE_AROUND), u(theme.FIELD))
            case QStyle.ContentsType.CT_ComboBox:
                return QSize(size.width() + u(_COMBO_AROUND), u(theme.FIELD))
            case QStyle.ContentsType.CT_CheckBox | QStyle.ContentsType.CT_RadioButton:
                return QSize(made.width(), max(made.height(), u(_CHOICE_LEAST)))
            case QStyle.ContentsType.CT_MenuItem:
                high = max(made.height(), u(_MENU_LEAST)) if size.height() > _SEPARATOR else made.height()
                return QSize(made.width() + u(_MENU_AROUND), high)
            case _:
                return made

    def _tick(self, option: QStyleOption, painter: QPainter) -> None:
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect)
        enabled = bool(state & _State.State_Enabled)
        if state & _State.State_On:
            round_box(painter, rect, u(_TICK_RADIUS), "accent" if enabled else "ctl", None)
            side = rect.width()
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(color("on_accent"), max(1.8, side / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            points = [(0.27, 0.53), (0.44, 0.70), (0.75, 0.33)]
            painter.drawPolyline(QPolygonF([QPointF(rect.x() + x * side, rect.y() + y * side) for x, y in points]))
            painter.restore()
        else:
            round_box(painter, rect, u(_TICK_RADIUS), "surface" if enabled else "track", "ctl", _THIN)
        if state & _State.State_HasFocus and state & _State.State_KeyboardFocusChange:
            focus_ring(painter, rect.adjusted(-1, -1, 1, 1), u(_TICK_RADIUS + 1))

    def _radio(self, option: QStyleOption, painter: QPainter) -> None:
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect)
        radio_circle(painter, rect, bool(state & _State.State_On), bool(state & _State.State_Enabled))

    def _field(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect)
        if widget is not None and isinstance(widget.parentWidget(), QComboBox):
            return
        look = widget.property("field") if widget is not None else None
        if look == "plain":
            return
        enabled = bool(state & _State.State_Enabled)
        fill = "surface" if enabled and look != "sunken" else ("hover" if look == "sunken" else "track")
        wrong = widget is not None and widget.property("wrong")
        edge = "danger_text" if wrong else ("ctl" if look != "sunken" else None)
        if state & _State.State_HasFocus:
            round_box(painter, rect, u(theme.RADIUS_CONTROL), fill, "accent", _FOCUS)
        else:
            round_box(painter, rect, u(theme.RADIUS_CONTROL), fill, edge)

    def _combo(self, option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None) -> None:
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect)
        enabled = bool(state & _State.State_Enabled)
        focus = bool(state & _State.State_HasFocus)
        fill = "surface" if enabled else "track"
        round_box(painter, rect, u(theme.RADIUS_CONTROL), fill, "accent" if focus else "ctl", _FOCUS if focus else 1.0)
        side = u(theme.ICON_SMALL)
        icons.paint(painter, "down", rect.right() - u(_COMBO_PAD) - side, rect.center().y() - side / 2, "text2", side)

    def _scroll_rect(self, option: QStyleOptionSlider, sub: QStyle.SubControl) -> QRect:
        rect: QRect = option.rect
        upright = option.orientation == Qt.Orientation.Vertical
        length = rect.height() if upright else rect.width()
        low, high = option.minimum, option.maximum
        span = high - low
        if span > 0:
            page = max(option.pageStep, 1)
            handle = max(u(_SCROLL_LEAST), length * page // (span + page))
            handle = min(handle, length)
        else:
            handle = length
        start = QStyle.sliderPositionFromValue(
            low, high, option.sliderPosition, length - handle, option.upsideDown
        )  # fmt: skip

        def part(begin: int, size: int) -> QRect:
            if upright:
                return QRect(rect.x(), rect.y() + begin, rect.width(), size)
            return QRect(rect.x() + begin, rect.y(), size, rect.height())

        match sub:
            case _Sub.SC_ScrollBarSlider:
                return part(start, handle)
            case _Sub.SC_ScrollBarGroove:
                return rect
            case _Sub.SC_ScrollBarSubPage:
                return part(0, start)
            case _Sub.SC_ScrollBarAddPage:
                return part(start + handle, length - start - handle)
            case _:
                return QRect()

    def _scroll_bar(self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
        rect: QRect = option.rect
        painter.fillRect(rect, color("surface"))
        if option.maximum <= option.minimum:
            return
        slider = QRectF(self._scroll_rect(option, _Sub.SC_ScrollBarSlider))
        upright = option.orientation == Qt.Orientation.Vertical
        side, end = _SCROLL_SIDE, _SCROLL_END
        slider = slider.adjusted(side, end, -side, -end) if upright else slider.adjusted(end, side, -end, -side)
        held = bool(option.state & (_State.State_MouseOver | _State.State_Sunken))
        round_box(painter, slider, _SCROLL_RADIUS, "ctl" if held else "soft", None)


def radio_circle(painter: QPainter, rect: QRectF, on: bool, enabled: bool = True) -> None:
    """The circle of a choice: a ring, filled with the accent and a dot when chosen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent" if enabled else "ctl"))
        painter.drawEllipse(rect)
        painter.setBrush(color("on_accent"))
        dot = rect.width() * _DOT
        painter.drawEllipse(rect.center(), dot, dot)
    else:
        painter.setPen(QPen(color("ctl"), _THIN))
        painter.setBrush(color("surface" if enabled else "track"))
        painter.drawEllipse(rect.adjusted(0.7, 0.7, -0.7, -0.7))
    painter.restore()


def _given(widget: QWidget | None) -> QWidget:
    """Qt's own style takes no widget as well; its stubs do not say so."""
    return cast(QWidget, widget)


def apply(
    app: QApplication, scheme: str = theme.Scheme.SYSTEM, percent: int = 100, dense: bool = False
) -> theme.Tokens:
    """Puts a scheme, a text size (100…200 %) and a row density into use; every open window follows at once."""
    hints = app.styleHints().colorScheme()
    dark = scheme == theme.Scheme.DARK or (scheme == theme.Scheme.SYSTEM and hints == Qt.ColorScheme.Dark)
    theme.use(dark, percent, dense)
    if not isinstance(app.style(), Style):
        app.setStyle(Style())
    app.setFont(theme.font())
    app.setPalette(theme.palette())
    for widget in app.allWidgets():
        # Own painting reads the tokens; layouts must ask again for sizes when the text size changed.
        QApplication.postEvent(widget, QEvent(QEvent.Type.StyleChange))
        widget.updateGeometry()
        widget.update()
    return theme.tokens()
