"""Files that are made once in a run of tests and copied by each test that starts from them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.store import Project
from tests.study import Study, make_study

Fill = Callable[[Study], object]
Make = Callable[[Path], object]


class PreparedFiles:
    """Projects, each made when first asked for: making one takes several times as long as copying it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[Make, Path] = {}
        self._studies: dict[Fill | None, Study] = {}

    def copied(self, make: Make, path: Path) -> Path:
        """A copy at a path of the closed project that `make` makes at the path that it is given."""
        if make not in self._files:
            self._files[make] = self._own_folder() / path.name
            make(self._files[make])
        shutil.copyfile(self._files[make], path)
        return path

    @contextmanager
    def study(self, folder: Path, fill: Fill | None = None) -> Iterator[Study]:
        """A copy in a folder, open, of the small study, with what `fill` does to it."""
        if fill not in self._studies:
            study = make_study(str(self._own_folder() / "study.intercoder"))
            with study.project:
                if fill is not None:
                    fill(study)
            self._studies[fill] = study
        path = folder / "study.intercoder"
        shutil.copyfile(self._studies[fill].project.location, path)
        with Project.open(str(path), station="here") as project:
            yield replace(self._studies[fill], project=project)

    def _own_folder(self) -> Path:
        folder = self._folder / str(len(self._files) + len(self._studies))
        folder.mkdir()
        return folder
