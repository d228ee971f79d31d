"""How stored forms are read: by the number of their format, each field by its name."""

from collections.abc import Mapping
from typing import Any, TypeVar

from app.errors import StoreError

Form = TypeVar("Form", bound=tuple[Any, ...])


def format_of(stored: Any, newest: int, what: str) -> int:
    """The format of something stored, which `what` names: 1 where it was written before formats had numbers.

    StoreError where it is newer than this program.
    """
    form = stored.get("format", 1) if isinstance(stored, dict) else 1
    if not isinstance(form, int) or not 1 <= form <= newest:
        raise StoreError(
            f"{what} was stored by a newer version of Intercoder, so it isn't shown and nothing was changed. "
            "Install the newest version and open the project with that."
        )
    return form


def form(kind: type[Form], row: Mapping[str, Any]) -> Form:
    """A form (a NamedTuple) of what was stored: a field that came later has its default."""
    names = kind._fields  # type: ignore[attr-defined]  # a NamedTuple
    return kind(**{name: value for name, value in row.items() if name in names})


def by_id(guids: Mapping[str, str]) -> dict[int, str]:
    """Guids by id, whose keys JSON made text of."""
    return {int(key): guid for key, guid in guids.items()}
