"""Whether a project file that made the program stumble is damaged: then it is not the program's fault."""

from app.errors import IntercoderError, StoreError
from app.store import engine as engines
from app.store.check import CHECKS, FIRST_CHECKS, first_problem
from app.store.project import Project


def damage_at(location: str) -> StoreError | None:
    """The sentence for a project file in which something is wrong; None where it is sound, or no file."""
    if engines.is_server(location):
        return None
    try:
        with Project.open(location) as project:
            return damage(project, briefly=False)
    except StoreError as error:
        return error
    except IntercoderError:
        return None
    except Exception:  # noqa: BLE001  # the same damage that made the program stumble, met while opening
        return _sentence(location, "It can't even be opened.")


def damage(project: Project, *, briefly: bool = True) -> StoreError | None:
    """The same for an open project; `briefly` takes a second where everything takes a minute."""
    if engines.is_server(project.location):
        return None
    problem = first_problem(project, FIRST_CHECKS if briefly else CHECKS)
    if problem is None:
        return None
    return _sentence(project.location, problem)


def _sentence(location: str, problem: str) -> StoreError:
    return StoreError(
        f"“{engines.shown(location)}” is damaged, so this could not be done. Nothing was changed. {problem} "
        "Go back to a backup; “intercoder check” says what else is wrong, and “intercoder rescue” saves what "
        "can be read."
    )
