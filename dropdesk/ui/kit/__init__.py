"""The parts every page is built of (the look's list of parts). Import from here.

Clocks and rare entries are loaded when a page asks for them: the first frame has none.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from dropdesk.ui.kit.badge import Badge, Icon, badge_size, ground, paint_badge
from dropdesk.ui.kit.buttons import Button, IconButton, Link
from dropdesk.ui.kit.choices import Choice, Segments, Tabs, Tick
from dropdesk.ui.kit.fields import CopyField, Field, FieldRow, NoteField, Picker, Search, SecretField, shortcut
from dropdesk.ui.kit.messages import Banner, Dialog, Empty, ask, tell
from dropdesk.ui.kit.rows import (
    Amount,
    Fact,
    Fold,
    Line,
    NavRow,
    RailBtn,
    Scroll,
    Step,
    Steps,
    TwoLines,
    clear,
    column,
    row,
)
from dropdesk.ui.kit.text import Heading, PlainLabel, plain, tip, tip_html

if TYPE_CHECKING:
    from dropdesk.ui.kit.clocks import Mark, MiniLine, Moment, RefundClock, WaitLine
    from dropdesk.ui.kit.entries import Counter, Progress, When

_LATE = {
    **dict.fromkeys(("Mark", "MiniLine", "Moment", "RefundClock", "WaitLine"), "dropdesk.ui.kit.clocks"),
    **dict.fromkeys(("Counter", "Progress", "When"), "dropdesk.ui.kit.entries"),
}


def __getattr__(name: str) -> object:
    """A part of ``_LATE``, from its module."""
    if name not in _LATE:
        raise AttributeError(name)
    made = globals()[name] = getattr(import_module(_LATE[name]), name)
    return made


__all__ = [
    "Amount",
    "Badge",
    "Banner",
    "Button",
    "Choice",
    "CopyField",
    "Counter",
    "Dialog",
    "Empty",
    "Fact",
    "Field",
    "FieldRow",
    "Fold",
    "Heading",
    "Icon",
    "IconButton",
    "Line",
    "Link",
    "Mark",
    "MiniLine",
    "Moment",
    "NavRow",
    "NoteField",
    "Picker",
    "PlainLabel",
    "Progress",
    "RailBtn",
    "RefundClock",
    "Scroll",
    "Search",
    "SecretField",
    "Segments",
    "Step",
    "Steps",
    "Tabs",
    "Tick",
    "TwoLines",
    "WaitLine",
    "When",
    "ask",
    "badge_size",
    "clear",
    "column",
    "ground",
    "paint_badge",
    "plain",
    "row",
    "shortcut",
    "tell",
    "tip",
    "tip_html",
]
