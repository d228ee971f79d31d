"""What holds for the whole project, as named values."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Id


class Setting(Base):
    """One named value of the project, such as its title."""

    __tablename__ = "setting"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(100), unique=True)
    value: Mapped[str] = mapped_column(Text, default="")
