"""What stands on the sheet that opens a locked project when its passphrase is forgotten."""

from app.local_times import today
from app.store.keys import Key
from app.store.recovery import groups_of

IN_A_LINE = 5
TEXT = """RECOVERY SHEET
for the locked project “{name}”
written {day}

Whoever has this sheet and the project's file can read everything in it. Print the sheet, keep it where you
keep what nobody may find (not beside the computer), and remove the file that you printed it from. A new
passphrase makes it worthless: print a new one then.

RECOVERY KEY

{groups}

To open the project with it, type the recovery key where the passphrase is asked for. Small letters, missing
spaces and hyphens don't matter; the letters O, I and L aren't in it, only the digits 0 and 1. The last letter
of each group is a check: a mistyped group is named. Then choose a new passphrase: Lock this project… in the
File menu, or on a command line

    intercoder lock PROJECT --change

Without Intercoder: the file is an SQLite database encrypted by SQLCipher 4. Any tool for those opens it with
the passphrase, or with

    PRAGMA key = "{pragma}";
"""


def recovery_sheet(name: str, key: Key) -> str:
    """The sheet as plain text."""
    groups = groups_of(key.raw)
    lines = ("   ".join(groups[at : at + IN_A_LINE]) for at in range(0, len(groups), IN_A_LINE))
    listed = "\n".join(f"    {line}" for line in lines)
    return TEXT.format(name=name, day=today(), groups=listed, pragma=key)
