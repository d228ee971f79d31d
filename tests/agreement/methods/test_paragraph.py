"""The methods paragraph and its table: what was done is said, what wasn't is not."""

import re
from pathlib import Path

import pytest

from app.agreement.methods.paragraph import ClosedRound, MethodsText, methods_text
from app.agreement.methods.sources import REFERENCES
from app.agreement.study.material import Scope
from app.agreement.study.results import Result, study
from app.agreement.study.statistic_names import NAMED
from app.agreement.study.statistics import STATISTICS
from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.models import Region
from app.rounds.actions import complete_document
from tests.study import Study

PAGES = Path(__file__).parents[3] / "docs" / "statistics"
SHORT = "ANA: I left.\n\nMURAT: So did I.\n"
THREE = ("percent_agreement", "cohen_kappa", "krippendorff_alpha")


def complete(study_: Study, *document_ids: int) -> None:
    for document_id in document_ids:
        for coder_id in (study_.ana, study_.murat):
            study_.project.do("Complete", complete_document, document_id=document_id, coder_id=coder_id)


def more_documents(study_: Study, number: int) -> list[int]:
    names = [f"Document {place}" for place in range(number)]
    return [study_.project.do("Import", add_document, name=name, text=SHORT) for name in names]


def with_the_code(study_: Study, number: int) -> list[int]:
    """More documents with Corruption in the first turn by both, in every other one in the second by Ana."""
    found = more_documents(study_, number)
    for place, document_id in enumerate(found):
        spans = [(study_.ana, 5), (study_.murat, 5), *([(study_.ana, 22)] if place % 2 else [])]
        for coder_id, start in spans:
            options = {"document_id": document_id, "code_id": study_.corruption, "coder_id": coder_id}
            study_.project.do("Apply", apply_code, **options, start=start, end=start + 5)
    return found


def compare(
    study_: Study, intervals: bool = False, by=("code", "overall"), statistics=THREE, **scope
) -> Result:
    with study_.project.read() as session:
        found = Scope(**scope)
        return study(session, found, statistics=statistics, by=by, intervals=intervals)


def told(study_: Study, intervals: bool = False, **scope) -> MethodsText:
    return methods_text(compare(study_, intervals, **scope), "Study", "1.2.3")


@pytest.fixture
def coded(study: Study) -> Study:
    """Four turns; Corruption in two by Ana, of which Murat has one. Hard life is not used."""
    study.code("They took the flour")
    study.code("He stayed")
    study.code("the flour for themselves", coder_id=study.murat)
    complete(study, study.baker)
    return study


def test_the_sample_is_named_with_its_coders_and_documents(coded: Study) -> None:
    assert told(coded).about("sample") == (
        "Agreement in “Study” was computed between 2 coders (AY and MK) on 1 document, each completed by "
        "both of them."
    )


def test_coders_who_completed_nothing_are_not_counted(coded: Study) -> None:
    coded.project.do("Add", add_coder, name="Sara Stein")
    assert "2 coders (AY and MK)" in told(coded).about("sample")
    assert told(coded).table.head[:3] == ("Code", "n AY", "n MK")


def test_documents_of_one_coder_are_said_to_be_left_out(coded: Study) -> None:
    assert told(coded).about("left out") == ""
    more_documents(coded, 2)
    assert told(coded).about("left out") == "2 documents that fewer than two completed were left out."


def test_the_codebook_has_its_size_and_its_version_only_where_there_is_one(coded: Study) -> None:
    result = compare(coded)
    plain, versioned = methods_text(result, "", "1"), methods_text(result, "", "1", codebook_version="3")
    assert plain.about("codebook") == (
        "All 2 codes of the codebook were compared; 1 of them was used by no coder."
    )
    assert "codebook (version 3)" in versioned.about("codebook")
    chosen = told(coded, code_ids=(coded.corruption,))
    assert chosen.about("codebook") == "1 chosen code of the codebook was compared."


def test_the_unit_is_named_with_how_many_there_were(coded: Study) -> None:
    assert told(coded).about("unit").endswith("when any part of it was coded, over 4 units.")
    assert "in a document when any part of it was coded." in told(coded, unit="document").about("unit")
    assert "character by character" in told(coded, unit="character").about("unit")


def test_uncoded_text_is_said_to_count_as_not_coded(coded: Study) -> None:
    assert told(coded).about("uncoded") == (
        "Text that a coder who had completed the document left uncoded counts as not coded."
    )


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({}, "White space and punctuation at the ends of codings were disregarded."),
        (
            {"tolerance": 5},
            (
                "White space and punctuation at the ends of codings were disregarded; ends of different "
                "coders' codings up to 5 characters apart were taken for the same."
            ),
        ),
        ({"trim": False}, ""),
    ],
)
def test_trimming_and_tolerance_are_said_only_where_they_were_used(coded: Study, scope, words) -> None:
    assert told(coded, **scope).about("boundaries") == words


def test_stretches_that_are_not_codable_are_said_to_be_left_out_only_where_there_are_some(
    coded: Study,
) -> None:
    assert told(coded).about("not codable") == ""

    def close(session, *, document_id):
        session.add(Region(document_id=document_id, kind="non_codable", start=0, body=0, end=31))

    coded.project.do("Not codable", close, document_id=coded.baker)
    assert told(coded).about("not codable") == "Stretches marked as not codable were left out."


def test_statistics_are_cited_and_only_those_that_were_computed(coded: Study) -> None:
    text = told(coded)
    assert text.about("statistics") == (
        "We report percent agreement, Cohen's kappa (Cohen 1960) and Krippendorff's alpha (nominal; "
        "Krippendorff 1970; Krippendorff 2011), for each code and for all codes together."
    )
    assert [work[:12] for work in text.references] == ["Cohen, J. (1", "De Vries, H.", *["Krippendorff"] * 2]
    assert "Fleiss" not in text.plain


def test_without_intervals_not_a_word_is_said_of_them(coded: Study) -> None:
    complete(coded, *more_documents(coded, 4))
    text = told(coded, intervals=False)
    said = text.paragraph + text.table.tsv()
    assert not re.search("interval|jackknife", said, re.IGNORECASE)
    assert not any(work.startswith("Efron") for work in text.references)


def test_intervals_that_were_asked_for_but_could_not_be_given_are_not_claimed(coded: Study) -> None:
    text = told(coded, intervals=True)
    assert text.about("intervals") == ""
    assert text.about("few documents") == ""
    assert not re.search("jackknife|Efron", text.plain)
    assert ("", "No interval: fewer than five documents hold it.") in text.table.notes


def test_intervals_are_named_with_their_method_and_few_documents_are_flagged(coded: Study) -> None:
    complete(coded, *with_the_code(coded, 4))
    text = told(coded, intervals=True)
    assert text.about("intervals") == (
        "Intervals are 95 % jackknife intervals over whole documents, with quantiles of t on the scale of "
        "Fisher's z, for shares of the logit (Efron & Tibshirani 1993); none is given where fewer than five "
        "documents hold the code, or where coders do not disagree."
    )
    assert text.about("few documents") == "With fewer than ten documents, they are rough."
    assert any(work.startswith("Efron") for work in text.references)


def test_ten_documents_are_not_called_few(coded: Study) -> None:
    complete(coded, *more_documents(coded, 9))
    assert told(coded, intervals=True).about("few documents") == ""


def test_statistics_on_characters_are_told_apart_from_the_unit(coded: Study) -> None:
    result = compare(coded, statistics=("krippendorff_alpha", "u_alpha"))
    assert methods_text(result, "", "1").about("characters") == (
        "U-alpha rests on characters, whatever the unit."
    )
    assert told(coded).about("characters") == ""


def test_means_over_pairs_are_called_so_with_three_coders(coded: Study) -> None:
    sara = coded.project.do("Add", add_coder, name="Sara Stein")
    coded.project.do("Complete", complete_document, document_id=coded.baker, coder_id=sara)
    result = compare(coded, statistics=("light_kappa",))
    assert "Light's kappa (mean over pairs of coders; Light 1971)" in methods_text(result, "", "1").paragraph


def test_how_codes_are_summed_up_is_said_with_its_source_where_chance_is_taken_off(coded: Study) -> None:
    text = told(coded)
    assert text.about("together") == (
        "For all codes together, each code kept its own chance: for kappas, observed and expected agreement "
        "were averaged over codes, for alpha, observed and expected disagreement were summed "
        "(De Vries et al. 2008)."
    )
    assert any(work.startswith("De Vries") for work in text.references)
    plain = methods_text(compare(coded, statistics=("percent_agreement", "u_alpha")), "", "1")
    assert plain.about("together") == ""
    assert not any(work.startswith("De Vries") for work in plain.references)


def test_the_version_of_the_program_is_named(coded: Study) -> None:
    assert told(coded).about("software") == "Values were computed with Intercoder 1.2.3."


def test_nothing_to_compare_is_said_and_nothing_else(study: Study) -> None:
    text = told(study)
    assert text.paragraph == "No document was completed by two coders: there is nothing to report."
    assert text.references == ()


# the table


def test_the_table_holds_uses_percent_and_coefficients_of_each_code(coded: Study) -> None:
    table = told(coded).table
    assert table.head == ("Code", "n AY", "n MK", "Agreement %", "Cohen's κ", "Krippendorff's α")
    corruption, hard_life, together = ([cell.text for cell in row] for row in table.rows[:3])
    # both 1, only Ana 1, neither 2: p_o 3/4; p_e = .5 x .25 + .5 x .75 = .5; alpha = 1 - 7 x 1 / (3 x 5)
    assert corruption == ["Corruption", "2", "1", "75.0", ".50", ".53"]
    assert hard_life == ["Hard life", "0", "0", "–", "–", "–"]
    assert together[:3] == ["All codes together", "2", "1"]


def test_what_has_no_value_carries_the_letter_of_its_reason(coded: Study) -> None:
    table = told(coded).table
    corruption, hard_life = table.rows[:2]
    letters = {words: letter for letter, words in table.notes}
    assert {cell.marks for cell in hard_life[3:]} == {letters["Not used."]}
    assert {cell.marks for cell in corruption[3:]} == {letters["Too few uses to judge."]}


def test_an_interval_stands_in_brackets_and_its_column_says_so(coded: Study) -> None:
    complete(coded, *with_the_code(coded, 4))
    table = told(coded, intervals=True).table
    assert table.head[-1] == "Krippendorff's α [95 % interval]"
    assert re.fullmatch(r"\S+ \[\S+, \S+\]", table.rows[0][-1].text)


def test_as_text_the_table_has_tabs_and_no_name_becomes_a_formula(coded: Study) -> None:
    coded.project.do("Add code", add_code, name="=SUM(A1)")
    lines = told(coded).table.tsv().splitlines()
    assert lines[1].split("\t")[0] == "Code"
    assert len({line.count("\t") for line in lines[1:6]}) == 1
    assert "'=SUM(A1)" in {line.split("\t")[0] for line in lines}


def test_as_html_names_are_words_and_never_markup(coded: Study) -> None:
    coded.project.do("Add code", add_code, name="<b>Fear & shame</b>")
    html = told(coded).html
    assert "&lt;b&gt;Fear &amp; shame&lt;/b&gt;" in html
    assert "<b>Fear" not in html


# sources


def test_every_statistic_has_a_name_for_a_paper() -> None:
    assert set(NAMED) == set(STATISTICS)


def test_every_work_cited_by_a_statistic_is_listed_and_every_listed_work_is_cited() -> None:
    cited = {work for named in NAMED.values() for work in named.references}
    assert cited | {"Efron & Tibshirani 1993", "De Vries et al. 2008"} == set(REFERENCES)


@pytest.mark.parametrize("statistic", STATISTICS)
def test_the_manual_names_the_same_sources(statistic: str) -> None:
    page = (PAGES / f"{statistic}.md").read_text(encoding="utf-8")
    if "As [u-alpha](u_alpha.md)" in page:
        page = (PAGES / "u_alpha.md").read_text(encoding="utf-8")
    for work in NAMED[statistic].references:
        first, year = re.match(r"([\w ]+?)(?: &| et al\.)?(?: \w+)? (\d{4})", work).groups()
        assert first.split()[-1] in page
        assert year in page


def test_speakers_whose_turns_are_left_out_are_named(coded: Study) -> None:
    words = "Turns of INTERVIEWER were left out, as was any stretch marked as not codable."
    assert told(coded, without_speakers=("INTERVIEWER",)).about("not codable") == words


def test_a_closed_round_is_named_with_its_day(coded: Study) -> None:
    closed = ClosedRound("Pilot", "2026-11-23", blind=True, drawn="2 of 9 documents, seed 7")
    text = methods_text(compare(coded, 0), "Study", "1.2.3", "2", closed_round=closed)
    assert text.about("round") == (
        "The codings are those of “Pilot” as they stood when the round was closed (2026-11-23); while it was "
        "open, the program showed no coder another's codings of it. Its documents: 2 of 9 documents, seed 7."
    )
    assert "(version 2)" in text.about("codebook")
