"""The declarative base, the columns that many tables share, and deferred foreign keys."""

import time
from functools import lru_cache
from secrets import token_hex
from typing import Annotated, Any

from sqlalchemy import ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Root of all tables; ids are never used twice, so the journal can name a row for ever."""

    metadata = MetaData(naming_convention=NAMING)
    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012  # SQLAlchemy reads it, nobody changes it


def new_guid() -> str:
    """A name that is unique among all projects of the world (32 hexadecimal digits)."""
    return token_hex(16)


def now() -> str:
    """This moment in UTC as ISO 8601 text with seconds, as every table stores time."""
    return _second(int(time.time()))


@lru_cache(maxsize=1)
def _second(since_1970: int) -> str:
    """Many rows are made in one second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(since_1970))


def reference(target: str) -> Any:
    """A foreign key that is checked at commit and never cascades."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


Id = Annotated[int, mapped_column(primary_key=True)]
Guid = Annotated[str, mapped_column(String(32), default=new_guid, unique=True)]
Name = Annotated[str, mapped_column(String(500))]
ShortText = Annotated[str, mapped_column(String(500), default="")]
LongText = Annotated[str, mapped_column(Text, default="")]
Time = Annotated[str, mapped_column(String(20), default=now)]
Seal = Annotated[str, mapped_column(String(64), default="", server_default="")]  # of app.store.chain
