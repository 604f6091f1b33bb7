"""Query analysis: what somebody typed becomes units to be covered, each with its weight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.retrieval.question.builder import Draft
from bot.retrieval.text.cantonese import from_cantonese
from bot.retrieval.text.normalization import is_han, normalize
from bot.retrieval.text.wording import english_words, function_words

if TYPE_CHECKING:
    from bot.retrieval.question.query import Query
    from bot.retrieval.question.rarity import Rarity
    from bot.retrieval.question.thesaurus import Thesaurus
    from bot.retrieval.text.segmentation import Segmenter

MAX_QUERY = 300
"""Characters of a question that are analysed; more is cut off, so that no message can cost more."""

_SPACE_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_MISREAD_DIGITS = re.compile(r"(?<=\d)[ol]+(?![a-z])|(?<![a-z])[ol]+(?=\d)")
"""O for 0 and l for 1 beside digits, as character recognition and hasty thumbs leave them."""
_DIGITS = str.maketrans("ol", "01")
_PIECE = re.compile(
    r"[a-z]+(?:['’-][a-z]+)+|[a-z0-9]*[a-z][a-z0-9]*|[\u3400-\u9fff〇]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL
)
_LATIN = re.compile(r"[a-z]+")


class Analyzer:
    """Turns what people type into a Query; the same normalisation and words serve articles and questions."""

    def __init__(self, segmenter: Segmenter, thesaurus: Thesaurus, rarity: Rarity) -> None:
        self._segmenter = segmenter
        self._thesaurus = thesaurus
        self._rarity = rarity

    def clean(self, text: str) -> str:
        """The normalised text, Cantonese and misread digits mended, spaces between characters closed."""
        cleaned = normalize(from_cantonese(text[:MAX_QUERY])).replace("甚么", "什么")
        cleaned = _SPACE_BETWEEN_HAN.sub("", cleaned)
        cleaned = _MISREAD_DIGITS.sub(lambda match: match.group().translate(_DIGITS), cleaned).strip()
        # One character may become many: U+FDFA becomes eighteen.
        return cleaned[:MAX_QUERY]

    def analyze(self, text: str) -> Query:
        """The query for a text as typed; never fails, whatever the text."""
        cleaned = self.clean(text)
        draft = Draft(self._rarity, self._segmenter, english=_is_english(cleaned))
        for match in _PIECE.finditer(cleaned):
            piece, at = match.group(), match.start()
            if is_han(piece[0]):
                for word in self._segmenter.words(piece):
                    draft.add_word(word, at)
                    at += len(word)
            elif "0" <= piece[0] <= "9":
                draft.add_number(piece, at)
            elif _LATIN.search(piece):
                draft.add_latin(piece, at, self._thesaurus.wordings(piece))
            elif not piece.isspace():
                draft.add_symbol(piece)
        return draft.query(cleaned, self._thesaurus.expansions(cleaned))

    def core(self, cleaned: str) -> str:
        """The content words of a cleaned text, joined."""
        pieces = (
            self._segmenter.words(piece) if is_han(piece[0]) else [piece] for piece in _PIECE.findall(cleaned)
        )
        return "".join(
            word for words in pieces for word in words if word not in function_words() and word[0].isalnum()
        )


def _is_english(text: str) -> bool:
    return any(word in english_words() for word in _LATIN.findall(text))
