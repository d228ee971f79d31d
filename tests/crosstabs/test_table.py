"""Whole tables of a random study against pandas and plain loops, with what they say of themselves."""

import pandas as pd
import pytest
from scipy import stats
from sqlalchemy import select

from app.cases.queries import attributes, cases, cells
from app.cases.stretches import case_stretches
from app.codebook.queries import codebook
from app.coders.queries import coders
from app.crosstabs.choices import TableChoice
from app.crosstabs.table import crosstab
from app.errors import UserError
from app.models import Coding
from app.rounds.queries import completed_pairs
from app.store import Project
from tests.crosstabs.projects import CODERS, random_study


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    with random_study(tmp_path_factory.mktemp("random")) as project:
        yield project


def table(project, **choice):
    with project.read() as session:
        return crosstab(session, TableChoice(**choice))


def frame(project):
    """One row for each coding in a case, one for each case with what is known of it, and who completed it."""
    with project.read() as session:
        stretches = case_stretches(session)
        names = {row.id: row.name for row in cases(session)}
        codes = {row.id: row.path for row in codebook(session)}
        people = {row.id: row.name for row in coders(session)}
        columns = {row.id: row.name for row in attributes(session)}
        known = [
            {"case": names[case], "attribute": columns[attribute], "value": cell.entry.in_a_table}
            for (case, attribute), cell in cells(session).items()
        ]
        given = [
            {
                "case": names[part.case_id],
                "coder": people[row.coder_id],
                "code": codes[row.code_id],
                "id": row.id,
            }
            for row in session.scalars(select(Coding))
            for part in stretches
            if row.document_id == part.document_id and row.start < part.end and part.start < row.end
        ]
        documents = {
            name: {part.document_id for part in stretches if names[part.case_id] == name}
            for name in names.values()
        }
        done = {
            (name, people[coder])
            for name, of in documents.items()
            for coder in people
            if of and all((document, coder) in completed_pairs(session) for document in of)
        }
    values = pd.DataFrame(known).pivot(index="case", columns="attribute", values="value")
    values = values.reindex(list(names.values())).fillna("(empty)")
    return pd.DataFrame(given), values, done


def present(given, done, layer):
    """{(case, code)} of a layer."""
    if layer == "any":
        rows = given
    elif layer in CODERS:
        rows = given[given.coder == layer]
    else:
        everything = set(zip(given.case, given.coder, given.code, strict=True))
        found = set()
        for case in set(given.case):
            judges = {who for name, who in done if name == case} or set(given[given.case == case].coder)
            found |= {
                (case, code)
                for code in set(given.code)
                if all((case, who, code) in everything for who in judges)
            }
        return found
    return set(zip(rows.case, rows.code, strict=True))


@pytest.mark.parametrize("layer", ["any", "all", "Ben"])
@pytest.mark.parametrize("denominator", ["all", "coded", "completed"])
def test_codes_by_an_attribute_are_pandas(study, layer, denominator):
    given, values, done = frame(study)
    found = table(study, columns="gender", layer=layer, denominator=denominator)
    has = present(given, done, layer)
    if denominator == "coded":
        people = {layer} if layer in CODERS else set(CODERS)
        if layer == "all":  # whose codings count: who saw the whole case, or who coded it
            inside = {
                row.case
                for row in given.itertuples()
                if (row.case, row.coder) in done or not any(case == row.case for case, _ in done)
            }
        else:
            inside = set(given[given.coder.isin(people)].case)
    elif denominator == "completed":
        inside = {case for case, who in done if layer not in CODERS or who == layer}
    else:
        inside = set(values.index)
    assert found.total == len(inside)
    rows = pd.DataFrame(
        [{"code": code, "gender": values.gender[case]} for case, code in has if case in inside],
        columns=["code", "gender"],
    )
    expected = pd.crosstab(rows.code, rows.gender)
    base = values.gender[[case in inside for case in values.index]].value_counts()
    for cell in found.cells():
        code, gender = found.rows.labels[cell.row], found.columns.labels[cell.column]
        n = int(expected.get(gender, {}).get(code, 0))
        assert cell.n == n
        assert cell.base == base.get(gender, 0)
        assert cell.percent == (pytest.approx(100 * n / cell.base) if cell.base else None)
        assert cell.small == (n < 5)
        behind = {found.source.names[index] for index in found.wholes_in(cell.row, cell.column)}
        assert behind == {
            case for case, of in has if of == code and case in inside and values.gender[case] == gender
        }


def test_codings_and_the_passages_behind_a_cell_are_those_of_its_cases(study):
    given, values, _ = frame(study)
    found = table(study, columns="gender", layer="Ben")
    for cell in found.cells():
        code, gender = found.rows.labels[cell.row], found.columns.labels[cell.column]
        rows = given[(given.coder == "Ben") & (given.code == code)]
        rows = rows[[values.gender[case] == gender for case in rows.case]].drop_duplicates(["case", "id"])
        assert cell.codings == len(rows)
        passages = found.passages_in(cell.row, cell.column)
        assert len(passages) == len(rows)
        assert sorted(passage.whole for passage in passages) == sorted(rows.case)


def test_an_attribute_by_another_is_pandas(study):
    _, values, _ = frame(study)
    ages = pd.to_numeric(values.age)
    groups = pd.cut(
        ages, [-1, 30, 50, 1000], right=False, labels=["under 30", "30 to under 50", "50 and more"]
    )
    expected = pd.crosstab(values.gender, groups)
    found = table(study, rows="gender", columns="age", cuts=(30, 50))
    for cell in found.cells():
        row, column = found.rows.labels[cell.row], found.columns.labels[cell.column]
        assert cell.n == expected.loc[row, column]
    known = expected.loc[["woman", "man"]]
    assert found.column_totals.tolist() == known.sum().tolist()
    ((name, test),) = found.tests()
    assert (name, test.p) == ("", pytest.approx(stats.chi2_contingency(known, correction=False).pvalue))


def test_a_case_in_several_groups_is_in_each_and_nothing_is_tested(study):
    _, values, _ = frame(study)
    found = table(study, rows="role", columns="gender")
    for cell in found.cells():
        row, column = found.rows.labels[cell.row], found.columns.labels[cell.column]
        assert cell.n == sum(
            row in values.role[case].split("; ") and values.gender[case] == column for case in values.index
        )
    assert "several" in found.tests()[0][1].reason


def test_rows_and_columns_may_change_places(study):
    tables = [
        table(study, rows="codes", columns="gender"),
        table(study, rows="gender", columns="codes", percent="row"),
    ]
    assert (tables[0].n == tables[1].n.T).all()
    flat = [{(cell.row, cell.column): cell for cell in each.cells()} for each in tables]
    for (row, column), cell in flat[0].items():
        turned = flat[1][column, row]
        assert (cell.percent, cell.codings, cell.share) == (turned.percent, turned.codings, turned.share)
        assert cell.expected == (None if turned.expected is None else pytest.approx(turned.expected))


def test_a_parent_counts_its_children_only_where_it_is_asked_to(study):
    given, _, done = frame(study)
    alone = table(study, columns="cases")
    together = table(study, columns="cases", with_children=True)
    hunger = alone.rows.labels.index("Hunger")
    has = present(given, done, "any")
    either = {case for case, code in has if code.startswith("Hunger")}
    assert alone.n[hunger].sum() == len({case for case, code in has if code == "Hunger"})
    assert together.n[hunger].sum() == len(either)
    assert any("under it" in note for note in together.notes())


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"rows": "codes", "columns": "codes"}, "co-occurrence"),
        ({"rows": "gender", "columns": "documents"}, "one of them|each is one|one table"),
        ({"rows": "cases", "columns": "gender"}, "each is one"),
        ({"rows": "gender", "columns": "document:paper"}, "one table"),
        ({"columns": "height"}, "no attribute “height”"),
        ({"columns": "document:weight"}, "property “weight”"),
        ({"layer": "Dora"}, "no coder “Dora”"),
        ({"layer": "consensus"}, "no consensus yet"),
    ],
)
def test_what_can_t_be_counted_is_a_sentence(study, choice, words):
    with pytest.raises(UserError, match=words):
        table(study, **choice)


def test_a_table_of_nothing_is_a_sentence(tmp_path):
    with Project.create(str(tmp_path / "empty.intercoder")) as project:
        for choice in ({}, {"columns": "documents"}):
            with pytest.raises(UserError, match="nothing to count"):
                table(project, **choice)
