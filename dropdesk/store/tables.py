"""Tables that the store reads as objects; those that are read by the thousand are plain rows (``rows.py``,
``purchases.py``, ``suppliers.py``, ``money.py``). Money is INTEGER minor units, times are UTC microseconds since 1970
(INTEGER)."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


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
    """A small setting by name; ``value`` is JSON. Dated values (rules, words) are rows of their own table."""

    __tablename__ = "settings"
    name: str = Field(primary_key=True)
    value: str
