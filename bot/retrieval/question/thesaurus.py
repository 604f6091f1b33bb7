"""Other words for the same thing: an editor's aliases and synonyms, found in a text by longest match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.text.normalization import is_han, normalize
from bot.retrieval.text.sounds import initials
from bot.retrieval.text.wordlists import word_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALIAS = 1.0
"""What an alias counts for when the article's wording is found: it names the same thing."""
ABBREVIATED = 0.85
"""What the first letters of a name's pinyin count for: several names may share them."""
SYNONYM = 0.8
"""What a synonym counts for: its meaning is near, not the same."""

_LATIN = re.compile("[a-z0-9]")
_ENDING = re.compile("(?:e?s)?(?![a-z0-9])")
"""What may follow a Latin key: the end of the word, after a plural's ending if there is one."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """Wordings that may stand for a text's range [start, end), and what they count for (0 to 1)."""

    start: int
    end: int
    wordings: tuple[str, ...]
    degree: float


class Thesaurus:
    """Looks up aliases and synonyms; everything is normalised on the way in."""

    def __init__(
        self,
        aliases: Mapping[str, tuple[str, ...]],
        synonyms: Mapping[str, tuple[str, ...]],
        names: Iterable[str] = (),
    ) -> None:
        """Take an editor's tables, and names that people may abbreviate to their pinyin's first letters."""
        self._entries: dict[str, tuple[tuple[str, ...], float]] = {}
        for name in map(normalize, names):
            letters = initials(name)
            if len(letters) > 1 and letters.isascii() and letters.isalpha() and all(map(is_han, name)):
                known, _ = self._entries.get(letters, ((), ABBREVIATED))
                self._entries[letters] = ((*known, name), ABBREVIATED)
        units = {said: (printed,) for said, printed in word_pairs("units")}
        for table, degree in ((units, ALIAS), (synonyms, SYNONYM), (aliases, ALIAS)):
            for key, wordings in table.items():
                normalized = tuple(filter(None, map(normalize, wordings)))
                self._entries[normalize(key).strip()] = (normalized, degree)
        self._entries.pop("", None)
        self._heads = {key[:2] for key in self._entries}
        self._longest = max(map(len, self._entries), default=0)

    def wordings(self, key: str) -> tuple[str, ...]:
        """What the normalised key stands for; nothing when it is no entry."""
        entry = self._entries.get(key)
        return entry[0] if entry is not None else ()

    def expansions(self, text: str) -> list[Expansion]:
        """The longest entry at each place of a normalised text; a Latin one only whole, or with -s or -es."""
        found = []
        start = 0
        while start < len(text):
            expansion = self._at(text, start)
            if expansion is not None:
                found.append(expansion)
                # Inside a Latin word nothing else can begin; inside a Chinese key a shorter one may.
                start = expansion.end if text[start].isascii() else start + 1
            else:
                start += 1
        return found

    def _at(self, text: str, start: int) -> Expansion | None:
        if text[start : start + 2] not in self._heads and text[start] not in self._heads:
            return None
        latin = _LATIN.match(text, start) is not None
        if latin and start and _LATIN.match(text, start - 1):
            return None
        for length in range(min(self._longest, len(text) - start), 0, -1):
            end = start + length
            entry = self._entries.get(text[start:end])
            if entry is None:
                continue
            ending = _ENDING.match(text, end) if latin else None
            if ending is not None:
                end = ending.end()
            elif latin:
                continue
            return Expansion(start, end, *entry)
        return None
