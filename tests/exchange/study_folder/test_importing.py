"""Importing study folders: all of it or nothing, whatever is wrong told by file and row."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.codebook.queries import codebook
from app.coders.queries import coders
from app.coding.queries import passages
from app.documents.queries import documents, properties
from app.errors import Cancelled, UserError
from app.exchange.study_folder import import_study
from app.jobs import Job
from app.rounds.queries import completed_pairs
from app.store import Project
from app.store.check import problems

Write = Callable[[str, Sequence[Sequence[object]]], None]
HEADER = ["doc_id", "coder", "code", "start", "end", "quote"]


def coded(project: Project) -> list[tuple[str, str, str, str]]:
    with project.read() as session:
        return [
            (found.document_name, found.coder_name, found.coding.code_name, found.quote)
            for found in passages(session)
        ]


def refusal(project: Project, folder: Path) -> str:
    """What the import says; nothing may have come in."""
    before = project.latest_action()
    with pytest.raises(UserError) as caught:
        import_study(project, folder, Job())
    assert project.latest_action() == before
    with project.read() as session:
        assert not documents(session)
        assert not codebook(session)
        assert not coders(session)
    return str(caught.value)


def test_a_study_comes_in_with_its_texts_codings_codes_and_coders(project: Project, folder: Path) -> None:
    imported = import_study(project, folder, Job())
    assert (imported.documents, imported.codes, imported.coders, imported.codings) == (2, 2, 3, 3)
    assert coded(project) == [
        ("driver", "Ana", "Money", "It was the money."),
        ("driver", "Murat", "Money", "🚚 They paid on the first."),
        ("teacher", "GOLD", "Faith", "مرحبا"),
    ]
    assert problems(project) == []


def test_an_import_is_one_action_that_undo_takes_back(project: Project, folder: Path) -> None:
    import_study(project, folder, Job())
    assert project.undo() == "Import study “Riverbank”"
    assert coded(project) == []
    project.redo()
    assert len(coded(project)) == 3


def test_a_layer_called_gold_consensus_or_moderated_is_a_consensus(
    project: Project, folder: Path, write: Write
) -> None:
    names = ["gold", "Consensus", "Moderated by Eva", "Goldberg", "Ana"]
    write("codings.csv", [HEADER, *(["driver", name, "Money", 0, 4, ""] for name in names)])
    import_study(project, folder, Job())
    with project.read() as session:
        roles = {coder.name: coder.role for coder in coders(session)}
    assert [roles[name] for name in names] == ["consensus"] * 3 + ["coder"] * 2


def test_without_assignments_coders_have_completed_what_they_coded(project: Project, folder: Path) -> None:
    import_study(project, folder, Job())
    assert completed(project) == {("driver", "Ana"), ("driver", "Murat"), ("teacher", "GOLD")}


def test_with_assignments_nothing_to_code_here_is_kept(project: Project, folder: Path, write: Write) -> None:
    write("assignments.csv", [["doc_id", "coder"], ["teacher", "Ana"], ["teacher", "Eva"]])
    import_study(project, folder, Job())
    assert completed(project) == {("teacher", "Ana"), ("teacher", "Eva")}


def completed(project: Project) -> set[tuple[str, str]]:
    with project.read() as session:
        names = {document.id: document.name for document in documents(session)}
        team = {coder.id: coder.name for coder in coders(session)}
        return {(names[document], team[coder]) for document, coder in completed_pairs(session)}


def test_documents_csv_gives_names_provenance_order_and_whatever_else_it_has(
    project: Project, folder: Path, write: Write
) -> None:
    write(
        "documents.csv",
        [
            ["doc_id", "Name", "language", "Origin", "direction"],
            ["teacher", "The teacher", "ar", "local", "rtl"],
            ["driver", "", "", "", ""],
        ],
    )
    import_study(project, folder, Job())
    with project.read() as session:
        first, second = documents(session)
        assert (first.name, first.language, first.direction) == ("The teacher", "ar", "rtl")
        assert (second.name, second.direction) == ("driver", "ltr")
        assert properties(session) == {first.id: {"Origin": "local"}}


def test_codebook_csv_gives_tree_definitions_and_looks(project: Project, folder: Path, write: Write) -> None:
    write(
        "codebook.csv",
        [
            ["code", "parent", "definition", "use_when", "colour", "shortcut", "exclusive", "abbrev"],
            ["Money", "Joining", "Pay", "wages", "#4477AA", "m", "", "M"],
            ["Joining", "", "", "", "", "", "1", ""],
        ],
    )
    import_study(project, folder, Job())
    with project.read() as session:
        codes = {code.path: code for code in codebook(session)}
    assert list(codes) == ["Joining", "Joining / Money", "Faith"]
    money = codes["Joining / Money"]
    assert (money.brief_definition, money.use_when, money.colour, money.shortcut) == (
        "Pay",
        "wages",
        "#4477aa",
        "m",
    )
    assert money.domain_id == codes["Joining"].id


def test_everything_wrong_is_told_by_file_and_row(project: Project, folder: Path, write: Write) -> None:
    write(
        "codings.csv",
        [
            HEADER,
            ["driver", "Ana", "Money", 0, 4, "ANA;"],
            ["driver", "Ana", "Money", 4, 4, ""],
            ["driver", "Ana", "Money", -1, 4, ""],
            ["driver", "Ana", "Money", 0, 5000, ""],
            ["baker", "Ana", "Money", 0, 4, ""],
            ["driver", "Ana", "", 0, 4, ""],
            ["driver", "", "Money", 0, 4, ""],
            ["driver", "Ana", "Money", "0.5", 4, ""],
            ["driver", "Ana", "Money", 0, "", ""],
        ],
    )
    told = refusal(project, folder)
    assert "9 problems" in told
    for row in range(2, 11):
        assert f"codings.csv, row {row}: " in told


def test_of_many_problems_twenty_are_told_and_all_are_counted(
    project: Project, folder: Path, write: Write
) -> None:
    write("codings.csv", [HEADER, *(["driver", "Ana", "Money", 9000 + n, 9001 + n, ""] for n in range(1234))])
    told = refusal(project, folder)
    assert told.count("codings.csv, row") == 20
    assert "1,234 problems" in told
    assert "1,214 more" in told


def test_a_wrong_quote_is_told_without_the_words_of_the_interview(
    project: Project, folder: Path, write: Write
) -> None:
    write("codings.csv", [HEADER, ["driver", "Ana", "Money", 26, 30, "secret"]])
    told = refusal(project, folder)
    assert "codings.csv, row 2" in told
    assert "secret" not in told
    assert "OMAR" not in told


@pytest.mark.parametrize("missing", ["doc_id", "coder", "code", "start", "end"])
def test_a_missing_column_is_named(project: Project, folder: Path, write: Write, missing: str) -> None:
    write("codings.csv", [[column for column in HEADER if column != missing]])
    assert f"codings.csv: the column “{missing}” is missing" in refusal(project, folder)


@pytest.mark.parametrize("lost", ["codings.csv", "documents"])
def test_a_folder_that_is_no_study_says_what_is_missing(project: Project, folder: Path, lost: str) -> None:
    (folder / lost).rename(folder / "elsewhere")
    assert lost in refusal(project, folder)


def test_a_folder_that_is_not_there_is_named(project: Project, tmp_path: Path) -> None:
    assert "There is no folder" in refusal(project, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("table", "rows", "told"),
    [
        ("assignments.csv", [["doc_id", "coder"], ["baker", "Ana"]], "assignments.csv, row 2: there is no"),
        ("assignments.csv", [["doc_id"], ["driver"]], "assignments.csv: the column “coder”"),
        ("documents.csv", [["doc_id"], ["baker"]], "documents.csv, row 2: there is no"),
        ("documents.csv", [["doc_id"], ["driver"], ["driver"]], "documents.csv, row 3: “driver” is in row 2"),
        ("documents.csv", [["doc_id", "name"], ["driver", "teacher"]], "has the same name"),
        ("documents.csv", [["doc_id", "direction"], ["driver", "up"]], "neither “ltr” nor “rtl”"),
        ("codebook.csv", [["code", "parent"], ["Money", "Joining"]], "codebook.csv, row 2: there is no code"),
        ("codebook.csv", [["code"], ["Money"], ["money "]], "codebook.csv, row 3: “money” is in row 2"),
        ("codebook.csv", [["code", "parent"], ["A", "B"], ["B", "A"]], "row 2: “A” lies within itself"),
        ("codebook.csv", [["code", "parent"], ["", "A"]], "codebook.csv, row 2"),
        (
            "codebook.csv",
            [["code", "shortcut"], ["A", "a"], ["B", "A"]],
            "row 3: the key “a” belongs to row 2",
        ),
        ("codebook.csv", [["code", "colour"], ["A", "red"]], "row 2: the colour"),
        ("codebook.csv", [["code", "exclusive"], ["A", "perhaps"]], "row 2: exclusive"),
        ("codebook.csv", [["code", "code"], ["A", "B"]], "codebook.csv: there are two columns “code”"),
    ],
)
def test_what_is_wrong_in_the_other_tables_is_told(
    project: Project, folder: Path, write: Write, table: str, rows: list[list[str]], told: str
) -> None:
    write(table, rows)
    assert told in refusal(project, folder)


def test_texts_that_are_empty_or_not_utf8_are_named(project: Project, folder: Path) -> None:
    (folder / "documents" / "baker.txt").write_text(" \n", encoding="utf-8")
    (folder / "documents" / "nurse.txt").write_bytes("déjà vu".encode("latin-1"))
    told = refusal(project, folder)
    assert "documents/baker.txt: holds no text" in told
    assert "documents/nurse.txt: is not in UTF-8 (byte 2)" in told


def test_a_table_with_a_byte_order_mark_semicolons_and_empty_rows_is_read(
    project: Project, folder: Path
) -> None:
    table = "\ufeffdoc_id;coder;code;start;end;\r\n;;;;;\r\ndriver;Ana;Money;0;3;\r\n"
    (folder / "codings.csv").write_bytes(table.encode())
    assert import_study(project, folder, Job()).codings == 1


def test_the_same_coding_twice_is_one_coding_with_both_memos(
    project: Project, folder: Path, write: Write
) -> None:
    rows = [
        ["driver", "Ana", "Money", 0, 3, "I know", "sure"],
        ["driver", " ana", "MONEY", 0, 3, "no", "unsure"],
    ]
    write("codings.csv", [[*HEADER[:5], "memo", "certainty"], *rows])
    assert import_study(project, folder, Job()).codings == 1
    with project.read() as session:
        found = [(one.coding.memo, one.coding.sure) for one in passages(session)]
    assert found == [("I know\nno", False)]


def test_codings_of_a_table_were_imported_unless_it_says_otherwise(
    project: Project, folder: Path, write: Write
) -> None:
    header = [*HEADER[:5], "origin"]
    write("codings.csv", [header, ["driver", "Ana", "Money", 0, 3, "machine"]])
    assert "row 2: the origin is none of hand, search, import, suggestion" in refusal(project, folder)
    rows = [["driver", "Ana", "Money", 0, 3, ""], ["driver", "Ana", "Money", 0, 6, "Search"]]
    write("codings.csv", [header, *rows, ["driver", "Ana", "Money", 0, 9, "hand"]])
    import_study(project, folder, Job())
    with project.read() as session:
        assert [found.coding.origin for found in passages(session)] == ["import", "search", "hand"]


def test_unsure_codings_stay_unsure_and_other_words_are_refused(
    project: Project, folder: Path, write: Write
) -> None:
    write("codings.csv", [[*HEADER[:5], "certainty"], ["driver", "Ana", "Money", 0, 3, "perhaps"]])
    assert "row 2: the certainty" in refusal(project, folder)
    write("codings.csv", [[*HEADER[:5], "certainty"], ["driver", "Ana", "Money", 0, 3, "unsure"]])
    import_study(project, folder, Job())
    with project.read() as session:
        assert [found.coding.sure for found in passages(session)] == [False]


@pytest.mark.parametrize("counted_in", ["canonical", "file", "file without its mark"])
def test_offsets_may_count_in_the_canonical_text_or_in_the_file_as_it_is(
    project: Project, folder: Path, write: Write, counted_in: str
) -> None:
    raw = "\ufeffFirst line\r\nSecond\rThird\x0c\r\n\x07Fourth line here\r\n"
    (folder / "documents" / "driver.txt").write_bytes(raw.encode())
    base = {
        "canonical": "First line\nSecond\nThird\n\nFourth line here\n",
        "file": raw,
        "file without its mark": raw.removeprefix("\ufeff"),
    }[counted_in]
    rows = []
    for quote in ("First", "Second", "line here"):
        start = base.index(quote)
        rows.append(["driver", "Ana", "Money", start, start + len(quote), quote])
    write("codings.csv", [HEADER, *rows])
    import_study(project, folder, Job())
    assert [quote for *_, quote in coded(project)] == ["First", "Second", "line here"]


def test_one_wrong_row_in_a_file_counted_as_it_is_does_not_blame_the_others(
    project: Project, folder: Path, write: Write
) -> None:
    (folder / "documents" / "driver.txt").write_bytes(b"One\r\nTwo\r\nThree\r\n")
    rows = [["driver", "Ana", "A", 5, 8, "Two"], ["driver", "Ana", "A", 10, 15, "Three"]]
    write("codings.csv", [HEADER, *rows, ["driver", "Ana", "A", 10, 12, "X"]])
    told = refusal(project, folder)
    assert "There is 1 problem" in told
    assert "codings.csv, row 4: the quote is not what stands at 10 to 12" in told


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_tables_may_end_their_lines_as_any_system_does(project: Project, folder: Path, end: str) -> None:
    lines = [
        "doc_id,coder,code,start,end,memo",
        'driver,Ana,Money,0,3,"a;b;c;d\re;f;g\r\nh\ni"',
        "driver,Ana,A,0,3,;;;;;;",
    ]
    (folder / "codings.csv").write_bytes(end.join([*lines, ""]).encode())
    assert import_study(project, folder, Job()).codings == 2
    with project.read() as session:
        memos = {found.coding.memo for found in passages(session)}
    assert memos == {"a;b;c;d\re;f;g\r\nh\ni", ";;;;;;"}


@pytest.mark.parametrize("twin", ["driver .txt", "driver.TXT"])
def test_two_files_that_mean_the_same_doc_id_are_refused(project: Project, folder: Path, twin: str) -> None:
    (folder / "documents" / twin).write_text("Another text. " * 20, encoding="utf-8")
    assert "has the same doc_id as" in refusal(project, folder)


def test_a_coding_without_a_place_is_named(project: Project, folder: Path, write: Write) -> None:
    write("codings.csv", [HEADER, ["driver", "Ana", "Money", "", "", ""]])
    assert "codings.csv, row 2: “start” is empty" in refusal(project, folder)


def test_a_codebook_may_be_deeper_than_anybody_reads(project: Project, folder: Path, write: Write) -> None:
    deep = [[f"Level {n}", f"Level {n + 1}"] for n in range(1200)]
    write("codebook.csv", [["code", "parent"], *deep, ["Level 1200", ""]])
    import_study(project, folder, Job())
    with project.read() as session:
        assert max(code.depth for code in codebook(session)) == 1200


def test_the_folder_one_stands_in_is_a_study_too(
    project: Project, folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    write("codings.csv", [HEADER, ["driver", "Ana", "Money", 4, 4, ""]])
    assert "“Riverbank” can't be imported" in refusal(project, Path())


def test_a_second_study_joins_documents_codes_and_coders_by_name(
    project: Project, folder: Path, write: Write
) -> None:
    import_study(project, folder, Job())
    write(
        "codings.csv", [HEADER, ["driver", "ana", "money", 0, 3, ""], ["teacher", "GOLD", "Faith", 0, 5, ""]]
    )
    again = import_study(project, folder, Job())
    assert (again.documents, again.codes, again.coders, again.codings, again.already) == (0, 0, 0, 1, 1)
    assert len(coded(project)) == 4


def test_a_document_of_the_same_name_with_another_text_is_refused(project: Project, folder: Path) -> None:
    import_study(project, folder, Job())
    (folder / "documents" / "driver.txt").write_text("Another text. " * 20, encoding="utf-8")
    (folder / "codings.csv").write_text("doc_id,coder,code,start,end\n", encoding="utf-8")
    before = project.latest_action()
    with pytest.raises(UserError, match="documents/driver.txt: the project has a document “driver”"):
        import_study(project, folder, Job())
    assert project.latest_action() == before


def test_a_shortcut_that_another_code_has_is_left_out_and_told(
    project: Project, folder: Path, write: Write
) -> None:
    write("codebook.csv", [["code", "shortcut"], ["Money", "m"]])
    import_study(project, folder, Job())
    write("codebook.csv", [["code", "shortcut"], ["Murder", "m"]])
    imported = import_study(project, folder, Job())
    assert imported.notes == ("“Murder” has no shortcut now: “m” is another code's.",)


def test_a_cancelled_import_leaves_nothing(project: Project, folder: Path) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        import_study(project, folder, job)
    assert coded(project) == []


def test_an_import_can_be_cancelled_while_it_is_saved_and_leaves_nothing(
    project: Project, folder: Path
) -> None:
    job = Job(lambda _done, _of, what: job.cancel() if what == "Saving documents" else None)
    before = project.latest_action()
    with pytest.raises(Cancelled):
        import_study(project, folder, job)
    assert project.latest_action() == before
    with project.read() as session:
        assert documents(session) == []
