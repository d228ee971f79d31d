"""A report of our bug says where, never what the project says."""

from app.crash_report import code_place, write_report


def test_a_report_of_our_bug_holds_no_text_of_the_project() -> None:
    try:
        raise KeyError("They took the flour for themselves")
    except KeyError as error:
        path, failed_at = write_report(error, "Intercoder 1"), code_place(error)
    report = path.read_text(encoding="utf-8")
    assert "KeyError" in report
    assert "test_crash_report.py" in report
    told = [line for line in report.splitlines() if "raise KeyError" not in line]
    assert "flour" not in "\n".join(told)
    assert report.startswith("Intercoder 1\n")
    assert failed_at.startswith("test_crash_report.py:")
