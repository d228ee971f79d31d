"""What an exchange project can't say of ours: the whole study, in members of its own that others pass over.

They are read back only where the rest of the file is as we wrote it.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from app.errors import UserError
from app.exchange.foreign.refi.container import Container
from app.exchange.study_folder.joining import study_of_files
from app.exchange.study_folder.json_lines import write_lines
from app.exchange.study_folder.project_files import (
    ProjectFiles,
    file_of,
    read_project,
    write_project,
)
from app.exchange.study_folder.study import PROJECT
from app.store import chain
from app.studies.rows import Study, StudyDocument

FOLDER = "x-intercoder"
HEAD = f"{FOLDER}/extension.json"
FORMAT = 1


def write_extension(archive: ZipFile, study: Study, project: bytes) -> None:
    """Put the study into an archive beside the project that others read."""
    doc_ids = {
        document.about.guid: document.about.guid for document in study.documents if not document.repeat_of
    }
    hashes = {document.about.guid: chain.digest(document.text) for document in study.documents}
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_project(study, doc_ids, hashes, folder)
        write_lines(folder / PROJECT / file_of("codings"), study.codings)
        for path in sorted((folder / PROJECT).iterdir()):
            archive.write(path, f"{FOLDER}/{PROJECT}/{path.name}")
    head = {"format": FORMAT, "project": chain.digest(project.decode())}
    archive.writestr(HEAD, json.dumps(head))


def written_by_us(container: Container, project: bytes, texts: Mapping[str, str]) -> Study | None:
    """The study that we put into a file; None where there is none, or where the file was changed since."""
    try:
        head = json.loads(container.member(HEAD) or b"{}")
        if head.get("format") != FORMAT or head.get("project") != chain.digest(project.decode()):
            return None
    except (AttributeError, ValueError):
        return None
    with TemporaryDirectory() as name:
        folder = Path(name) / PROJECT
        folder.mkdir()
        prefix = f"{FOLDER}/{PROJECT}/"
        for member in container.names:
            leaf = member.removeprefix(prefix)
            if member.startswith(prefix) and "/" not in leaf and "\\" not in leaf:
                (folder / leaf).write_bytes(container.member(member) or b"")
        try:
            return _joined(read_project(Path(name)), texts)
        except (UserError, LookupError):
            return None


def _joined(files: ProjectFiles, texts: Mapping[str, str]) -> Study:
    """The study with the texts that stand in the file already; LookupError where one of them doesn't."""
    documents = [
        StudyDocument(
            about=line.about,
            texts=dict(sorted({**line.texts, line.about.text_version: texts[line.doc_id]}.items()))
            if line.doc_id
            else line.texts,
            regions=line.regions,
            properties=line.properties,
            repeat_of=line.repeat_of,
            changes=line.changes,
            groups=line.groups,
        )
        for line in files.documents
    ]
    study = study_of_files(files, [])
    return replace(study, codes=files.codes, documents=documents, assignments=files.assignments)
