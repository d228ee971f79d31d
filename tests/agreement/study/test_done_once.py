"""What a comparison by pair looks at: a pair's own codings, and documents put into groups once."""

import random
from pathlib import Path
from typing import Any

import pytest

from app.agreement.coefficients import tallies
from app.agreement.spans.continuum import Codings
from app.agreement.spans.sweep import set_intervals
from app.agreement.study import intervals, pair_sums
from app.agreement.study.comparison import only
from app.agreement.study.diagnosis import diagnose
from app.agreement.study.differences import differences
from app.agreement.study.focus import Focus, behind
from app.agreement.study.material import Scope, material
from app.agreement.study.places import numbers_of_places
from app.agreement.study.results import study_of
from app.jobs import Job
from tests.agreement.projects import project_of

PEOPLE = [f"Coder {number}" for number in range(8)]
TEXT = "ANA: They took the flour. BEN: We queued, all of us, from four.\n"


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    chance = random.Random(1)
    documents = [(f"Document {number}", TEXT, PEOPLE, None) for number in range(12)]
    codings = [
        (name, coder, chance.choice(("Money", "Work")), start, start + chance.randrange(5, 20))
        for name, *_ in documents
        for coder in PEOPLE
        for start in (chance.randrange(20), chance.randrange(25, 40))
    ]
    folder: Path = tmp_path_factory.mktemp("compared")
    with project_of(folder, documents, codings, coders=PEOPLE) as project, project.read() as session:
        return material(session, Scope(unit="character"))


def test_a_pair_of_many_coders_looks_at_its_own_codings_alone(
    compared: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    continuum = compared.characters
    looked_at: list[int] = []
    take = Codings.take

    def noted(self: Codings, chosen: Any) -> Codings:
        looked_at.append(len(chosen))
        return take(self, chosen)

    monkeypatch.setattr(Codings, "take", noted)
    pair = only(continuum, range(continuum.documents), [2, 5])  # type: ignore[arg-type]  # any numbers

    assert max(looked_at) == len(pair.codings) == len(continuum.codings) * 2 // len(PEOPLE)


def test_what_surrounds_codings_is_found_once_for_all_that_is_asked_of_a_comparison(
    compared: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Any] = []

    def noted(continuum: Any) -> Any:
        found.append(continuum)
        return set_intervals(continuum)

    monkeypatch.setattr("app.agreement.study.kinds.set_intervals", noted)
    diagnose(compared)
    numbers_of_places(compared, Job())
    for code in range(2):
        differences(behind(compared, Focus(code=code)))

    assert found == [compared.characters]


def test_documents_are_put_into_groups_once_however_many_portions_are_left_out(
    compared: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intervals, "MOST_GROUPS", 6)
    folded = tallies.folded
    sums = []
    for portion in (6, 1):
        monkeypatch.setattr(intervals, "_AT_ONCE", portion)
        sums.append(0)

        def noted(*arguments: Any, **named: Any) -> Any:
            sums[-1] += 1
            return folded(*arguments, **named)

        for module in (tallies, pair_sums):
            monkeypatch.setattr(module, "folded", noted)
        asked = ("krippendorff_alpha", "cohen_kappa")
        study_of(compared, statistics=asked, by=("pair",), intervals=True, codes=False)

    assert sums[0] == sums[1] > 0
