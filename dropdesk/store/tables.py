"""Tables that the store reads as objects; those that are read by the thousand are plain rows (``rows.py``,
``purchases.py``, ``suppliers.py``, ``money.py``). Money is INTEGER minor units, times are UTC microseconds since 1970
(INTEGER)."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class ListingRecord(SQLModel, table=True):
    """The verdict as the table shows it, with its sort columns. One row an order, computed again when it is dirty."""

    __tablename__ = "listing"
    key: int = Field(primary_key=True)
    name: str
    calm: int
    place: float
    deadline_sort: int
    verdict: str
    muted: bool
    act_now: bool
    because: str
    because_data: str
    deadline: int | None = None
    deadline_kind: str = ""
    next_change_at: int | None = None
    money_out: bool = False
    counted: bool = True
    placed_at: int
    supplier: str = ""
    supplier_state: str = ""
    supplier_at: int | None = None
    step: int = 0
    paid: int | None = None
    received: int | None = None
    expected: int = 0
    at_risk: int = 0
    currency: str
    expected_currency: str = ""
    deadline_is: str = ""
    overdue_since: int | None = None
    at_risk_at_least: bool = False


class PersonRecord(SQLModel, table=True):
    """The only personal data kept; erased by itself, with its search rows."""

    __tablename__ = "people"
    order_key: int = Field(primary_key=True)
    name: str
    email: str


class TimelineRecord(SQLModel, table=True):
    """What happened to an order outside its cases; append-only."""

    __tablename__ = "timeline"
    id: int | None = Field(default=None, primary_key=True)
    order_key: int
    at: int
    code: str
    data: str = "{}"


class TextRecord(SQLModel, table=True):
    """Free text that the journal refers to; can be erased."""

    __tablename__ = "texts"
    ref: str = Field(primary_key=True)
    order_key: int
    at: int
    kind: str
    text: str


class SettingRecord(SQLModel, table=True):
    __tablename__ = "settings"
    name: str = Field(primary_key=True)
    value: str
