"""Makes the picture that is asked for: reads what it counts, and lays down how it is drawn."""

from sqlalchemy.orm import Session

from app.jobs import Job
from app.report.pictures.bars import bars
from app.report.pictures.code_line import code_line
from app.report.pictures.glance import glance
from app.report.pictures.groups import groups_of
from app.report.pictures.keywords import keywords
from app.report.pictures.material import study_material
from app.report.pictures.matrix import matrix
from app.report.pictures.network import network
from app.report.pictures.periods import periods
from app.report.pictures.picture import Picture
from app.report.pictures.portrait import portrait
from app.report.pictures.request import PictureRequest
from app.report.pictures.sides import sides
from app.report.pictures.words_pictures import frequent_words
from app.store import Project


def make_picture(project: Project, request: PictureRequest, job: Job) -> Picture:
    """A picture of what whoever looks may see; UserError where something of the request is gone."""
    with project.read() as session:
        return picture_of(session, request, job)


def picture_of(session: Session, request: PictureRequest, job: Job) -> Picture:
    """The same, within a session."""
    material = study_material(session, request, job)
    match request.kind:
        case "matrix":
            return matrix(material, groups_of(session, material, job))
        case "bars":
            return bars(material, None if request.way == "code" else groups_of(session, material, job))
        case "portrait":
            return portrait(material)
        case "line":
            return matrix(material, periods(material)) if request.way == "time" else code_line(material)
        case "network":
            return network(material, job)
        case "compare":
            return sides(material)
        case "words" | "cloud":
            return frequent_words(session, material, job)
        case "keywords":
            return keywords(session, material, job)
        case "glance":
            return glance(session, material, job)
