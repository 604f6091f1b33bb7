"""What people pass in, made text: what is no UTF-8 and half characters are replaced, never raised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

_HALF: Final = re.compile(r"[\ud800-\udfff]")


def _nothing(_: int) -> None:
    """Nobody wants to know."""


def as_text(typed: str) -> str:
    """The same without lone surrogates, which no encoding can write."""
    return _HALF.sub("\ufffd", typed)


def read_lines(stream: BinaryIO, unreadable: Callable[[int], None] = _nothing) -> Iterator[str]:
    """Each line as soon as it is there, without its end; only line feeds end a line.

    `unreadable` hears the number of each line that is no UTF-8 and of which something is replaced.
    """
    for number, line in enumerate(stream):
        bare = line.removesuffix(b"\n").removesuffix(b"\r")
        text = bare.decode("utf-8", "replace")
        if "\ufffd" in text and text.encode() != bare:
            unreadable(number + 1)
        yield text if number else text.removeprefix("\ufeff")
