"""Projects as other programs keep them, made in code: the tables, offsets and folders of each."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

TEXT = "We fled 🚚 at night.\nThey took the flour 🍞 from us.\nقالوا لنا مرحبا 🙂 ثم رحلوا\nHe stayed.\n"
WORDS = ("at night", "took the flour 🍞 from", "مرحبا 🙂 ثم", "stayed")


def span(words: str, text: str = TEXT, encoding: str = "utf-32-le", unit: int = 4) -> tuple[int, int]:
    """Where words are, counted in units of an encoding."""
    start = text.index(words)
    return len(text[:start].encode(encoding)) // unit, len(
        text[: start + len(words)].encode(encoding)
    ) // unit


def as_utf16(words: str, text: str = TEXT) -> tuple[int, int]:
    return span(words, text, "utf-16-le", 2)


def as_bytes(words: str, text: str = TEXT) -> tuple[int, int]:
    return span(words, text, "utf-8", 1)


def database(path: Path, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """An SQLite file with tables of rows; one without rows has the column `id`."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        for name, rows in tables.items():
            columns = list(dict.fromkeys(column for row in rows for column in row)) or ["id"]
            connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            marks = ", ".join("?" * len(columns))
            values = [[row.get(column) for column in columns] for row in rows]
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", values)
        connection.commit()
    return path


def qualcoder(
    folder: Path, *, version: str = "v11", utf16: bool = False, more: Mapping[str, Any] | None = None
) -> Path:
    """A .qda folder with two coders, a tree of categories, a case, attributes and what we can't take."""
    folder.mkdir()
    count = as_utf16 if utf16 else span
    coded = [
        {
            "ctid": number,
            "cid": 1 + number % 2,
            "fid": 1,
            "seltext": "not what is coded",
            "pos0": count(words)[0],
            "pos1": count(words)[1],
            "owner": ("Ana", "Murat")[number // 2],
            "date": "2025-01-02 03:04:05",
            "memo": f"memo {number}",
        }
        for number, words in enumerate(WORDS)
    ]
    stretch = count(WORDS[1])
    tables = {
        **QUALCODER,
        "project": [{"databaseversion": version, "about": "QualCoder 3.6", "memo": ""}],
        "source": [
            {"id": 1, "name": "Baker", "fulltext": TEXT, "mediapath": "/docs/baker.docx", "memo": "about it"},
            {"id": 2, "name": "film.mp4", "fulltext": None, "mediapath": "/video/film.mp4", "memo": ""},
        ],
        "code_text": coded,
        "case_text": [{"id": 1, "caseid": 1, "fid": 1, "pos0": stretch[0], "pos1": stretch[1]}],
        **(more or {}),
    }
    database(folder / "data.qda", tables)
    return folder


QUALCODER: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "code_cat": [
        {"catid": 1, "name": "Causes", "memo": "", "supercatid": None},
        {"catid": 2, "name": "Want", "memo": "of what", "supercatid": 1},
    ],
    "code_name": [
        {"cid": 1, "name": "Hunger", "memo": "for food", "catid": 2, "color": "#F2F5A9"},
        {"cid": 2, "name": "Bribe", "memo": None, "catid": None, "color": "#6D91C6"},
    ],
    "cases": [{"caseid": 1, "name": "Amina", "memo": "left in May"}],
    "attribute_type": [
        {"name": "Age", "caseOrFile": "case", "valuetype": "numeric", "memo": ""},
        {"name": "Wave", "caseOrFile": "file", "valuetype": "character", "memo": ""},
    ],
    "attribute": [
        {"attrid": 1, "name": "Age", "attr_type": "case", "value": "40", "id": 1},
        {"attrid": 2, "name": "Wave", "attr_type": "file", "value": "first", "id": 1},
    ],
    "annotation": [{"anid": 1, "fid": 1, "pos0": 0, "pos1": 3, "memo": "hm"}],
    "journal": [{"jid": 1, "name": "Day 1"}],
    "code_image": [{"imid": 1}],
}


def taguette(path: Path, *, projects: int = 1) -> Path:
    """A Taguette database; offsets are bytes of UTF-8 in the text of its HTML."""
    inner = "".join(TEXT.splitlines())  # no line ends between blocks: words of two paragraphs touch
    html = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    highlights = [
        {
            "id": number,
            "document_id": 1,
            "start_offset": as_bytes(words, inner)[0],
            "end_offset": as_bytes(words, inner)[1],
            "snippet": f"<p>{words}</p>",
        }
        for number, words in enumerate(WORDS, start=1)
    ]
    return database(
        path,
        {
            "projects": [{"id": number, "name": f"P{number}"} for number in range(1, projects + 1)],
            "documents": [
                {
                    "id": 1,
                    "name": "Baker",
                    "description": "d",
                    "filename": "b.pdf",
                    "project_id": 1,
                    "contents": html,
                }
            ],
            "tags": [
                {"id": 1, "path": "Hunger", "description": "for food"},
                {"id": 2, "path": "a.b", "description": ""},
            ],
            "highlights": [
                *highlights,
                {"id": 9, "document_id": 1, "start_offset": 0, "end_offset": 2, "snippet": "We"},
            ],
            "highlight_tags": [{"highlight_id": number, "tag_id": 1 + number % 2} for number in range(1, 5)],
            "commands": [*ADDED, {"id": 9, "date": "", "user_login": "x", "payload": "no json"}],
        },
    )


ADDED = [
    {
        "id": number,
        "date": "2025-01-02 03:04:05.123456",
        "user_login": "ana" if number < 3 else "murat",
        "payload": json.dumps({"type": "highlight_add", "highlight_id": number}),
    }
    for number in range(1, 5)
]


ALIVE = {"status": 1}


RQDA: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "attributes": [{"name": "Age", "class": "numeric", **ALIVE}],
    "caseAttr": [{"variable": "Age", "value": "40", "caseID": 1, **ALIVE}],
    "fileAttr": [{"variable": "Wave", "value": "first", "fileID": 1, **ALIVE}],
    "filecat": [{"catid": 1, "name": "Interviews", **ALIVE}],
    "treefile": [{"fid": 1, "catid": 1, **ALIVE}],
    "annotation": [{"fid": 1, "position": 2, "annotation": "hm", **ALIVE}],
}


def rqda(path: Path) -> Path:
    """An RQDA database: status 1 is alive, -1 deleted."""
    coding = [
        {
            "cid": 1 + number % 2,
            "fid": 1,
            "seltext": words,
            "selfirst": float(span(words)[0]),
            "selend": float(span(words)[1]),
            "status": 1,
            "owner": ("Ana", "Murat")[number // 2],
            "date": "Wed Mar 19 16:54:04 2014",
            "memo": None,
        }
        for number, words in enumerate(WORDS)
    ]
    return database(
        path,
        {
            "project": [{"databaseversion": "0.2.2"}],
            "source": [
                {"id": 1, "name": "Baker", "file": TEXT, "memo": None, **ALIVE},
                {"id": 2, "name": "gone", "file": "x", "status": -1},
            ],
            "freecode": [
                {"id": 1, "name": "Hunger", "memo": "for food", "color": "red", **ALIVE},
                {"id": 2, "name": "Bribe", **ALIVE},
                {"id": 3, "name": "Deleted", "status": -1},
            ],
            "codecat": [{"catid": 1, "name": "Causes", **ALIVE}, {"catid": 2, "name": "Other", **ALIVE}],
            "treecode": [{"cid": 1, "catid": 1, **ALIVE}, {"cid": 1, "catid": 2, **ALIVE}],
            "coding": [*coding, {**coding[0], "status": -1}, {**coding[0], "cid": 3}],
            "cases": [{"id": 1, "name": "Amina", "memo": "left", **ALIVE}],
            "caselinkage": [{"caseid": 1, "fid": 1, "selfirst": 0.0, "selend": float(len(TEXT)), **ALIVE}],
            **RQDA,
        },
    )


def catma(folder: Path) -> Path:
    """CATMA's tree: offsets are those of Java, UTF-16 units."""
    key, tag, author = "CATMA_T1", "tagsets/T_1/CATMA_T1", "P_AUTHOR"
    files: dict[str, Any] = {
        "documents/D_1/D_1.txt": TEXT,
        "documents/D_1/header.json": {"gitContentInfoSet": {"title": "Baker"}},
        "tagsets/T_1/header.json": {"name": "Causes"},
        "tagsets/T_1/CATMA_T1/propertydefs.json": {
            "name": "Hunger",
            "uuid": key,
            "parentUuid": "",
            "systemPropertyDefinitions": {
                author: {"name": "catma_markupauthor"},
                "P_TIME": {"name": "catma_markuptimestamp"},
                "P_COLOUR": {"name": "catma_displaycolor", "possibleValueList": ["-57318"]},
            },
            "userDefinedPropertyDefinitions": {"P_OWN": {"name": "voice"}},
        },
        "collections/C_1/header.json": {"responsibleUser": "murat", "sourceDocumentId": "D_1"},
    }
    annotations = []
    for number, words in enumerate(WORDS):
        start, end = as_utf16(words)
        system = {author: ["ana"], "P_TIME": ["2023-08-03T13:29:00.085+0200"]} if number < 2 else {}
        body = {"tag": tag, "properties": {"system": system, "user": {"P_OWN": ["narrator"]}}}
        items = [{"source": "D_1", "selector": {"start": start, "end": end}}]
        annotations.append({"body": body, "target": {"items": items}})
    files["collections/C_1/annotations/ana_0.json"] = [
        *annotations,
        {"body": {"tag": "x/CATMA_GONE"}, "target": {}},
    ]
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def xmi(begin_end: Sequence[tuple[int, int]]) -> str:
    """A CAS as XMI with a layer of our own, beside the words that the program makes."""
    from xml.sax.saxutils import quoteattr

    rows = "".join(
        f'<custom:Theme xmi:id="{9 + number}" sofa="1" begin="{begin}" end="{end}" '
        f'value="{("hunger", "bribe")[number % 2]}"/>'
        for number, (begin, end) in enumerate(begin_end)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
        'xmlns:cas="http:///uima/cas.ecore" '
        'xmlns:custom="http:///webanno/custom.ecore" xmlns:t="http:///t.ecore" xmi:version="2.0"><cas:NULL '
        'xmi:id="0"/>'
        f'<t:Token xmi:id="2" sofa="1" begin="0" end="2"/>{rows}'
        f'<custom:Rel xmi:id="99" sofa="1" begin="0" end="2" Governor="2" Dependent="2"/>'
        '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
        f"sofaString={quoteattr(TEXT, {chr(10): '&#10;'})}/>"
        "</xmi:XMI>"
    )
