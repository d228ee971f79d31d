"""One block of AES-256 taken back to what it was: enough to read the mark in an encrypted page (FIPS 197)."""

from functools import lru_cache

ROUNDS, BLOCK = 14, 16
FIELD = 0x11B  # the polynomial that bytes are multiplied modulo


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        product ^= left if right & 1 else 0
        left = left << 1 ^ (FIELD if left & 0x80 else 0)
        right >>= 1
    return product


def _substitutions() -> bytes:
    box = bytearray(256)
    for value in range(256):
        inverse = next((other for other in range(256) if _times(value, other) == 1), 0)
        turned = inverse * 0x101  # rotations are shifts of the byte written twice
        box[value] = (inverse ^ turned >> 4 ^ turned >> 5 ^ turned >> 6 ^ turned >> 7) & 0xFF ^ 0x63
    return bytes(box)


@lru_cache(maxsize=1)
def _tables() -> tuple[bytes, bytes, dict[int, bytes]]:
    """What bytes are substituted by, what takes that back, and products with what columns are mixed by."""
    box = _substitutions()
    back = bytes(box.index(value) for value in range(256))
    return (
        box,
        back,
        {factor: bytes(_times(value, factor) for value in range(256)) for factor in (9, 11, 13, 14)},
    )


@lru_cache(maxsize=8)
def _round_keys(key: bytes) -> list[bytes]:
    box = _tables()[0]
    words = [key[at : at + 4] for at in range(0, len(key), 4)]
    constant = 1
    for index in range(len(words), 4 * (ROUNDS + 1)):
        word = words[-1]
        if index % 8 == 0:
            word = bytes(box[value] for value in word[1:] + word[:1])
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = _times(constant, 2)
        elif index % 8 == 4:
            word = bytes(box[value] for value in word)
        words.append(_xor(words[-8], word))
    return [b"".join(words[at : at + 4]) for at in range(0, len(words), 4)]


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def decrypted(key: bytes, block: bytes) -> bytes:
    """The 16 bytes that a block was made of with a key of 32 bytes."""
    _, back, products = _tables()
    keys = _round_keys(key)
    state = _xor(block, keys[-1])
    for number in range(ROUNDS - 1, -1, -1):
        moved = bytes(back[state[(at - 4 * (at % 4)) % BLOCK]] for at in range(BLOCK))
        state = _xor(moved, keys[number])
        if number:
            state = _unmixed(state, products)
    return state


def _unmixed(state: bytes, products: dict[int, bytes]) -> bytes:
    by9, by11, by13, by14 = (products[factor] for factor in (9, 11, 13, 14))
    mixed = bytearray()
    for at in range(0, BLOCK, 4):
        a, b, c, d = state[at : at + 4]
        mixed += bytes(
            (
                by14[a] ^ by11[b] ^ by13[c] ^ by9[d],
                by9[a] ^ by14[b] ^ by11[c] ^ by13[d],
                by13[a] ^ by9[b] ^ by14[c] ^ by11[d],
                by11[a] ^ by13[b] ^ by9[c] ^ by14[d],
            )
        )
    return bytes(mixed)
