"""What the tests stand on does what it says."""

from pathlib import Path

import pytest

TIDY_AND_UNTIDY = """
    import threading
    from PySide6.QtWidgets import QWidget

    kept = []
    stop = threading.Event()

    def test_that_leaves_a_thread_running():
        threading.Thread(target=stop.wait, args=(1,), name="forgotten").start()

    def test_that_leaves_a_window_open(qtbot):
        kept.append(QWidget())

    def test_that_closes_its_window(qtbot):
        window = QWidget()
        qtbot.addWidget(window)
        window.show()
"""


def test_postgresql_18_answers_in_a_database_of_its_own(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url) as connection:
        assert connection.info.server_version // 10_000 == 18
        assert connection.info.parameter_status("server_encoding") == "UTF8"
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert tables == (0,)
        connection.execute("CREATE TABLE left_over (id integer)")


def test_what_one_test_left_in_postgresql_another_does_not_see(postgres_url: str) -> None:
    test_postgresql_18_answers_in_a_database_of_its_own(postgres_url)


def test_what_a_test_leaves_behind_fails_that_test_and_no_other(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = Path(__file__).parent.parent
    monkeypatch.setenv("PYTHONPATH", str(house))
    pytester.makeconftest((house / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(TIDY_AND_UNTIDY)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines_random(
        ["*threads left running: *forgotten*", "*windows left open: *QWidget*"]
    )
