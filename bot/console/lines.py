"""What people pass in, made text: what is no UTF-8 and half characters are replaced, never raised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_HALF: Final = re.compile(r"[\ud800-\udfff]")


def as_text(typed: str) -> str:
    """The same without lone surrogates, which no encoding can write."""
    return _HALF.sub("\ufffd", typed)


def read_lines(stream: BinaryIO) -> Iterator[str]:
    """Each line as soon as it is there, without its end; only line feeds end a line."""
    for number, line in enumerate(stream):
        text = line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
        yield text if number else text.removeprefix("\ufeff")
