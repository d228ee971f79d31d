"""Samples are kept in the project with their seeds."""

from app.agreement.methods.paragraph import methods_text
from app.agreement.planning.samples import MOST_KEPT, samples, store_sample
from app.agreement.study.material import Scope
from app.agreement.study.results import study as compared
from app.documents.queries import documents
from app.rounds.actions import complete_document
from tests.study import Study

TEN = {"what": "documents", "of": 60, "number": 10}


def kept(study: Study):
    with study.project.read() as session:
        return samples(session)


def test_samples_are_kept_with_seed_and_choices_the_newest_first(study: Study) -> None:
    study.project.do("Draw", store_sample, **TEN, seed=7, in_proportion_to="language", documents=("a", "b"))
    study.project.do("Draw", store_sample, **TEN, seed=8, only_new=True)
    assert [one.seed for one in kept(study)] == [8, 7]
    last = kept(study)[1]
    assert (last.what, last.of, last.number, last.in_proportion_to) == ("documents", 60, 10, "language")
    assert last.documents == ("a", "b")


def test_the_same_sample_drawn_again_is_kept_once(study: Study) -> None:
    for seed in (7, 8, 7):
        study.project.do("Draw", store_sample, **TEN, seed=seed)
    assert [one.seed for one in kept(study)] == [7, 8]


def test_a_drawn_sample_can_be_undone_and_old_ones_are_let_go(study: Study) -> None:
    for seed in range(MOST_KEPT + 2):
        study.project.do("Draw", store_sample, **TEN, seed=seed)
    assert [one.seed for one in kept(study)][-1] == 2
    study.project.undo()
    assert kept(study)[0].seed == MOST_KEPT


def test_the_methods_text_names_the_sample_only_where_it_was_compared(study: Study) -> None:
    study.code("They took the flour for themselves")
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    with study.project.read() as session:
        result = run(session)
        own = documents(session)[0].guid
    for inside, words in (((own,), "Of 60 documents, 10 had been drawn at random with seed 7"), (("x",), "")):
        study.project.do("Draw", store_sample, **TEN, seed=7, documents=inside)
        told = methods_text(result, "Study", "0", drawn=kept(study)[0]).about("drawn")
        assert told.startswith(words)
        assert bool(told) is bool(words)


def run(session):
    return compared(session, Scope(), statistics=("krippendorff_alpha",))
