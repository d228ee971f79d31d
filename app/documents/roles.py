"""What part speakers have in a conversation, as somebody said or as their labels do: kept in the project."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.interpreters import is_interpreter
from app.documents.interviewers import is_interviewer
from app.errors import UserError
from app.models import Region
from app.store.journal import WriteSession
from app.store.setting import setting, store_setting

KEY = "speaker_roles"
ROLES = ("interviewer", "interpreter", "participant")
NO_ROLES: Mapping[str, str] = MappingProxyType({})


def speaker_roles(session: Session) -> Mapping[str, str]:
    """The roles that somebody gave: {speaker: one of ROLES}."""
    roles = json.loads(setting(session, KEY) or "{}")
    return {name: role for name, role in roles.items() if role in ROLES}


def role_by_name(speaker: str) -> str:
    """The role that a label names itself; "" where it names none."""
    if is_interpreter(speaker):
        return "interpreter"
    return "interviewer" if is_interviewer(speaker) else ""


def give_roles(session: WriteSession, *, roles: Mapping[str, str]) -> None:
    """Keep which role speakers have; "" for what their labels say."""
    if unknown := set(roles.values()) - {*ROLES, ""}:
        raise UserError(
            f"“{min(unknown)}” is no role of a speaker, so nothing was changed. Choose {', '.join(ROLES)}."
        )
    given = {**speaker_roles(session), **roles}
    _store(session, {name: role for name, role in given.items() if role})


def rename_role(session: WriteSession, before: str, now: str) -> None:
    """Let a speaker who is called otherwise keep the role; who has one under the new name keeps that."""
    roles = speaker_roles(session)
    if before in roles and now:
        _store(session, {now: roles[before], **roles})


def forget_gone_roles(session: WriteSession) -> None:
    """Keep no name that stands in no document any more."""
    roles = speaker_roles(session)
    if roles:
        there = set(session.scalars(select(Region.speaker).where(Region.speaker.in_(list(roles))).distinct()))
        if there != roles.keys():
            _store(session, {name: role for name, role in roles.items() if name in there})


def asking(labels: Sequence[str], roles: Mapping[str, str] = NO_ROLES) -> tuple[str, ...]:
    """Those of some labels that are interviewers', as somebody said or by their names; none where all are."""
    chosen = [label for label in labels if (roles.get(label) or role_by_name(label)) == "interviewer"]
    return tuple(chosen) if len(chosen) < len(set(labels)) else ()


def _store(session: WriteSession, roles: Mapping[str, str]) -> None:
    store_setting(session, key=KEY, value=json.dumps(dict(sorted(roles.items())), ensure_ascii=False))
