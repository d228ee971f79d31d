"""What versions of the codebook changed."""

from app.codebook.actions import add_code, change_code, merge_codes
from app.codebook.version_actions import publish_version
from tests.exchange.workbook.conftest import Counted


def changes(counted: Counted) -> list[tuple[str | None, ...]]:
    """Version, code, change, field, before and after of every row."""
    _, *rows = counted.book("Codebook changes")["Codebook changes"].iter_rows(values_only=True)
    return [(row[0], *row[5:]) for row in rows]


def test_each_version_tells_what_it_changed_and_what_was_changed_since(counted: Counted) -> None:
    do, codes = counted.project.do, counted.codes
    do("a", publish_version, reason="The first", coder_id=None)
    do("b", change_code, code_id=codes["Faith"], name="Belief", use_when="When they pray.")
    do("c", add_code, name="Hunger")
    do("d", publish_version, reason="After the pilot", coder_id=1)
    do("e", merge_codes, source_ids=[codes["Money"]], target_id=codes["Fear"])
    assert changes(counted) == [
        ("1", None, "first version: 3 codes", None, None, None),
        ("2", "Belief", "changed", "name", "Faith", "Belief"),
        ("2", "Belief", "changed", "use when", None, "When they pray."),
        ("2", "Hunger", "added", None, None, "Hunger"),
        ("since", "Fear", "merged", None, "Fear", "took in Money"),
        ("since", "Money", "merged", None, "Money", "into Fear"),
    ]


def test_reasons_and_who_published_stand_beside(counted: Counted) -> None:
    counted.project.do("a", publish_version, reason="The first", coder_id=1)
    row = [cell.value for cell in counted.book("Codebook changes")["Codebook changes"][2]]
    assert (row[2], row[3]) == ("Ana", "The first")


def test_without_a_version_there_is_no_such_sheet(counted: Counted) -> None:
    assert "Codebook changes" not in counted.book(sheets=None).sheetnames
