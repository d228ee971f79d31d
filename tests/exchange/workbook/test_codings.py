"""What stands around a coding, and how numbers that people read as shares are written."""

from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from tests.exchange.workbook.conftest import Counted


def test_the_words_around_a_coding_are_whole(counted: Counted) -> None:
    words = " ".join(f"word{number:03}" for number in range(60))
    coder = counted.project.do("a", add_coder, name="Eva")
    document = counted.project.do("b", add_document, name="Long", text=words)
    counted.project.do(
        "c",
        apply_code,
        document_id=document,
        code_id=counted.codes["Faith"],
        coder_id=coder,
        start=240,
        end=247,
    )
    header, *_, last = counted.book("Codings")["Codings"].iter_rows(values_only=True)
    said = dict(zip(header, last, strict=True))
    assert said["quote"] == "word030"
    assert said["before"].split() == ["…", *(f"word{number:03}" for number in range(15, 30))]
    assert said["after"].split() == [*(f"word{number:03}" for number in range(31, 46)), "…"]


def test_weights_are_written_as_shares_and_stay_numbers(counted: Counted) -> None:
    page = counted.book("Disagreements")["Disagreements"]
    cell = page.cell(2, [one.value for one in page[1]].index("weight") + 1)
    assert isinstance(cell.value, float)
    assert cell.number_format.endswith(";.000")
