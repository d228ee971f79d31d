"""A whole comparison from the database: scopes, levels and reasons."""

import json
import random
from pathlib import Path

import pytest

from app.agreement.coefficients import unitizing_legacy_draws
from app.agreement.coefficients.values import (
    NEEDS_TWO_CODERS,
    NO_INTERSECTION,
    NO_UNITS,
    NO_VARIATION,
    NOT_USED,
    ONE_CODER,
    TOO_FEW_USES,
)
from app.agreement.study.levels import NO_DOMAIN, NOT_AT_THIS_LEVEL, NOT_RESAMPLED, OUTSIDE_DOMAINS
from app.agreement.study.material import Scope
from app.agreement.study.results import Result
from app.agreement.study.results import study as study_of
from app.agreement.study.statistics import LEVELS, ON_GIVEN_UNITS, STATISTICS, applies
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.errors import UserError
from app.jobs import Job
from app.rounds.actions import complete_document
from app.store import Project
from tests.agreement.projects import project_of
from tests.study import BAKER, Study


def complete(study_: Study, *coder_ids: int) -> None:
    for coder_id in coder_ids or (study_.ana, study_.murat):
        study_.project.do("Complete", complete_document, document_id=study_.baker, coder_id=coder_id)


def compare(study_: Study, **scope: object) -> Result:
    with study_.project.read() as session:
        return study_of(session, Scope(**scope), by=("code", "pair", "document", "overall"))  # type: ignore[arg-type]  # fields of Scope


def test_alpha_by_turn_is_what_the_2x2_table_says(study: Study) -> None:
    study.code("They took the flour")
    study.code("the flour for themselves", coder_id=study.murat)
    study.code("He stayed", coder_id=study.murat)
    complete(study)
    value = compare(study, unit="turn").value("krippendorff_alpha", code="Corruption")
    # 4 turns: both 1, only Murat 1, neither 2; n = 8, n_1 = 3, n_0 = 5, o_01 = 1
    assert value.value == pytest.approx(1 - 7 * 1 / 15)
    assert TOO_FEW_USES in value.flags


def test_a_code_nobody_used_has_a_reason_and_no_number(study: Study) -> None:
    study.code("flour")
    complete(study)
    result = compare(study)
    for key in ON_GIVEN_UNITS:
        assert result.value(key, code="Hard life").reason == NOT_USED


def test_codings_of_those_who_have_not_completed_do_not_count(study: Study) -> None:
    study.code("flour")
    study.code("flour", coder_id=study.murat)
    complete(study, study.ana)
    result = compare(study)
    assert result.value("krippendorff_alpha", code="Corruption").reason == ONE_CODER
    assert result.value("krippendorff_alpha", "overall").reason == ONE_CODER
    assert result.material.dropped.single_coder_documents == 1


def test_a_completed_document_without_codings_says_nothing_here(study: Study) -> None:
    study.code("flour")
    complete(study)
    value = compare(study, unit="character").value("percent_agreement", code="Corruption")
    assert value.value == pytest.approx(1 - len("flour") / len(BAKER))


def test_everything_in_one_unit_has_no_variation(study: Study) -> None:
    study.code("flour")
    study.code("flour", coder_id=study.murat)
    complete(study)
    result = compare(study, unit="document")
    assert result.value("krippendorff_alpha", code="Corruption").reason == NO_VARIATION
    assert result.value("percent_agreement", code="Corruption").value == 1


def test_the_consensus_stays_out_of_agreement(study: Study) -> None:
    gold = study.project.do("Add", add_coder, name="GOLD", role="consensus")
    study.code("flour")
    study.code("flour", coder_id=gold)
    complete(study, study.ana, gold)
    result = compare(study)
    assert [coder.name for coder in result.material.coders] == ["Ana Yilmaz"]
    assert result.value("percent_agreement", "overall").reason == ONE_CODER


def test_three_coders_have_pairs_but_no_cohen_kappa_of_all(study: Study) -> None:
    sara = study.project.do("Add", add_coder, name="Sara")
    for coder in (study.ana, study.murat, sara):
        study.code("flour", coder_id=coder)
    complete(study, study.ana, study.murat, sara)
    result = compare(study)
    assert result.value("cohen_kappa", code="Corruption").reason == NEEDS_TWO_CODERS
    pair = ("Ana Yilmaz", "Sara")
    row = next(r for r in result.rows if r.level == "pair" and r.coders == pair and r.code == "Corruption")
    assert row.value.value == 1


def test_trimming_forgives_white_space_and_punctuation_at_the_ends(study: Study) -> None:
    study.code("He stayed.\n")
    study.code("He stayed", coder_id=study.murat)
    complete(study)
    trimmed = compare(study, unit="character").value("krippendorff_alpha", code="Corruption")
    exact = compare(study, unit="character", trim=False).value("krippendorff_alpha", code="Corruption")
    assert trimmed.value == 1
    assert exact.value is not None
    assert exact.value < 1


def test_a_tolerance_forgives_small_differences_of_boundaries(study: Study) -> None:
    study.code("the flour for")
    study.code("flour for", coder_id=study.murat)
    complete(study)
    near = compare(study, unit="character", tolerance=4).value("krippendorff_alpha", code="Corruption")
    assert near.value == 1


def test_a_document_completed_by_one_coder_is_dropped_and_counted(study: Study) -> None:
    other = study.project.do("Import", add_document, name="Nurse", text="NURSE: I left.\nINTERVIEWER: Why?\n")
    study.project.do("Complete", complete_document, document_id=other, coder_id=study.ana)
    study.code("flour")
    complete(study)
    result = compare(study)
    assert result.material.dropped.single_coder_documents == 1
    assert result.value("percent_agreement", "document", document="Nurse", code=None).reason is not None


def test_a_unit_or_statistic_that_does_not_exist_is_named(study: Study) -> None:
    with pytest.raises(UserError, match="“chapter” is not a unit"):
        compare(study, unit="chapter")
    with study.project.read() as session, pytest.raises(UserError, match="“kappa” is not a statistic"):
        study_of(session, Scope(), statistics=("kappa",))


@pytest.mark.parametrize("unit", ["character", "token", "sentence", "turn", "document"])
def test_every_unit_gives_full_agreement_for_equal_codings(study: Study, unit: str) -> None:
    for coder in (study.ana, study.murat):
        study.code("flour", coder_id=coder)
        study.code("He stayed", coder_id=coder, code_id=study.hard_life)
    other = study.project.do("Import", add_document, name="Nurse", text="NURSE: I left.\nINTERVIEWER: Why?\n")
    complete(study)
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=other, coder_id=coder)
    result = compare(study, unit=unit)
    assert result.value("krippendorff_alpha", "overall").value == 1


def test_an_empty_project_gives_reasons_and_no_error(study: Study) -> None:
    result = compare(study)
    assert result.value("krippendorff_alpha", "overall").reason == ONE_CODER


PRINTED = Path(__file__).parents[3] / "resources" / "validation" / "kmbw2016_alex_paul_suzan.json"


def test_the_published_unitizing_example_gives_its_printed_values_through_a_project(tmp_path: Path) -> None:
    case = json.loads(PRINTED.read_text(encoding="utf-8"))
    spans = [
        ("Text", coder, f"code {value}", start, end)
        for coder, own in case["data"]["coders"].items()
        for start, end, value in own
    ]
    coders = tuple(case["data"]["coders"])
    codes = [f"code {value}" for value in range(1, 8)]
    documents = [("Text", "x" * case["data"]["length"], coders, None)]
    project = project_of(tmp_path, documents, spans, codes=codes, coders=coders)
    with project, project.read() as session:
        result = study_of(session, Scope(unit="turn", trim=False), statistics="all")
    for key, printed in (("u_alpha", 0.510), ("relevance_u_alpha", 0.4136), ("cu_alpha", 0.724)):
        assert result.value(key, "overall").value == pytest.approx(printed, abs=5e-4)
    assert result.value("ku_alpha", code="code 6").value == pytest.approx(1)
    assert result.value("ku_alpha", code="code 2").value == pytest.approx(0)
    assert result.value("ku_alpha", code="code 7").reason == NO_INTERSECTION
    row = next(row for row in result.rows if row.statistic == "u_alpha")
    assert row.unit == "character"


TEXT = "".join(f"A: word{number} and more.\n" for number in range(8))
DOMAIN = [("Why", None, True), ("Money", "Why", False), ("Faith", "Why", False), "Work"]


def domain_project(folder: Path, *, documents: int = 5) -> Project:
    """Three coders; each document is completed by all but one of them; the last one is Ana's alone."""
    coders = ("Ana", "Ben", "Cem")
    rng = random.Random(1)
    found, codings = [], []
    for number in range(documents):
        name = f"Document {number}"
        own = [coder for place, coder in enumerate(coders) if place != number % 3]
        found.append((name, TEXT, own, None))
        for coder in own:
            for start in range(0, 150, 30):
                code = rng.choice(["Money", "Money", "Faith"])
                codings.append((name, coder, code, start, start + rng.randint(5, 25)))
            codings.append((name, coder, "Work", 10, 20 + rng.randint(0, 9)))
    return project_of(folder, [*found, ("Alone", TEXT, ["Ana"], None)], codings, codes=DOMAIN, coders=coders)


def all_of(project: Project, **more: object) -> Result:
    with project, project.read() as session:
        return study_of(session, Scope(), **{"statistics": "all", "by": LEVELS} | more)  # type: ignore[arg-type]  # arguments of study


def test_every_row_has_a_value_or_a_reason_and_every_statistic_a_row(tmp_path: Path) -> None:
    result = all_of(domain_project(tmp_path), intervals=True)
    assert {row.statistic for row in result.rows} == set(STATISTICS)
    assert {row.level for row in result.rows} == set(LEVELS)
    assert len({(r.level, r.code, r.document, r.coders, r.statistic) for r in result.rows}) == len(
        result.rows
    )
    for row in result.rows:
        assert (row.value.value is None) == bool(row.value.reason)
        if row.value.low is not None:
            assert row.value.value is not None
            assert row.value.low <= row.value.high  # type: ignore[operator]  # both or neither are there


def test_domains_are_compared_each_and_together(tmp_path: Path) -> None:
    result = all_of(domain_project(tmp_path))
    for key in ("u_alpha", "cu_alpha", "relevance_u_alpha", "positive_agreement"):
        one = result.value(key, "domain", code="Why")
        assert one.value is not None
        assert result.value(key, "domain", code=None).value == pytest.approx(one.value)
    assert result.value("ku_alpha", code="Money").value is not None
    with pytest.raises(KeyError):
        result.value("ku_alpha", code="Work")


def test_a_statistic_asked_for_by_name_has_a_reason_where_it_means_nothing(tmp_path: Path) -> None:
    result = all_of(domain_project(tmp_path), statistics=("ku_alpha", "mv_alpha", "legacy_alpha_u"))
    assert result.value("ku_alpha", code="Work").reason == OUTSIDE_DOMAINS
    assert result.value("mv_alpha", code="Work").reason == NOT_AT_THIS_LEVEL
    assert result.value("legacy_alpha_u", "domain", code="Why").reason == NOT_AT_THIS_LEVEL


def test_a_codebook_without_domains_says_so(study: Study) -> None:
    complete(study)
    with study.project.read() as session:
        result = study_of(session, Scope(), statistics="all", by=("domain",))
    assert {row.value.reason for row in result.rows} == {NO_DOMAIN}


def test_a_pair_is_compared_on_what_both_completed(tmp_path: Path) -> None:
    result = all_of(domain_project(tmp_path))
    with_two = all_of_two(domain_project(tmp_path / "again"))
    for key in STATISTICS:
        if applies(key, "pair"):
            names = {"code": None} if key != "ku_alpha" else {"code": "Money"}
            pair = result.value(key, "pair", coders=("Ana", "Ben"), **names)
            alone = with_two.value(key, "overall" if names["code"] is None else "code", **names)
            assert pair == alone


def all_of_two(project: Project) -> Result:
    with project, project.read() as session:
        return study_of(session, Scope(coder_ids=(1, 2)), statistics="all")


def test_a_document_is_compared_as_if_it_were_the_only_one(tmp_path: Path) -> None:
    result = all_of(domain_project(tmp_path))
    project = domain_project(tmp_path / "again")
    with project, project.read() as session:
        alone = study_of(session, Scope(document_ids=(2,)), statistics="all")
    for row in alone.rows:
        if applies(row.statistic, "document"):
            one = result.value(row.statistic, "document", document="Document 1", code=row.code)
            assert one.reason == row.value.reason or one.reason == NOT_USED
            assert one.value == pytest.approx(row.value.value, nan_ok=True)


def test_a_document_that_one_coder_completed_has_a_reason(tmp_path: Path) -> None:
    result = all_of(domain_project(tmp_path))
    rows = [row for row in result.rows if row.document == "Alone"]
    assert {row.value.reason for row in rows} == {ONE_CODER}
    assert {row.coders for row in rows} == {()}


def test_unused_codes_are_left_out_of_what_is_summed_up(study: Study) -> None:
    study.code("flour")
    study.code("They took the flour", coder_id=study.murat)
    complete(study)
    result = compare(study, unit="character")
    used = result.value("percent_agreement", code="Corruption")
    assert result.value("percent_agreement", "overall").value == used.value


def test_nobody_coded_anything_is_no_units(study: Study) -> None:
    complete(study)
    with study.project.read() as session:
        result = study_of(session, Scope(), statistics="all", by=("overall",))
    assert {row.value.reason for row in result.rows} == {NO_UNITS}


def test_the_same_codings_give_the_same_intervals(tmp_path: Path) -> None:
    one, other = (all_of(domain_project(tmp_path / name), intervals=True) for name in "ab")
    assert one.rows == other.rows


def test_the_older_alpha_has_an_interval_but_for_so_many_documents_that_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = all_of(domain_project(tmp_path), intervals=True).value("legacy_alpha_u", "overall")
    assert value.low < value.value < value.high
    monkeypatch.setattr(unitizing_legacy_draws, "MOST_CELLS", 10)
    again = tmp_path / "again"
    again.mkdir()
    value = all_of(domain_project(again), intervals=True).value("legacy_alpha_u", "overall")
    assert value.low is None
    assert NOT_RESAMPLED in value.flags


REAL = Path(__file__).parents[4] / "shared" / "data" / "xai_disinfodemics"


@pytest.mark.skipif(not REAL.exists(), reason="the real corpus does not lie beside the project")
@pytest.mark.parametrize(("unit", "key"), [("character", "char"), ("document", "doc")])
def test_a_real_corpus_gives_the_alphas_computed_elsewhere(tmp_path: Path, unit: str, key: str) -> None:
    from app.exchange.study_folder import import_study

    with Project.create(str(tmp_path / "real.intercoder")) as project:
        import_study(project, REAL / "canonical", Job())
        with project.read() as session:
            result = study_of(session, Scope(unit=unit, trim=False), statistics=("krippendorff_alpha",))
    expected = json.loads((REAL / "reference_agreement.json").read_text(encoding="utf-8"))["agreement"]
    for row in expected:
        if row["code"] != "__ANY__":
            value = result.value("krippendorff_alpha", code=row["code"]).value
            assert value == pytest.approx(row[f"{key}_alpha_nominal"], abs=1e-9)


def test_turns_of_left_out_speakers_are_no_units_and_codings_on_them_dont_count(study: Study) -> None:
    study.code("And your brother")
    study.code("He stayed")
    study.code("He stayed", coder_id=study.murat)
    complete(study)
    with_them = compare(study, unit="turn").value("percent_agreement", code="Corruption")
    without = compare(study, unit="turn", without_speakers=("INTERVIEWER",))
    assert (with_them.n, with_them.value) == (4, 0.75)
    value = without.value("percent_agreement", code="Corruption")
    assert (value.n, value.value) == (2, 1)
