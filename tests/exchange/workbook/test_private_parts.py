"""What the workbook uses of XlsxWriter that is no promise of its authors: here it is named and looked for."""

import inspect
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

NAMED = {
    Workbook: ["_get_packager"],
    Packager: ["_create_package"],
    Worksheet: ["_check_dimensions"],
    Format: ["_get_xf_index"],
    Url: [],
}


def test_the_private_parts_that_we_use_are_there_and_take_what_we_give() -> None:
    missing = {
        part.__name__: [name for name in names if not hasattr(part, name)] for part, names in NAMED.items()
    }
    assert not any(missing.values()), missing
    assert list(inspect.signature(Worksheet._check_dimensions).parameters)[:3] == ["self", "row", "col"]


def test_rows_of_a_streamed_sheet_go_through_a_file_of_its_own() -> None:
    book = Workbook(BytesIO(), {"constant_memory": True})
    sheet = book.add_worksheet()
    assert sheet.row_data_fh.writable()
    assert (sheet.merge, sheet.tables, sheet.hyperlinks[0]) == ([], [], {})
    book.close()
