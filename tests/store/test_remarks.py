"""Remarks of `check` that are no faults."""

from pathlib import Path

from app.crash_report import write_report
from app.store import Project
from app.store.remarks import remarks, sqlite_defect


def test_a_version_of_sqlite_with_a_known_defect_is_named() -> None:
    assert "SQLite 3.51.2 has a known defect" in sqlite_defect((3, 51, 2))
    assert "SQLite 3.40.1" in sqlite_defect((3, 40, 1))
    assert sqlite_defect((3, 51, 3)) == sqlite_defect((3, 52, 0)) == sqlite_defect((4, 0, 0)) == ""


def test_a_new_project_has_no_remarks_but_on_what_it_is_stored_with(project: Project) -> None:
    in_file = "://" not in project.location
    assert remarks(project) == ([sqlite_defect()] if in_file and sqlite_defect() else [])


def test_a_crash_report_names_the_version_of_sqlite(own_settings_folder: Path) -> None:
    assert "SQLite 3." in write_report(ValueError()).read_text(encoding="utf-8")
