"""Packets sealed with a key that both sides have: nobody else reads, forges or repeats them.

AES-256 in Galois/Counter mode (NIST SP 800-38D). Its nonce must never be used twice under one key:
it is made of the device, its boot and the packet's counter.
"""

import secrets
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from missionplanner.errors import InputError
from missionplanner.link.wire import HEADER_BYTES, Header, Kind, Malformed

KEY_BYTES = 32
# The bytes of the header that relays change are not sealed.
_SEALED_FROM = 3
# Packets that may come late, behind one that was sent after them.
_WINDOW = 2048
_NONCE = struct.Struct(">IHIH")


def new_key() -> str:
    """Return a new key as the line that a key file holds: 64 hexadecimal digits."""
    return secrets.token_hex(KEY_BYTES)


def read_key(words: bytes, where: str) -> bytes:
    """Return the key in a key file.

    Raises
    ------
    InputError
        It does not hold 32 bytes as hexadecimal digits.
    """
    try:
        key = bytes.fromhex(words.decode("ascii"))
    except ValueError as error:
        raise InputError("link.no_key", where) from error
    if len(key) != KEY_BYTES:
        raise InputError("link.no_key", where)
    return key


class Keyring:
    """Seals and opens packets with one key."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, header: Header, kind: Kind, remaining: int, body: bytes) -> bytes:
        """Return the frame of a packet."""
        clear = header.to_bytes()
        inner = bytes((kind << 6 | remaining,)) + body
        nonce = _NONCE.pack(*header.name, 0)
        return clear + self._cipher.encrypt(nonce, inner, clear[_SEALED_FROM:])

    def open(self, header: Header, frame: bytes) -> tuple[Kind, int, bytes]:
        """Return kind, packets that follow, and body.

        Raises
        ------
        Malformed
            It was not sealed with this key, or has been changed since.
        """
        nonce = _NONCE.pack(*header.name, 0)
        clear, sealed = frame[_SEALED_FROM:HEADER_BYTES], frame[HEADER_BYTES:]
        try:
            inner = self._cipher.decrypt(nonce, sealed, clear)
        except InvalidTag as error:
            raise Malformed from error
        return Kind(inner[0] >> 6), inner[0] & 0x3F, inner[1:]


class ReplayGuard:
    """Which packets of one boot of one device were heard."""

    __slots__ = ("_mask", "heard", "highest")

    def __init__(self) -> None:
        self.highest, self.heard = -1, 0
        self._mask = 0

    def fresh(self, counter: int) -> bool:
        """Note a packet; False where it was heard before, or comes too late to tell."""
        ahead = counter - self.highest
        if ahead > 0:
            self._mask = (self._mask << ahead | 1) & ((1 << _WINDOW) - 1) if ahead < _WINDOW else 1
            self.highest = counter
        elif ahead <= -_WINDOW or self._mask >> -ahead & 1:
            return False
        else:
            self._mask |= 1 << -ahead
        self.heard += 1
        return True
