"""What deleting or merging codes does to what hangs on them: consensus, proposals, versions."""

from app.codebook.actions import delete_code, merge_codes
from app.codebook.consequences import CodeConsequences, consequences_of_deleting
from app.codebook.proposals import propose
from app.codebook.version_actions import publish_version
from app.coders.actions import add_coder, remove_coder
from app.models import Assignment, Coding, ConsensusCoding, Decision, Round
from app.store.check import problems
from app.store.journal import WriteSession
from tests.study import Study


def settled(study: Study, *codings: int) -> int:
    """A decision that made some codings."""

    def decide(session: WriteSession) -> int:
        decision = Decision(document_id=study.baker, start=0, end=5, item="x", outcome="edited")
        session.add(decision)
        session.flush()
        session.add_all([ConsensusCoding(decision_id=decision.id, coding_id=one) for one in codings])
        return decision.id

    return study.project.do("Decide", decide)


def consensus(study: Study) -> int:
    return study.project.do("Add consensus", add_coder, name="Consensus", role="consensus")


def links(study: Study) -> list[tuple[int, int]]:
    with study.project.read() as session:
        return sorted((one.decision_id, one.coding_id) for one in session.query(ConsensusCoding))


def codings(study: Study) -> list[int]:
    with study.project.read() as session:
        return sorted(one.id for one in session.query(Coding))


def test_what_deleting_takes_is_told_with_decisions_proposals_and_versions(study: Study) -> None:
    study.code("flour", coder_id=consensus(study))
    settled(study, study.code("He stayed"))
    study.project.do(
        "Propose", propose, kind="exclusion", text="x", code_id=study.corruption, coder_id=study.ana
    )
    study.project.do("Publish", publish_version, reason="Pilot", coder_id=study.ana)
    with study.project.read() as session:
        told = consequences_of_deleting(session, study.corruption)
    assert told == CodeConsequences(1, 2, 2, 1, decisions=1, proposals=1, versions=(1,))


def test_deleting_a_code_takes_its_consensus_along_and_undo_brings_both_back(study: Study) -> None:
    coding = study.code("flour", coder_id=consensus(study))
    decision = settled(study, coding)
    study.project.do("Delete", delete_code, code_id=study.corruption)
    assert (links(study), codings(study)) == ([], [])
    assert problems(study.project) == []
    study.project.undo()
    assert (links(study), codings(study)) == ([(decision, coding)], [coding])
    assert problems(study.project) == []


def test_codings_that_a_merge_makes_one_keep_the_decisions_of_both(study: Study) -> None:
    layer = consensus(study)
    stays = study.code("flour", coder_id=layer)
    goes = study.code("flour", coder_id=layer, code_id=study.hard_life)
    both, only = settled(study, stays, goes), settled(study, goes)
    study.project.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=study.corruption)
    assert links(study) == [(both, stays), (only, stays)]
    assert problems(study.project) == []
    study.project.undo()
    assert links(study) == [(both, stays), (both, goes), (only, goes)]
    study.project.redo()
    assert links(study) == [(both, stays), (only, stays)]


def test_removing_a_coder_leaves_no_link_behind(study: Study) -> None:
    layer = consensus(study)
    decision = settled(study, study.code("flour", coder_id=layer), study.code("He stayed", coder_id=layer))
    study.project.do("Remove", remove_coder, coder_id=layer, anyway=True)
    assert links(study) == []
    assert problems(study.project) == []
    study.project.undo()
    assert [found for found, _ in links(study)] == [decision, decision]


def test_what_others_code_blind_is_not_counted_but_told_of(study: Study) -> None:
    study.code("flour", coder_id=study.murat)

    def open_round(session: WriteSession) -> None:
        session.add(Round(name="One", name_key="one", kind="reliability"))
        session.flush()
        session.add(Assignment(document_id=study.baker, coder_id=study.murat, round_id=1))

    study.project.do("Round", open_round)
    for viewer, told in (
        (study.ana, CodeConsequences(1, 0, 0, 0, hidden=True)),
        (study.murat, CodeConsequences(1, 1, 1, 1)),
    ):
        study.project.coder_id = viewer
        with study.project.read() as session:
            assert consequences_of_deleting(session, study.corruption) == told
