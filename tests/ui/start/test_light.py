"""The window stands before anything heavy is loaded."""

import subprocess
import sys


def test_the_window_loads_no_database_and_no_arrays_before_a_project_is_opened() -> None:
    heavy = {"alembic", "numpy", "openpyxl", "sqlalchemy", "xlsxwriter"}
    told = f"import sys, app.ui.main_window; print(sorted({heavy} & sys.modules.keys()))"
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
