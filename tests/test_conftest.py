"""What the tests stand on does what it says."""

from pathlib import Path

import pytest

LEAKS_A_THREAD = """
    import threading
    stop = threading.Event()
    def test_that_leaves_a_thread_running():
        threading.Thread(target=stop.wait, args=(1,), name="forgotten").start()
"""
LEAKS_A_WINDOW = """
    from PySide6.QtWidgets import QWidget
    kept = []
    def test_that_leaves_a_window_open(qtbot):
        kept.append(QWidget())
"""
TIDY = """
    from PySide6.QtWidgets import QWidget
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


@pytest.mark.parametrize(
    ("source", "said"),
    [(LEAKS_A_THREAD, "threads left running: *forgotten*"), (LEAKS_A_WINDOW, "windows left open: *QWidget*")],
)
def test_what_a_test_leaves_behind_fails_it(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str, said: str
) -> None:
    result = run_on_our_conftest(pytester, monkeypatch, source)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([f"*{said}*"])


def test_a_test_that_tidies_up_passes(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_on_our_conftest(pytester, monkeypatch, TIDY).ret == pytest.ExitCode.OK


def run_on_our_conftest(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str
) -> pytest.RunResult:
    house = Path(__file__).parent.parent
    monkeypatch.setenv("PYTHONPATH", str(house))
    pytester.makeconftest((house / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(source)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")
