"""Numbers that belong to a person are not kept with a question."""

from __future__ import annotations

import re
from typing import Final

MASK: Final = "×××"
_PERSONAL: Final = re.compile(
    r"(?<![\dA-Za-z])(?:"
    r"\d{17}[\dXx]"  # an identity card of the mainland (GB 11643)
    r"|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"  # a mobile telephone of the mainland
    r"|\+\d{1,3}[- ]?\d{4}[- ]?\d{4}"  # one of Hong Kong, Macau or abroad
    r"|\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}(?:[- ]?\d{1,3})?"  # a bank card
    r")(?![\dA-Za-z])"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)


def masked(text: str) -> str:
    """The text with telephone, identity and card numbers and mail addresses put out of sight."""
    return _PERSONAL.sub(MASK, text)
