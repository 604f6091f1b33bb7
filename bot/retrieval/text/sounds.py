"""How text sounds: a second, weaker channel that finds homophones, pinyin and its abbreviations.

A sound string has one character for each character of the text: a Chinese one becomes a private-use character
that stands for its syllable, others stay. So sounds are searched as text is, and places agree.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from bot.retrieval.text.normalization import is_han

_FIRST = 0xE000
# Pairs that many speakers do not tell apart: flat and retroflex initials, front and back nasal finals.
_BLURS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))
_LATIN_RUN = re.compile(r"[a-z]+")
_MAX_RUN = 60


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading)
    # The diaeresis of ü is kept as v, as input methods write it; the other marks are tones.
    return "".join(
        "v" if c == "\u0308" else c for c in letters if c == "\u0308" or not unicodedata.combining(c)
    ).replace("uv", "v")


def _blur(syllable: str) -> str:
    for sharp, blurred in _BLURS:
        if syllable.startswith(sharp) and sharp[0] in "zcs":
            syllable = blurred + syllable[len(sharp) :]
        elif syllable.endswith(sharp):
            syllable = syllable[: -len(sharp)] + blurred
    return syllable


def _readings() -> dict[str, str]:
    """Every character's readings, by code point in decimal; pypinyin's own table.

    The file is read without importing the package: its dictionary of phrases would triple the time.
    """
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'pypinyin'", name="pypinyin")
    table = Path(spec.origin).with_name("pinyin_dict.json").read_text(encoding="utf-8")
    readings: dict[str, str] = json.loads(table)
    return readings


class _Sounds:
    """The syllables of Chinese, the character that stands for each, and tables from characters to them."""

    def __init__(self) -> None:
        self.symbols: dict[str, str] = {}
        self.sounds: dict[int, str] = {}
        self.initials: dict[int, str] = {}
        self.syllables: dict[str, str] = {}
        for decimal, readings in _readings().items():
            code = int(decimal)
            if not is_han(chr(code)):
                continue
            syllable = _toneless(readings.partition(",")[0])
            if not syllable.isascii() or not syllable.isalpha():
                continue
            symbol = self._symbol(syllable)
            self.sounds[code] = symbol
            self.initials[code] = syllable[0]

    def _symbol(self, syllable: str) -> str:
        known = self.syllables.get(syllable)
        if known is None:
            blurred = _blur(syllable)
            known = self.symbols.setdefault(blurred, chr(_FIRST + len(self.symbols)))
            self.syllables[syllable] = known
        return known


@cache
def _sounds() -> _Sounds:
    return _Sounds()


def sound(text: str) -> str:
    """The sound string of a normalised text."""
    return text.translate(_sounds().sounds)


def initials(text: str) -> str:
    """The text with each Chinese character replaced by the first letter of its pinyin."""
    return text.translate(_sounds().initials)


def is_syllable(symbol: str) -> bool:
    """Whether the character of a sound string stands for a syllable."""
    return "\ue000" <= symbol < "\uf900"


@lru_cache(maxsize=4096)
def parse_pinyin(run: str) -> str | None:
    """The sound string of a run of Latin letters read as toneless pinyin, or None when it cannot be read so.

    The reading with the fewest syllables is taken.
    """
    if not _LATIN_RUN.fullmatch(run) or len(run) > _MAX_RUN:
        return None
    syllables = _sounds().syllables
    best: list[str | None] = [""] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - 6), end):
            head, tail = best[start], syllables.get(run[start:end])
            if head is None or tail is None or (run[start:end] not in _VOWELS and len(run[start:end]) == 1):
                continue
            found = best[end]
            if found is None or len(head) + 1 < len(found):
                best[end] = head + tail
    return best[len(run)]


# The syllables that one letter alone may be; m, n and the like are interjections that nobody means in a word.
_VOWELS = frozenset("aeo")
