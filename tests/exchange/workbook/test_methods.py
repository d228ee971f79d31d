"""The methods paragraph with its sources and table, as a page and as rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from app.codebook.version_actions import publish_version
from app.exchange.csv_folder import write_csv_folder
from app.exchange.workbook import WorkbookChoices
from app.jobs import Job
from tests.exchange.workbook.conftest import Counted


def test_the_page_has_the_paragraph_its_references_and_the_table(
    counted: Counted, lines: Callable[[Any], list[list[Any]]]
) -> None:
    counted.project.do("p", publish_version, reason="First", coder_id=None)
    found = lines(counted.book("Methods")["Methods"])
    assert found[0] == ["Methods"]
    assert found[1][0].startswith("Agreement in “Counted” was computed between 2 coders")
    assert "the codebook (version 1)" in found[1][0]
    assert any(line[:1] == ["References"] for line in found)
    assert any(str(line[0]).startswith("Krippendorff, K. (2011)") for line in found if line)
    table = [line for line in found if line[:1] in (["code"], ["Faith"], ["Money"], ["All codes together"])]
    assert [line[1:3] for line in table[1:]] == [["4", "8"], ["0", "0"], ["8", "8"]]
    assert len({len(line) for line in table}) == 1


def test_as_csv_it_has_a_row_for_each_part(counted: Counted, tmp_path: Path) -> None:
    choices = WorkbookChoices(sheets=("Methods",), intervals=True)
    write_csv_folder(counted.project, tmp_path / "csv", Job(), choices=choices)
    read = pd.read_csv(tmp_path / "csv" / "methods.csv")
    assert list(dict.fromkeys(read["part"])) == ["paragraph", "reference", "table", "note"]
    assert list(read.loc[read["part"] == "table", "text"]) == [
        *("Faith", "Money", "Fear", "All codes together", "Median of 2 codes", "Lowest of 2 codes")
    ]
