"""Other words for the same thing: an editor's aliases and synonyms, found in a text by longest match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.text.codes import tokens
from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.words import word_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.models import Synonyms

ALIAS = 1.0
"""What an alias counts for when the article's wording is found: it names the same thing."""
SYNONYM = 0.8
"""What a synonym counts for: its meaning is near, not the same."""

_MARKS = re.compile(r"[^\w]|_")
_PLURALS = ("", "s", "es")
_MOST_WORDS = 8
"""Latin words of the longest key."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """Wordings that may stand for a text's range [start, end), and what they count for (0 to 1).

    They belong to the article with this slug, or to all when it is "".
    """

    start: int
    end: int
    wordings: tuple[str, ...]
    degree: float
    article: str = ""


class Aliases:
    """Looks up aliases and synonyms; everything is normalised on the way in, and a key's spellings are one."""

    def __init__(self, synonyms: Mapping[str, Synonyms]) -> None:
        """Take an editor's tables by article."""
        self._entries: dict[str, dict[tuple[float, str], tuple[str, ...]]] = {}
        for said, printed in word_pairs("units"):
            self._add(said, (printed,), ALIAS)
        for article, tables in synonyms.items():
            for table, degree in ((tables.aliases, ALIAS), (tables.synonyms, SYNONYM)):
                for key, wordings in table.items():
                    self._add(key, wordings, degree, article)
        self._heads = {key[:2] for key in self._entries}
        self._longest = max(map(len, self._entries), default=0)

    def _add(self, key: str, wordings: Iterable[str], degree: float, article: str = "") -> None:
        key = normalize(key).strip()
        # What is Latin is looked up as a code: Wi-Fi, WiFi and wi fi are one key.
        key = _MARKS.sub("", key) if key.isascii() else key
        normalized = tuple(filter(None, map(normalize, wordings)))
        if key and normalized:
            known = self._entries.setdefault(key, {})
            of = degree, article
            known[of] = tuple(dict.fromkeys((*known.get(of, ()), *normalized)))

    def wordings(self, key: str) -> tuple[str, ...]:
        """What the normalised key stands for; nothing when it is no entry."""
        return tuple(wording for found in self._entries.get(key, {}).values() for wording in found)

    def expansions(self, text: str) -> list[Expansion]:
        """The longest entry at each place of a normalised text; a Latin one only whole, or with -s or -es."""
        found = self._latin(text)
        for start in range(len(text)):
            if text[start].isascii() or not (
                text[start] in self._heads or text[start : start + 2] in self._heads
            ):
                continue
            for end in range(min(start + self._longest, len(text)), start, -1):
                if text[start:end] in self._entries:
                    found += self._expand(text[start:end], start, end)
                    break
        return found

    def _expand(self, key: str, start: int, end: int) -> list[Expansion]:
        return [Expansion(start, end, words, *of) for of, words in self._entries.get(key, {}).items()]

    def _latin(self, text: str) -> list[Expansion]:
        """The longest key at each Latin word, over spaces and marks."""
        found: list[Expansion] = []
        words = tokens(text)
        for first, word in enumerate(words):
            longest: list[Expansion] = []
            key = ""
            for before, after in zip(
                [word, *words[first:]], words[first : first + _MOST_WORDS], strict=False
            ):
                if key and after.start - before.end > 1:
                    break
                key += after.term
                for ending in _PLURALS:
                    if key.endswith(ending) and key.removesuffix(ending) in self._entries:
                        longest = self._expand(key.removesuffix(ending), word.start, after.end)
                        break
            found += longest
        return found
