"""Word documents are read in the order in which people read them, and what is left out is said."""

import io
import zipfile
from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.readers import read_sources
from app.exchange.readers.docx import read
from app.exchange.readers.reading import Reading, reading_of_blocks

SHARED = Path(__file__).parents[4] / "shared" / "data"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def relations(**targets: str) -> str:
    each = "".join(f'<R Id="{k}" Type="{OFFICE}/{k}" Target="{v}"/>' for k, v in targets.items())
    return f"<Relationships>{each}</Relationships>"


def made(body: str, **parts: str) -> bytes:
    """A .docx with this body; `parts` (footnotes, endnotes, comments) are the insides of further parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="word/document.xml"))
        archive.writestr("word/_rels/document.xml.rels", relations(**{name: f"{name}.xml" for name in parts}))
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {SPACES}>{inside}</w:{name}>")
    return file.getvalue()


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def par(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def reading(body: str, **parts: str) -> Reading:
    return read(made(body, **parts), "a.docx")[0]


def test_each_paragraph_is_a_line_and_runs_are_joined() -> None:
    assert reading(par(run("Anna: ") + run("Hi")) + par("") + par(run("Ben"))).text == "Anna: Hi\n\nBen\n"


def test_breaks_tabs_hyphens_and_special_characters_are_kept() -> None:
    inside = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:noBreakHyphen/><w:softHyphen/></w:r>" + run(
        "\u00a0x"
    )
    symbols = '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    stops = '<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
    assert reading(par(stops + inside + symbols)).text == "a\nb\t\u2011\u00ad\u00a0x→\n"


def test_a_table_stands_in_its_place_with_tabs_between_cells() -> None:
    cells = [f"<w:tc>{par(run(words))}</w:tc>" for words in ("Anna", "Hi", "Ben", "Ho")]
    rows = f"<w:tr>{cells[0]}{cells[1]}</w:tr><w:tr>{cells[2]}{cells[3]}</w:tr>"
    text = reading(par(run("before")) + f"<w:tbl>{rows}</w:tbl>" + par(run("after"))).text
    assert text == "before\nAnna\tHi\nBen\tHo\nafter\n"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{par(run('boxed'))}</w:txbxContent>"
    choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = par(run("one") + f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>") + par(
        run("two")
    )
    assert reading(body).text == "one\nboxed\ntwo\n"


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    changed = f"<w:ins>{run('in')}</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('from')}</w:moveFrom><w:moveTo>{run('to')}</w:moveTo>"
    result = reading(par(run("a ") + changed + moved))
    assert result.text == "a into\n"
    assert "tracked changes" in result.warnings[0]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert reading(par(mark + run("one ")) + par(run("two")) + par(run("three"))).text == "one two\nthree\n"


def test_notes_are_numbered_in_one_series_and_stand_at_the_end() -> None:
    body = par(run("a") + '<w:r><w:endnoteReference w:id="7"/></w:r>' + run(" b"))
    body += par(run("c") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    result = reading(
        body,
        footnotes=f'<w:footnote w:id="2">{par(run(" the foot"))}</w:footnote>',
        endnotes=f'<w:endnote w:id="7">{par(run("the end"))}</w:endnote>',
    )
    assert result.text == "a[1] b\nc[2]\n\n[1] the end\n[2] the foot\n"
    assert "2 notes were put at the end" in result.warnings[0]


def test_comments_are_left_out_and_counted() -> None:
    comment = f'<w:comment w:id="0">{par(run("who is this?"))}</w:comment>'
    body = par('<w:commentRangeStart w:id="0"/>' + run("Anna") + '<w:r><w:commentReference w:id="0"/></w:r>')
    result = reading(body, comments=comment)
    assert result.text == "Anna\n"
    assert "1 comment was left out" in result.warnings[0]


def test_field_codes_and_hidden_text_are_not_words_but_results_and_links_are() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>'
    field = "<w:r><w:instrText> PAGE </w:instrText></w:r>" + run(" 7 ")
    result = reading(par(shown + field + f"<w:hyperlink>{run('link')}</w:hyperlink>" + hidden))
    assert result.text == "shown 7 link\n"
    assert "hidden text" in result.warnings[0]


def test_each_word_paragraph_is_a_unit_however_short(tmp_path: Path) -> None:
    said = [
        "We were hungry that whole long winter and spring.",
        "Nobody came to help us in all that time here.",
    ]
    (tmp_path / "a.docx").write_bytes(made("".join(par(run(words)) for words in said * 3)))
    assert len(read_sources(tmp_path / "a.docx")[0].regions) == 6


def test_a_soft_line_break_begins_no_paragraph_unless_most_lines_end_so(tmp_path: Path) -> None:
    soft = par(run("one") + "<w:r><w:br/></w:r>" + run("two"))
    (tmp_path / "a.docx").write_bytes(made(soft + par(run("three")) * 3))
    (tmp_path / "b.docx").write_bytes(made(par((run("one") + "<w:r><w:br/></w:r>") * 6)))
    assert len(read_sources(tmp_path / "a.docx")[0].regions) == 4
    assert len(read_sources(tmp_path / "b.docx")[0].regions) == 6


HIDING = "<w:rPr><w:vanish/></w:rPr>"
STYLES = (
    f'<w:style w:type="character" w:styleId="Secret">{HIDING}</w:style>'
    '<w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Secret"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Notes">{HIDING}</w:style>'
    '<w:style w:type="paragraph" w:styleId="Shown"><w:basedOn w:val="Notes"/>'
    '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
)


def styled(style: str, words: str, own: str = "") -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/>{own}</w:rPr><w:t>{words}</w:t></w:r>'


@pytest.mark.parametrize(
    "hidden",
    [
        styled("Secret", "secret"),
        styled("Child", "secret"),
        "</w:p><w:p><w:pPr><w:pStyle w:val='Notes'/></w:pPr>" + run("secret"),
    ],
)
def test_text_that_a_style_hides_is_left_out_and_said(hidden: str) -> None:
    result = reading(par(run("shown") + hidden), styles=STYLES)
    assert result.text.strip() == "shown"
    assert "hidden text was left out" in result.warnings[0]


def test_text_in_a_hiding_style_that_is_shown_all_the_same_is_read() -> None:
    shown = "<w:pPr><w:pStyle w:val='Shown'/></w:pPr>"
    body = par(styled("Secret", "one", '<w:vanish w:val="0"/>')) + par(shown + run("two"))
    assert reading(body, styles=STYLES) == reading_of_blocks(["one", "two"])


def test_a_hidden_row_of_a_table_is_left_out_and_said() -> None:
    row = "<w:tr>{}<w:tc>" + par(run("{}")) + "</w:tc></w:tr>"
    table = row.format("", "one") + row.format("<w:trPr><w:hidden/></w:trPr>", "two")
    result = reading(f"<w:tbl>{table}</w:tbl>")
    assert result.text == "one\n"
    assert "hidden text" in result.warnings[0]


def test_a_form_field_that_nobody_filled_in_is_left_out_and_said() -> None:
    sdt = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    empty = sdt.format("<w:showingPlcHdr/>", run("Click to enter text."))
    result = reading(
        par(run("Name: ") + empty)
        + par(sdt.format("", run("Ana")))
        + empty.replace(run("Click to enter text."), par(run("Click here.")))
    )
    assert result.text == "Name: \nAna\n"
    assert "nobody filled in" in result.warnings[0]


HTML = "<html><head><title>x</title></head><body><p>Anna: Why did\n you leave?</p><p>Ben:<br>So.</p></html>"
MHT = (
    "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
    f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{HTML.replace('leave', 'le=C3=A1ve')}"
)


def embedding(name: str, data: bytes) -> bytes:
    """A .docx that embeds a document between two paragraphs."""
    file = io.BytesIO(
        made(par(run("before")) + '<w:altChunk r:id="aFChunk" xmlns:r="r"/>' + par(run("after")))
    )
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(f"word/{name}", data)
    # the relationships are written anew, because a part can't be changed in place
    old = zipfile.ZipFile(file)
    new = io.BytesIO()
    with zipfile.ZipFile(new, "w") as archive:
        for part in old.namelist():
            if part != "word/_rels/document.xml.rels":
                archive.writestr(part, old.read(part))
        archive.writestr("word/_rels/document.xml.rels", relations(aFChunk=name))
    return new.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.html", HTML.encode(), "Anna: Why did you leave?\nBen:\nSo."),
        ("a.htm", b"\xff\xfe" + HTML.encode("utf-16-le"), "Anna: Why did you leave?\nBen:\nSo."),
        ("a.mht", MHT.encode(), "Anna: Why did you le\u00e1ve?\nBen:\nSo."),
        ("a.txt", b"Anna: Hi.\r\nBen: Ho.", "Anna: Hi.\nBen: Ho."),
        ("a.docx", made(par(run("Anna: Hi.")) + par(run("Ben: Ho."))), "Anna: Hi.\nBen: Ho."),
    ],
)
def test_a_document_that_is_embedded_is_read_in_its_place_and_said(
    name: str, data: bytes, words: str
) -> None:
    result = read(embedding(name, data), "talk.docx")[0]
    assert result.text == f"before\n{words}\nafter\n"
    assert "embedded in it, was read in its place" in result.warnings[0]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("a.rtf", b"{\\rtf1 Hi}", "an RTF document"), ("a.pdf", b"%PDF-1.4", "a PDF file")],
)
def test_an_embedded_document_that_cannot_be_read_is_named(name: str, data: bytes, kind: str) -> None:
    result = read(embedding(name, data), "talk.docx")[0]
    assert result.text == "before\nafter\n"
    assert f"“talk.docx”: {kind}, embedded in it, was left out" in result.warnings[0]


def test_a_document_that_embeds_itself_ends() -> None:
    inner = embedding("a.html", HTML.encode())
    for _ in range(5):
        inner = embedding("a.docx", inner)
    assert "a Word document, embedded in it, was left out" in " ".join(read(inner, "a.docx")[0].warnings) or (
        read(inner, "a.docx")[0].text.count("before") == 4
    )


def test_words_in_hidden_html_are_left_out() -> None:
    data = b"<body><p>one</p><p style='display:none'>two</p><script>x</script><table><tr><td>a<td>b</table>"
    result = read(embedding("a.html", data), "talk.docx")[0]
    assert result.text == "before\none\na\tb\nafter\n"
    assert "hidden text was left out" in " ".join(result.warnings)


def test_furigana_are_left_out_and_their_characters_stay() -> None:
    assert (
        reading(
            par(f"<w:ruby><w:rt>{run('たなか')}</w:rt><w:rubyBase>{run('田中')}</w:rubyBase></w:ruby>")
        ).text
        == "田中\n"
    )


def test_content_controls_and_custom_marks_hide_nothing() -> None:
    inline = par(
        f"<w:sdt><w:sdtContent>{run('one')}</w:sdtContent></w:sdt><w:smartTag>{run(' two')}</w:smartTag>"
    )
    assert reading(f"<w:sdt><w:sdtContent>{inline}</w:sdtContent></w:sdt>").text == "one two\n"


def test_a_document_made_by_a_library_is_read_without_its_header(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = "Page 1"
    document.add_heading("A talk")
    document.add_paragraph("Interviewer: Why?")
    document.add_paragraph("Anna: Because.")
    document.save(str(tmp_path / "talk.docx"))
    (read_back,) = read_sources(tmp_path / "talk.docx")
    assert read_back.text == "A talk\nInterviewer: Why?\nAnna: Because.\n"
    assert [region.speaker for region in read_back.regions if region.kind != "heading"] == [
        None,
        "Interviewer",
        "Anna",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"just words", "not a Word document"),
        (b"%PDF-1.4", "a PDF file"),
        (b"PK\x03\x04 and nothing more", "a damaged archive"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected with a password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old kind"),
        (made("<w:p>"), "is damaged"),
        (made(par(run("words")))[:-400], "a damaged archive"),
    ],
)
def test_what_is_no_readable_word_document_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(UserError, match=f"“talk.docx” .*{words}"):
        read(data, "talk.docx")[0]


def test_a_spreadsheet_with_the_wrong_name_is_called_a_spreadsheet() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UserError, match="an Excel spreadsheet"):
        read(file.getvalue(), "talk.docx")[0]


def test_entities_that_expand_without_end_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="word/document.xml"))
        archive.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;&a;</d>')
    with pytest.raises(UserError, match="can do harm"):
        read(file.getvalue(), "talk.docx")[0]


def test_a_part_that_unpacks_to_hundreds_of_megabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.exchange.readers.package._MOST", 1_000)
    with pytest.raises(UserError, match="unpacks to far more"):
        reading(par(run("a" * 2_000)))


def test_a_document_nested_beyond_reason_is_refused() -> None:
    depth = 5_000
    with pytest.raises(UserError, match="nested too deeply"):
        reading("<w:sdt>" * depth + par(run("deep")) + "</w:sdt>" * depth)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mammoth__comments", "Ouch.\n"),
        ("mammoth__endnotes", "Ouch[1].[2]\n\n[1] A tachyon walks into a bar.\n[2] Fin.\n"),
        ("mammoth__text-box", "\nDatum plane\n"),
        ("mammoth__utf8-bom", "This XML has a byte order mark.\n"),
        ("docx2python__slanted_quotes", "“double quote”\n‘single quote’\nApostrophe’s\n"),
        ("docx2python__soft_line_breaks", "Line1\nLine2\nLine3\nLine4\n\n\n"),
    ],
)
def test_documents_of_other_programs_give_their_words(name: str, text: str) -> None:
    if not SHARED.exists():
        pytest.skip("the real documents are not beside the project")
    assert read_sources(SHARED / "documents" / f"{name}.docx")[0].text == text


@pytest.mark.parametrize("language", ["arb", "heb", "jpn", "pes_1", "tha", "urd"])
def test_a_word_document_gives_the_same_text_as_its_plain_twin(language: str) -> None:
    if not SHARED.exists():
        pytest.skip("the real documents are not beside the project")
    (word,) = read_sources(SHARED / "languages" / f"{language}.docx")
    (plain,) = read_sources(SHARED / "languages" / f"{language}.txt")
    title, _, body = word.text.partition("\n")
    assert (title, body.rstrip()) == (language, plain.text.rstrip())
    assert (word.language, word.direction) == (plain.language, plain.direction)
