"""The window stands before anything heavy is loaded, and a project is painted before arrays are."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.store import Project

HEAVY = {"alembic", "numpy", "openpyxl", "sqlalchemy", "xlsxwriter"}
PAINTED = """
import sys
from app.ui.application import make_application
from app.ui.main_window import MainWindow
application = make_application()
window = MainWindow()
window.show()
window.open_location(sys.argv[1])
application.processEvents()
window.grab()
window.close_project()
window.close()
"""


def loaded(code: str, *arguments: str) -> set[str]:
    """What of HEAVY is loaded when some code has run in a Python of its own."""
    code += f"\nimport sys; print(*sorted({HEAVY} & sys.modules.keys()))"
    command = [sys.executable, "-c", code, *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


@pytest.mark.parametrize("module", ["application", "main_window"])
def test_the_window_loads_no_database_and_no_arrays_before_a_project_is_opened(module: str) -> None:
    assert loaded(f"import app.ui.{module}") == set()


def test_a_project_is_opened_and_painted_without_arrays_and_without_workbooks(tmp_path: Path) -> None:
    path = str(tmp_path / "study.intercoder")
    Project.create(path).close()
    assert loaded(PAINTED, path) == {"sqlalchemy"}


def test_qt_reads_the_source_of_no_module_that_is_imported_after_it() -> None:
    code = "import app.ui, builtins; assert builtins.__import__ is builtins.__orig_import__"
    assert loaded(code) == set()
