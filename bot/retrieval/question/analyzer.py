"""Query analysis: what somebody typed becomes units to be covered, each with its weight."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.retrieval.question.builder import Builder
from bot.retrieval.text.cantonese import from_cantonese
from bot.retrieval.text.codes import LETTER, tokens
from bot.retrieval.text.normalization import HAN, is_han, normalize
from bot.retrieval.text.sounds import parse_pinyin
from bot.retrieval.text.words import english_words, function_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.retrieval.question.aliases import Aliases
    from bot.retrieval.question.query import Query
    from bot.retrieval.question.rarity import Rarity
    from bot.retrieval.text.segmentation import Segmenter
    from bot.retrieval.text.vectors import WordVectors

MAX_MESSAGE = 4096
"""Characters of a message that are read: Telegram's limit."""
MAX_QUERY = 240
"""Characters that are analysed, so that no message can cost more; of a longer message, its asking clauses first."""
_LONG = 24
"""Characters from which a message is long enough to hold asides."""

_SPACE_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_PIECE = re.compile(rf"{LETTER}+(?:['’]{LETTER}+)+|{LETTER}+|[{HAN}]+|\d+(?:\.\d+)*|\s+|.", re.DOTALL)
_TONED = re.compile(r"(?<![a-z0-9])(?:[a-z]{1,6}[1-5])+(?![0-9])")
_REPEATED = re.compile(r"([^0-9]{1,40}?)\1{3,}")
"""What says the same more than three times says nothing more."""
_TONE = re.compile(r"(?<=[a-z])[1-5]")
_CLAUSE_END = re.compile(r"[,。!;:~\n?…\u2600-\u27bf\U0001f000-\U0001faff]+|\s{2,}")
_INQUIRY = re.compile(
    r"[?？吗]|什么|甚么|啥|怎|咋|如何|为何|多少|多大|多久|多远|多长|几|哪|谁|是不是|有没有|有无|能不能|能否|是否"
    r"|会不会|可不可以|可否|何时|何地|想知道|想问|请问|想了解|介绍|告诉|说说|讲讲|呢$"
    r"|\b(?:what|which|who|whose|when|where|why|how|is|are|was|does|do|did|can)\b"
    r"|shenme|duoshao|zenme|ma$|nali|shei|jige"
)


class Analyzer:
    """Turns what people type into a Query; the same normalisation and words serve articles and questions."""

    def __init__(self, segmenter: Segmenter, aliases: Aliases, rarity: Rarity, vectors: WordVectors) -> None:
        self._segmenter = segmenter
        self._aliases = aliases
        self._rarity = rarity
        self._vectors = vectors

    def clean(self, text: str) -> str:
        """The normalised text, Cantonese and toned pinyin mended, spaces between Chinese characters closed."""
        cleaned = normalize(from_cantonese(text[:MAX_MESSAGE])).replace("甚么", "什么")
        cleaned = _SPACE_BETWEEN_HAN.sub("", cleaned).strip()
        return _REPEATED.sub(r"\1\1\1", _without_tones(cleaned))

    def analyze(self, text: str) -> Query:
        """The query for a text as typed; never fails, whatever the text."""
        cleaned, asides = _asking_part(self.clean(text))
        builder = Builder(
            cleaned,
            rarity=self._rarity,
            segmenter=self._segmenter,
            aliases=self._aliases,
            vectors=self._vectors,
            english=any(token.term in english_words() for token in tokens(cleaned)),
        )
        for match in _PIECE.finditer(cleaned):
            piece, at = match.group(), match.start()
            if is_han(piece[0]):
                for word in self._segmenter.words(piece):
                    builder.add_word(word, at)
                    at += len(word)
            elif "0" <= piece[0] <= "9":
                builder.add_figures(piece, at)
            elif piece[0].isalpha():
                builder.add_latin(piece, at)
            elif not piece.isspace():
                builder.add_symbol(piece)
        return builder.query(asides)

    def core(self, cleaned: str) -> str:
        """The content words of a cleaned text, joined."""
        return "".join(word for word in self.words(cleaned) if word not in function_words())

    def share(self, word: str) -> float:
        """The word's share of all words in Chinese at large; above 0."""
        return self._segmenter.share(word)

    def words(self, normalized: str) -> Iterator[str]:
        """The words of a normalised text: Chinese, Latin, figures; marks are left out."""
        for piece in _PIECE.findall(normalized):
            if is_han(piece[0]):
                yield from self._segmenter.words(piece)
            elif piece[0].isalnum():
                yield piece


def _without_tones(text: str) -> str:
    """The text without the figures of toned pinyin (hai3ning2), if it holds at least two such syllables."""
    runs = [
        match for match in _TONED.finditer(text) if all(map(parse_pinyin, _TONE.split(match.group())[:-1]))
    ]
    if sum(len(_TONE.findall(match.group())) for match in runs) < 2:
        return text
    for match in reversed(runs):
        text = text[: match.start()] + _TONE.sub("", match.group()) + text[match.end() :]
    return text


def _asking_part(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """What of a cleaned message is analysed, and its ranges that ask nothing while another does; mostly none."""
    if len(text) < _LONG:
        return text, ()
    bounds = [0, *(match.end() for match in _CLAUSE_END.finditer(text)), len(text)]
    clauses = [text[start:end] for start, end in pairwise(bounds) if start < end]
    asking = [bool(_INQUIRY.search(clause)) for clause in clauses]
    if not any(asking):
        return text[:MAX_QUERY], ()
    # Questions first, the last ones before others, then what stands nearest to them.
    last = max(at for at, asks in enumerate(asking) if asks)
    order = sorted(range(len(clauses)), key=lambda at: (not asking[at], abs(last - at)))
    kept: set[int] = set()
    length = 0
    for at in order:
        if length + len(clauses[at]) <= MAX_QUERY or not kept:
            kept.add(at)
            length += len(clauses[at])
    asides, cleaned = [], ""
    for at in sorted(kept):
        start = len(cleaned)
        cleaned = (cleaned + clauses[at])[:MAX_QUERY]
        if not asking[at]:
            asides.append((start, len(cleaned)))
    return cleaned, tuple(asides)
