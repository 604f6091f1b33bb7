"""Cantonese function words, turned into those of standard Chinese before anything else looks at a text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.words import word_list, word_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Cantonese:
    """What standard Chinese says for the words of Cantonese, and which of them give Cantonese away."""

    def __init__(self) -> None:
        self.signs = _in_both_scripts(word_pairs("cantonese"))
        others = _in_both_scripts((word, word) for word in word_list("not_cantonese"))
        self.meant = {**self.signs, **_in_both_scripts(word_pairs("cantonese_too")), **others}
        self.word = re.compile("|".join(sorted(map(re.escape, self.meant), key=len, reverse=True)))
        self.hint = re.compile("|".join(map(re.escape, self.signs)))


def _in_both_scripts(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The pairs, and simplified those of two characters or more; 係 alone would become another word."""
    both = {}
    for said, meant in pairs:
        both[said] = meant
        if len(said) > 1:
            both[normalize(said)] = normalize(meant)
    return both


@cache
def _cantonese() -> _Cantonese:
    return _Cantonese()


def from_cantonese(text: str) -> str:
    """The text with Cantonese function words replaced by those of standard Chinese, the rest as it is."""
    cantonese = _cantonese()
    # Most text has no hint of Cantonese; 海邊度假 has one, in which 海邊 stands for itself.
    if not cantonese.hint.search(text):
        return text
    if not any(match.group() in cantonese.signs for match in cantonese.word.finditer(text)):
        return text
    return cantonese.word.sub(lambda match: cantonese.meant[match.group()], text)
