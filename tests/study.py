"""A small study that feature tests start from."""

from dataclasses import dataclass
from typing import Any

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.store import Project

BAKER = (
    "INTERVIEWER: Why did you leave?\n"
    "BAKER: They took the flour for themselves. We queued from four in the morning.\n"
    "INTERVIEWER: And your brother?\n"
    "BAKER: He stayed.\n"
)


@dataclass
class Study:
    """A project with coders Ana and Murat, the document Baker, and codes Corruption and Hard life."""

    project: Project
    ana: int
    murat: int
    baker: int
    corruption: int
    hard_life: int

    def code(
        self, words: str, *, code_id: int | None = None, coder_id: int | None = None, **more: Any
    ) -> int:
        """Apply a code (Corruption by Ana, unless said otherwise) to the first place of some words."""
        start = BAKER.index(words)
        return self.project.do(
            "Apply",
            apply_code,
            document_id=self.baker,
            code_id=code_id or self.corruption,
            coder_id=coder_id or self.ana,
            start=start,
            end=start + len(words),
            **more,
        )


def make_study(location: str) -> Study:
    """Make the study in a new project; whoever asks closes it."""
    project = Project.create(location, station="here", title="Study")
    return Study(
        project,
        ana=project.do("Add Ana", add_coder, name="Ana Yilmaz"),
        murat=project.do("Add Murat", add_coder, name="Murat Kaya"),
        baker=project.do("Import", add_document, name="Baker", text=BAKER),
        corruption=project.do("Add code", add_code, name="Corruption"),
        hard_life=project.do("Add code", add_code, name="Hard life"),
    )
