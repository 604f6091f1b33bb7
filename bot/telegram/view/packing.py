"""Numbers and digests in as few characters as a button or a link has."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from typing import Final

_LARGEST: Final = 2**32


def digest(text: str, size: int = 4) -> bytes:
    """A short digest, which tells any shelf of texts apart."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()


def packed(*parts: int | bytes) -> bytes:
    """The parts one after another: bytes as they are, numbers with seven bits a byte."""
    result = bytearray()
    for part in parts:
        if isinstance(part, bytes):
            result += part
            continue
        left = part
        while left > 0x7F:
            result.append(left & 0x7F | 0x80)
            left >>= 7
        result.append(left)
    return bytes(result)


def to_text(data: bytes) -> str:
    """The bytes in A-Z, a-z, 0-9, - and _."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Unpacking:
    """Reads what was packed, part by part; ValueError when it is not there."""

    def __init__(self, text: str) -> None:
        padded = text + "=" * (-len(text) % 4)
        self._data = urlsafe_b64decode(padded.encode("ascii"))
        self._at = 0
        if to_text(self._data) != text:
            raise ValueError("no text of ours")

    @property
    def done(self) -> bool:
        """Whether everything has been read."""
        return self._at >= len(self._data)

    def bytes(self, size: int) -> bytes:
        """The next so many bytes."""
        part = self._data[self._at : self._at + size]
        if len(part) != size:
            raise ValueError("too short")
        self._at += size
        return part

    def number(self) -> int:
        """The next number."""
        value = shift = 0
        while True:
            (byte,) = self.bytes(1)
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte <= 0x7F:
                return value
            if value >= _LARGEST:
                raise ValueError("too large")
