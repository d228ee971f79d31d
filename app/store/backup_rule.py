"""The rule by which backups are made, as this computer's settings have it."""

from app import settings
from app.store.backups import BackupRule

HOURS_KEY, KEPT_KEY, FOLDER_KEY = "backup every hours", "backups kept", "folder of backups"


def backup_rule(folder: str | None = None, kept: int | None = None) -> BackupRule:
    """The rule; what is given goes before what the settings have."""
    usual = BackupRule()
    return BackupRule(
        settings.read(HOURS_KEY, usual.hours),
        settings.read(KEPT_KEY, usual.kept) if kept is None else kept,
        settings.read(FOLDER_KEY, usual.folder) if folder is None else folder,
    )


def store_rule(rule: BackupRule) -> None:
    """Keep a rule on this computer."""
    settings.write(HOURS_KEY, rule.hours)
    settings.write(KEPT_KEY, rule.kept)
    settings.write(FOLDER_KEY, rule.folder)
