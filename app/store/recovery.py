"""The recovery sheet: a file's key in groups of letters that can be copied by hand, each with its check."""

import re

from app.errors import UserError

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are taken for others (Crockford's base 32)
READ_AS = str.maketrans("OIL", "011")
GROUP, GROUPS, BITS = 4, 13, 5  # letters before the check, groups, bits in a letter
CYCLE = 0b100101  # of the check, a CRC: it notices every single wrong letter


def groups_of(raw: bytes) -> list[str]:
    """A key of 32 bytes as 13 groups of five letters, the last of each its check."""
    number = int.from_bytes(raw, "big")
    letters = "".join(LETTERS[number >> BITS * at & 31] for at in range(GROUP * GROUPS - 1, -1, -1))
    parts = [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]
    return [part + _check(part, index) for index, part in enumerate(parts)]


def key_of_sheet(typed: str) -> bytes | None:
    """The key that was copied from a sheet; None where it is none, UserError where it is mistyped."""
    letters = re.sub(r"[\s\-–.,]", "", typed).upper().translate(READ_AS)
    if len(letters) != (GROUP + 1) * GROUPS or not set(letters) <= set(LETTERS):
        return None
    groups = [letters[at : at + GROUP + 1] for at in range(0, len(letters), GROUP + 1)]
    wrong = [index for index, group in enumerate(groups) if _check(group[:GROUP], index) != group[GROUP]]
    if len(wrong) > GROUPS // 2:
        return None  # a passphrase that happens to be as long
    if wrong:
        named = ", ".join(f"{index + 1} (“{groups[index]}”)" for index in wrong)
        raise UserError(
            f"The recovery key is mistyped in group {named}. Compare it with the sheet and try again."
        )
    number = 0
    for letter in "".join(group[:GROUP] for group in groups):
        number = number << BITS | LETTERS.index(letter)
    return number.to_bytes(32, "big") if number < 1 << 256 else None


def _check(part: str, index: int) -> str:
    rest = index
    for letter in part + LETTERS[0]:
        rest = rest << BITS | LETTERS.index(letter)
    for bit in range(rest.bit_length() - 1, BITS - 1, -1):
        if rest >> bit & 1:
            rest ^= CYCLE << bit - BITS
    return LETTERS[rest]
