"""Lines that break as Chinese print does: no line begins with a closing mark or ends with an opening one."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len
from rich.text import Text

_OPENING: Final = re.escape("“‘（《〈「『【([")
_CLOSING: Final = re.escape("”’）》〉」』】)]，。、；：？！…—％,.;:?!%")
_UNIT: Final = re.compile(
    rf"[{_OPENING}]*(?:[A-Za-z0-9]+(?:[.,+/-][A-Za-z0-9]+)*|.)[{_CLOSING}]*\s*", re.DOTALL
)
"""What stays on one line: a character, or a Latin word or number, with the marks that cling to it."""


def folded(text: Text, width: int) -> Text:
    """The text in lines of at most `width` columns; a unit wider than that is left to the terminal."""
    starts = []
    used = 0
    for unit in _UNIT.finditer(text.plain):
        if used and used + cell_len(unit[0].rstrip()) > width:
            starts.append(unit.start())
            used = 0
        used = 0 if unit[0].endswith("\n") else used + cell_len(unit[0])
    return Text("\n").join(text.divide(starts))
