"""A few bytes on disk for each update that is answered, until the database knows it too."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

_DIGITS: Final = 19
"""What has more digits is no number of an update, but the damage of a disk."""

if TYPE_CHECKING:
    from pathlib import Path


class DeliveryMarks:
    """Numbers in a file that outlives the process; none without a path, or a disk that takes them."""

    def __init__(self, path: Path | None) -> None:
        self._open: set[int] = set()
        self._file: int | None = None
        if path is not None:
            with suppress(OSError):
                self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)

    def read(self) -> tuple[int, ...]:
        """The numbers that an earlier process has left."""
        if self._file is None:
            return ()
        lines = os.pread(self._file, os.fstat(self._file).st_size, 0).split(b"\n")[:-1]
        found = tuple(int(line) for line in lines if line.isdigit() and len(line) < _DIGITS)
        self._open.update(found)
        return found

    def add(self, number: int) -> None:
        """Write a number down; it is safe from the death of the process when this returns."""
        self._open.add(number)
        if self._file is not None:
            # On a full disk the instant in which a reply may be repeated gets a little longer.
            with suppress(OSError):
                os.write(self._file, b"%d\n" % number)

    def settle(self, number: int) -> None:
        """The database knows this one; the file is emptied whenever it knows all."""
        self._open.discard(number)
        if self._file is not None and not self._open and os.fstat(self._file).st_size:
            os.ftruncate(self._file, 0)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
