"""A whole comparison from the database: scopes, levels, reasons, and where coders differ."""

import json
from pathlib import Path

import pytest

from app.agreement.differences import differences
from app.agreement.study import ON_GIVEN_UNITS, Result, study
from app.agreement.units import Scope
from app.agreement.values import NEEDS_TWO_CODERS, NO_VARIATION, NOT_USED, ONE_CODER, TOO_FEW_USES
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.errors import UserError
from app.jobs import Job
from app.rounds.actions import complete_document
from app.store import Project
from tests.study import BAKER, Study


def complete(study_: Study, *coder_ids: int) -> None:
    for coder_id in coder_ids or (study_.ana, study_.murat):
        study_.project.do("Complete", complete_document, document_id=study_.baker, coder_id=coder_id)


def compare(study_: Study, **scope: object) -> Result:
    with study_.project.read() as session:
        return study(session, Scope(**scope), by=("code", "pair", "document", "overall"))  # type: ignore[arg-type]  # fields of Scope


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
    assert result.value("krippendorff_alpha", code="Corruption").reason == NOT_USED
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
    assert [coder.name for coder in result.material.coders] == ["Ana Yilmaz", "Murat Kaya"]
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
        from app.agreement.study import study as compute

        compute(session, Scope(), statistics=("kappa",))


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


def test_differences_name_the_passage_and_who_coded_it_how(study: Study) -> None:
    study.code("They took the flour")
    study.code("the flour for themselves", coder_id=study.murat)
    study.code("He stayed", coder_id=study.murat)
    study.code("queued")
    study.code("queued", coder_id=study.murat)
    complete(study)
    found = differences(compare(study).material, study.corruption)
    assert [(BAKER[one.start : one.end], one.kind) for one in found] == [
        ("They took the flour for themselves", "boundary"),
        ("He stayed", "missed"),
    ]
    assert found[1].spans[study.ana] == ()


def test_an_empty_project_gives_reasons_and_no_error(study: Study) -> None:
    result = compare(study)
    assert result.value("krippendorff_alpha", "overall").reason == ONE_CODER
    assert differences(result.material) == []


REAL = Path(__file__).parents[3] / "shared" / "data" / "xai_disinfodemics"


@pytest.mark.skipif(not REAL.exists(), reason="the real corpus does not lie beside the project")
@pytest.mark.parametrize(("unit", "key"), [("character", "char"), ("document", "doc")])
def test_a_real_corpus_gives_the_alphas_computed_elsewhere(tmp_path: Path, unit: str, key: str) -> None:
    from app.exchange.study_folder import import_study

    with Project.create(str(tmp_path / "real.intercoder")) as project:
        import_study(project, REAL / "canonical", Job())
        with project.read() as session:
            result = study(session, Scope(unit=unit, trim=False), statistics=("krippendorff_alpha",))
    expected = json.loads((REAL / "reference_agreement.json").read_text(encoding="utf-8"))["agreement"]
    for row in expected:
        if row["code"] != "__ANY__":
            value = result.value("krippendorff_alpha", code=row["code"]).value
            assert value == pytest.approx(row[f"{key}_alpha_nominal"], abs=1e-9)
