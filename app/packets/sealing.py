"""The file that goes back from a packet: sealed for the project that gave the work out, signed by the packet.

A line that says what the file is, a line of JSON that names packet and project by guid and nothing else, the
sealed content, and 64 bytes of signature over all before them. The content is canonical JSON, compressed,
in a sealed box of libsodium (X25519, XSalsa20-Poly1305); the signature is Ed25519.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from app.errors import UserError

MAGIC = b"intercoder return "
FORMAT = 1
SIGNATURE = 64  # bytes
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
MOST_BYTES = 4 * 1024**3  # of content: more is no work of a person
DAMAGED = (
    "“{}” is damaged: it is not what was written when the work was returned, so it was not taken in. Nothing "
    "was changed. Ask for it once more; the packet still holds the work."
)
NOT_A_RETURN = (
    "“{}” is no returned work, so it was not taken in. Choose the file that Return work (or “intercoder "
    "return”) has made; its name ends with .intercoder-return."
)
NEWER = (
    "“{}” was returned from a newer version of Intercoder, so it was not taken in. Update Intercoder here "
    "first; the file keeps."
)
NO_KEY = (
    "“{}” is sealed for another copy of this project, so it can't be opened here. Open the copy from which "
    "the work was given out, and take it in there. Nothing was changed."
)


@dataclass(frozen=True)
class ReturnHead:
    """What a return says openly: guids of packet and project, the how-manieth it is, and a chain of hashes.

    `previous` is the hash of the file before it, "" of the first; `sealed_for` the public key.
    """

    packet: str
    project: str
    number: int
    previous: str
    sealed_for: str
    made_at: str


@dataclass(frozen=True)
class Sealed:
    """A return as it arrived: what it says openly, all of its bytes, and their SHA-256."""

    head: ReturnHead
    content: bytes
    whole: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, hexadecimal."""
        return sha256(self.whole).hexdigest()


def new_seal_key() -> str:
    """A secret key that opens what is sealed for its public one, hexadecimal."""
    from nacl.public import PrivateKey

    return bytes(PrivateKey.generate()).hex()


def public_of(seal_key: str) -> str:
    """The public key of a secret one."""
    from nacl.public import PrivateKey

    return bytes(PrivateKey(bytes.fromhex(seal_key)).public_key).hex()


def new_sign_keys() -> tuple[str, str]:
    """A pair of keys, secret and public, to sign with; both hexadecimal."""
    from nacl.signing import SigningKey

    key = SigningKey.generate()
    return bytes(key).hex(), bytes(key.verify_key).hex()


def canonical(value: Any) -> bytes:
    """JSON of which there is one for a value: keys in order, no spaces."""
    return _encode(value).encode()


def sealed(head: ReturnHead, content: Mapping[str, Any], sign_key: str) -> bytes:
    """The bytes of a return."""
    from nacl.public import PublicKey, SealedBox
    from nacl.signing import SigningKey

    box = SealedBox(PublicKey(bytes.fromhex(head.sealed_for)))
    body = box.encrypt(zlib.compress(canonical(content), 6))
    whole = MAGIC + f"{FORMAT}\n".encode() + canonical(asdict(head)) + b"\n" + body
    return whole + SigningKey(bytes.fromhex(sign_key)).sign(whole).signature


def arrived(whole: bytes, name: str) -> Sealed:
    """A return from its bytes, not opened yet; `name` is that of its file. UserError where it is none."""
    if not whole.startswith(MAGIC):
        raise UserError(NOT_A_RETURN.format(name))
    line, _, rest = whole.partition(b"\n")
    try:
        is_newer = int(line[len(MAGIC) :]) > FORMAT
    except ValueError as error:
        raise UserError(DAMAGED.format(name)) from error
    if is_newer:
        raise UserError(NEWER.format(name))
    head_line, _, body = rest.partition(b"\n")
    try:
        fields: dict[str, Any] = json.loads(head_line)
        head = ReturnHead(**fields)
    except (TypeError, ValueError) as error:
        raise UserError(DAMAGED.format(name)) from error
    if any(not isinstance(value, int if key == "number" else str) for key, value in fields.items()):
        raise UserError(DAMAGED.format(name))
    return Sealed(head, body[:-SIGNATURE], whole)


def refuse_unsigned(sealed_return: Sealed, verify_key: str, name: str) -> None:
    """UserError where a return is not what its packet has signed."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    whole = sealed_return.whole
    try:
        VerifyKey(bytes.fromhex(verify_key)).verify(whole[:-SIGNATURE], whole[-SIGNATURE:])
    except (BadSignatureError, ValueError) as error:
        raise UserError(DAMAGED.format(name)) from error


def opened(sealed_return: Sealed, seal_keys: Sequence[str], name: str) -> dict[str, Any]:
    """The content of a return; UserError where none of the secret keys opens it, or it is damaged."""
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    secret = next((key for key in seal_keys if public_of(key) == sealed_return.head.sealed_for), None)
    if secret is None:
        raise UserError(NO_KEY.format(name))
    try:
        packed = SealedBox(PrivateKey(bytes.fromhex(secret))).decrypt(sealed_return.content)
        whole = zlib.decompressobj()
        content: dict[str, Any] = json.loads(whole.decompress(packed, MOST_BYTES))
    except (CryptoError, ValueError, zlib.error) as error:
        raise UserError(DAMAGED.format(name)) from error
    return content
