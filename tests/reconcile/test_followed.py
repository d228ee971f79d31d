"""What comes of decisions: who was followed, feedback, calibration, and a real gold layer."""

from pathlib import Path

import pytest

from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.errors import UserError
from app.exchange.study_folder import import_study
from app.jobs import Job
from app.reconcile.actions import add_consensus, decide
from app.reconcile.adjudication import followed
from app.reconcile.calibration import calibration_set, score
from app.reconcile.consensus import domains_of
from app.reconcile.feedback import Lesson, feedback, passages
from app.reconcile.gold import against, layer_named
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.queries import queue
from app.reconcile.rules import Boundary, Exact
from app.rounds.actions import close_round, complete_document, create_round
from app.store import Project
from tests.study import BAKER, Study

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "xai_disinfodemics" / "canonical"


@pytest.fixture
def decided(study: Study) -> Study:
    """Murat was followed about the flour (Ana began later), Ana about the queue (Murat had nothing)."""
    study.code("the flour")
    study.code("They took the flour", coder_id=study.murat)
    study.code("We queued from four", code_id=study.hard_life)
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    with study.project.read() as session:
        first, second = (row.item for row in queue(session))
    for item, coder in ((first, study.murat), (second, study.ana)):
        made = result_of(item, "coder", coder_id=coder)
        study.project.do(
            "Decide",
            decide,
            item=item,
            outcome="coder",
            codings=made,
            reason="boundary",
            coder_id=study.ana,
            follows_id=None,
        )
    return study


def test_how_often_a_coder_was_followed_is_counted_by_decisions_and_by_length(decided: Study) -> None:
    with decided.project.read() as session:
        found = {(one.coder_id, one.code_id): one for one in followed(session)}

    took, queued = len("They took "), len("We queued from four")
    ana, murat = found[decided.ana, None], found[decided.murat, None]
    assert (ana.decisions, ana.alike, ana.length, ana.kept) == (2, 1, took + queued, queued)
    assert (murat.decisions, murat.alike, murat.length, murat.kept) == (2, 1, took + queued, took)
    assert found[decided.murat, decided.corruption].share == 1
    assert found[decided.ana, decided.hard_life].share_of_length == 1


def test_feedback_says_where_the_consensus_differs_from_ones_own_and_why(decided: Study) -> None:
    added = [ConsensusSpan(decided.hard_life, BAKER.index("He stayed"), BAKER.index("He stayed") + 9)]
    decided.project.do(
        "Add", add_consensus, round_id=None, document_id=decided.baker, codings=added, coder_id=None
    )

    with decided.project.read() as session:
        anas = [(one.code_id, one.kind, one.mine, one.start) for one in feedback(session, decided.ana)]
        murats = [(one.code_id, one.kind, one.decision.reason) for one in feedback(session, decided.murat)]

    assert anas == [
        (decided.corruption, "boundary", False, BAKER.index("They took")),
        (decided.hard_life, "missed", False, BAKER.index("He stayed")),
    ]
    assert murats == [(decided.hard_life, "missed", "boundary"), (decided.hard_life, "missed", "")]


def settle_as_murat(study: Study) -> list[Lesson]:
    """Complete the document, settle all as Murat has it; returns Ana's lessons."""
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    with study.project.read() as session:
        items = [row.item for row in queue(session)]
    for item in items:
        study.project.do(
            "Decide",
            decide,
            item=item,
            outcome="coder",
            codings=result_of(item, "coder", coder_id=study.murat),
            reason="",
            coder_id=study.ana,
            follows_id=None,
        )
    with study.project.read() as session:
        return feedback(session, study.ana)


def test_a_passage_where_one_code_was_given_for_another_counts_once(study: Study) -> None:
    study.code("They took the flour for themselves")
    study.code("They took the flour for themselves", code_id=study.hard_life, coder_id=study.murat)
    study.code("We queued", coder_id=study.murat)

    lessons = settle_as_murat(study)

    took, queued = BAKER.index("They took"), BAKER.index("We queued")
    assert [(lesson.code_id, lesson.start) for lesson in lessons] == [
        (study.corruption, took),
        (study.corruption, queued),
        (study.hard_life, took),
    ]
    assert passages(lessons) == 2


def test_a_passage_that_was_settled_code_by_code_counts_once(study: Study) -> None:
    for code_id in (study.corruption, study.hard_life):
        study.code("They took the flour for themselves", code_id=code_id)

    lessons = settle_as_murat(study)

    assert len({lesson.decision.id for lesson in lessons}) == 2
    assert [lesson.code_id for lesson in lessons] == [study.corruption, study.hard_life]
    assert passages(lessons) == 1


def test_a_passage_whose_both_ends_differ_counts_once(study: Study) -> None:
    study.code("They took the flour for themselves")
    study.code("took the flour", coder_id=study.murat)

    lessons = settle_as_murat(study)

    assert len(lessons) == 2
    assert passages(lessons) == 1
    assert passages([]) == 0


def test_a_new_coder_is_scored_on_settled_disagreements(decided: Study) -> None:
    project = decided.project
    with project.read() as session:
        prepared = calibration_set(session)
        assert [one.start for one in prepared.passages] == [
            BAKER.index("They took"),
            BAKER.index("We queued"),
        ]
        assert calibration_set(session, kinds=["split"]).document_ids == ()
    new = project.do("Add Eve", add_coder, name="Eve")
    documents = list(prepared.document_ids)
    made = project.do(
        "Plan", create_round, name="Test", kind="calibration", document_ids=documents, coder_ids=[new]
    )
    start = BAKER.index("took the flour")
    project.do(
        "Code",
        apply_code,
        document_id=decided.baker,
        code_id=decided.corruption,
        coder_id=new,
        start=start,
        end=start + len("took the flour"),
    )
    with project.read() as session, pytest.raises(UserError, match="still open"):
        score(session, made, new)
    project.do("Complete", complete_document, document_id=decided.baker, coder_id=new)
    project.do("Close", close_round, round_id=made)

    with project.read() as session:
        found = score(session, made, new)
        with pytest.raises(UserError, match="nothing to score"):
            score(session, made, decided.ana)

    assert [one.right for one in found.answers] == [True, False]
    assert found.right == 1
    assert found.agreement.value is not None
    assert 0 < found.agreement.value < 1


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the adjudicated corpus lies beside the project, not in it")
def test_rules_beside_a_real_gold_layer_give_the_shares_that_the_manual_tells(tmp_path: Path) -> None:
    with Project.create(str(tmp_path / "gold.intercoder")) as project:
        import_study(project, CORPUS, Job())
        with project.read() as session:
            rows, layer = queue(session), layer_named(session, "GOLD")
            union, cut = (
                against(session, rows, [Exact(), Boundary(0.5, way)], layer, domains_of(session))
                for way in ("union", "intersection")
            )

    assert (union.documents, union.items) == (50, 474)
    assert [(one.items, one.same, one.near) for one in union.rules] == [(240, 232, 7), (30, 28, 2)]
    assert [(one.items, one.same) for one in cut.rules] == [(240, 232), (30, 0)]
    assert union.origins == {"exact": 251, "one coder": 56, "boundary": 2, "added": 0}
    assert union.dropped["missed"] == 132


def test_feedback_says_what_the_coder_had_and_what_the_consensus_has_instead(decided: Study) -> None:
    with decided.project.read() as session:
        (ana,) = feedback(session, decided.ana)
        (murat,) = feedback(session, decided.murat)

    took, flour = BAKER.index("They took"), BAKER.index("the flour")
    end, queued = flour + len("the flour"), BAKER.index("We queued")
    assert ana.had == (ConsensusSpan(decided.corruption, flour, end),)
    assert ana.has == (ConsensusSpan(decided.corruption, took, end),)
    assert murat.had == ()
    assert murat.has == (ConsensusSpan(decided.hard_life, queued, queued + len("We queued from four")),)
