"""Reading OpenDocument, RTF, pages, e-books, subtitles in XML and transcripts in JSON."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.errors import UserError
from app.exchange.readers import Source, read_sources

SHARED = Path(__file__).parents[4] / "shared" / "data"


def read(folder: Path, name: str, content: str | bytes) -> Source:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (source,) = read_sources(path)
    return source


def turns(source: Source) -> list[tuple[str | None, str | None, str]]:
    return [
        (region.speaker, region.time, source.text[region.body : region.end].rstrip("\n"))
        for region in source.regions
        if region.kind in ("turn", "paragraph")
    ]


def packed(parts: dict[str, str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def odt(body: str, styles: str = "", manifest: str = "<manifest/>") -> bytes:
    office = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "draw")
    )
    content = (
        f"<office:document-content {office}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def test_an_opendocument_text_is_read_as_people_see_it(tmp_path: Path) -> None:
    hiding = '<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>'
    body = """
      <text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>
      </text:changed-region></text:tracked-changes>
      <text:h>Needs</text:h>
      <text:p>Two<text:s text:c="2"/>gaps,
         a<text:tab/>tab<text:line-break/>and <text:span>a </text:span><text:a>link</text:a>.</text:p>
      <text:p/>
      <text:list><text:list-item><text:p>bread</text:p></text:list-item></text:list>
      <text:p>Noted<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Low</text:p>
      </text:note-body></text:note><office:annotation><text:p>Really?</text:p></office:annotation>
      <draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame></text:p>
      <text:p text:style-name="Gone">hidden</text:p>
      <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
      <table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>d</text:p>
      </table:table-cell></table:table-row></table:table>"""
    source = read(tmp_path, "a.odt", odt(body, hiding))
    expected = "Needs\nTwo  gaps, a\ttab\nand a link.\n\nbread\nNoted[1]\nBoxed\na\t\t\td\n\n[1] Low\n"
    assert source.text == expected
    told = " ".join(source.warnings)
    for what in ("tracked changes", "1 comment was", "1 note was", "hidden text", "bullets and numbers"):
        assert what in told
    assert [source.text[region.start : region.end].strip() for region in source.regions][:3] == [
        "Needs",
        "Two  gaps, a\ttab\nand a link.",
        "bread",
    ]


def test_a_locked_opendocument_text_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="protected with a password"):
        read(tmp_path, "a.odt", odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"))


def test_rich_text_is_read_as_people_see_it(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "a.rtf",
        r"""{\rtf1\ansi\ansicpg1250\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}
{\*\generator X}{\header Head\par}{\info{\title Secret}}
\pard\f0 Caf\'e9\~au\line lait {\b bold} \u1605?\u8217\'92\par
\pard{\listtext 1.\tab}{\f1\'cf\'f0} {\v hidden}{\deleted gone}{\revised new}\par
\pard Noted{\super{\footnote Low {\i key}.}}, \emdash  {\field{\*\fldinst "x"}{\fldrslt a link}}\par
\trowd\pard\intbl one\cell two\par half\cell\row\pard\par
{\*\annotation Really?}{\pict 0a0b}\u-10179?\u-8704? end}
""",
    )
    assert source.text == (
        "Café\u00a0au\nlait bold م’\nПр new\nNoted[1], — a link\none\ttwo\nhalf\n\n😀 end\n\n[1] Low key.\n"
    )
    told = " ".join(source.warnings)
    for what in ("1 comment was", "tracked changes", "1 note was", "hidden text", "bullets and numbers"):
        assert what in told


def test_letters_of_two_bytes_in_rich_text(tmp_path: Path) -> None:
    source = read(tmp_path, "a.rtf", rb"{\rtf1\ansi\ansicpg932 \'8f\'5f\'93\'b9\par}")
    assert source.text == "柔道\n"


def test_a_page_is_read_in_its_own_encoding_without_what_nobody_sees(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="windows-1251"><title>T</title><style>p {}</style></head><body>'
        "<h1>Дом</h1><p>Он <b>там</b><br>был.</p><ul><li>раз<li>два</ul><div hidden>x</div>"
        "<table><tr><td>a<td>b</table><script>var a</script></body></html>"
    )
    source = read(tmp_path, "a.html", page.encode("cp1251"))
    assert source.text == "Дом\nОн там\nбыл.\nраз\nдва\na\tb\n"
    assert sum(region.kind == "paragraph" for region in source.regions) == 5
    assert "hidden" in source.warnings[0]


def test_a_page_with_its_pictures_in_one_file(tmp_path: Path) -> None:
    archive = (
        "From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<p>caf=C3=A9</p>\n--B\nContent-Type: image/png\n\nxx\n--B--\n"
    )
    assert read(tmp_path, "a.mht", archive).text == "café\n"


def book(*pages: str, encryption: str = "") -> bytes:
    items = "".join(
        f'<item id="p{n}" href="text/p%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(pages))
    )
    order = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    nav = '<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>'
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<c><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></c>',
            "OEBPS/a.opf": f"<package><manifest>{nav}{items}</manifest>"
            f'<spine><itemref idref="nav"/>{order}</spine></package>',
            "OEBPS/nav.xhtml": "<html><body><nav>Contents</nav></body></html>",
            **{
                f"OEBPS/text/p {n}.xhtml": f"<html><body>{page}</body></html>" for n, page in enumerate(pages)
            },
            **({"META-INF/encryption.xml": encryption} if encryption else {}),
        }
    )


def test_an_e_book_is_read_in_its_order(tmp_path: Path) -> None:
    data = book("<h1>Title</h1>", "<h1>Title</h1><p>One.</p>", "<h2>Two</h2><p>Three.</p>")
    assert read(tmp_path, "a.epub", data).text == "Title\nOne.\n\nTwo\nThree.\n"


def test_a_book_that_its_seller_locked_is_refused_and_one_with_scrambled_fonts_is_read(
    tmp_path: Path,
) -> None:
    scrambled = '<e><CipherData><CipherReference URI="OEBPS/{}"/></CipherData></e>'
    assert read(tmp_path, "a.epub", book("<p>x</p>", encryption=scrambled.format("font.otf"))).text == "x\n"
    with pytest.raises(UserError, match="locked by its seller"):
        read(tmp_path, "b.epub", book("<p>x</p>", encryption=scrambled.format("text/p%200.xhtml")))


def test_subtitles_in_xml_name_their_speakers(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "a.ttml",
        """<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="de-AT"
 xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
 xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25" ttp:tickRate="10000000"><head><metadata>
<ttm:agent xml:id="a"><ttm:name type="full">Anna Maier</ttm:name></ttm:agent></metadata></head><body><div>
<p begin="00:00:01:12" end="2.5s" ttm:agent="a">Guten<br/>Tag <span>allen</span>.</p>
<p begin="30000000t" end="4s" ttm:agent="a">Also.</p><p begin="1m" end="61s" ttm:agent="b">Ja.</p>
</div></body></tt>""",
    )
    assert turns(source) == [("Anna Maier", "0:00:01", "Guten Tag allen. Also."), (None, "0:01:00", "Ja.")]
    assert source.language == "de"


@pytest.mark.parametrize(
    "value",
    [
        {
            "language": "en",
            "segments": [
                {"start": 0.5, "end": 2, "text": " Hello there.", "speaker": "SPEAKER_00"},
                {"start": 2.1, "end": 3, "text": " All.", "speaker": "SPEAKER_00"},
                {"start": 9, "end": 10, "text": " Hi.", "speaker": "SPEAKER_01"},
            ],
        },
        {
            "version": "1.0.0",
            "segments": [
                {"speaker": "SPEAKER_00", "startTime": 0.5, "endTime": 3, "body": "Hello there. All."},
                {"speaker": "SPEAKER_01", "startTime": 9, "endTime": 10, "body": "Hi."},
            ],
        },
        {
            "utterances": [
                {"speaker": "SPEAKER_00", "start": 500, "end": 3000, "text": "Hello there. All."},
                {"speaker": "SPEAKER_01", "start": 9000, "end": 9100, "text": "Hi."},
            ]
        },
        {
            "results": {
                "items": [
                    {
                        "type": kind,
                        "start_time": start,
                        "end_time": start,
                        "alternatives": [{"content": word}],
                    }
                    | ({"speaker_label": who} if who else {})
                    for kind, start, word, who in (
                        ("pronunciation", "0.5", "Hello", "SPEAKER_00"),
                        ("pronunciation", "0.9", "there", "SPEAKER_00"),
                        ("punctuation", None, ".", ""),
                        ("pronunciation", "2.9", "All", "SPEAKER_00"),
                        ("punctuation", None, ".", ""),
                        ("pronunciation", "9.0", "Hi", "SPEAKER_01"),
                        ("punctuation", None, ".", ""),
                    )
                ]
            }
        },
        {
            "monologues": [
                {
                    "speaker": "SPEAKER_00",
                    "elements": [
                        {"type": "text", "value": "Hello there", "ts": 0.5, "end_ts": 1},
                        {"type": "punct", "value": ". "},
                        {"type": "text", "value": "All", "ts": 2, "end_ts": 3},
                        {"type": "punct", "value": "."},
                    ],
                },
                {
                    "speaker": "SPEAKER_01",
                    "elements": [{"type": "text", "value": "Hi.", "ts": 9, "end_ts": 9.5}],
                },
            ]
        },
    ],
    ids=["whisper", "podcast", "assemblyai", "aws", "revai"],
)
def test_transcripts_in_json_name_their_speakers(tmp_path: Path, value: object) -> None:
    source = read(tmp_path, "a.json", json.dumps(value))
    assert turns(source) == [
        ("SPEAKER_00", "0:00:00", "Hello there. All."),
        ("SPEAKER_01", "0:00:09", "Hi."),
    ]


@pytest.mark.parametrize(
    ("said", "code"), [("nl", "nl"), ("de-AT", "de"), ("en_us", "en"), ("dutch", None), (7, None)]
)
def test_a_language_is_taken_where_it_is_said_as_a_code(
    tmp_path: Path, said: object, code: str | None
) -> None:
    value = {"language": said, "segments": [{"start": 0, "end": 1, "text": "Hallo."}]}
    assert read(tmp_path, "a.json", json.dumps(value)).language == code


def test_json_that_is_no_transcript_is_refused(tmp_path: Path) -> None:
    for content in ("{}", '{"a": [1]}', "[", "[" * 100_000):
        with pytest.raises(UserError, match="JSON"):
            read(tmp_path, "a.json", content)


@pytest.mark.parametrize("ending", ["odt", "rtf", "epub"])
def test_a_file_of_another_kind_is_refused_by_what_it_is(tmp_path: Path, ending: str) -> None:
    with pytest.raises(UserError, match="in spite of its name"):
        read(tmp_path, f"a.{ending}", b"%PDF-1.4 x")


@pytest.mark.skipif(
    not SHARED.exists(), reason="shared/data is not here: texts in six scripts and five formats"
)
@pytest.mark.parametrize("language", ["arb", "heb", "jpn", "pes_1", "tha", "urd"])
def test_the_same_text_in_every_format_is_the_same(language: str) -> None:
    texts = {
        ending: read_sources(SHARED / "languages" / f"{language}.{ending}")[0].text.replace("\n\n", "\n")
        for ending in ("docx", "odt", "rtf", "html", "epub")
    }
    assert len(set(texts.values())) == 1
    assert (
        read_sources(SHARED / "languages" / f"{language}.txt")[0].text.replace("\n\n", "\n") in texts["docx"]
    )
