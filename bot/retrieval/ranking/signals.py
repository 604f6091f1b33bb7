"""Signals: what is measured of a passage as an answer to a query, each about between 0 and 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from bot.retrieval.question.expectation import fulfilment
from bot.retrieval.ranking.channels import CLOSER, FIRST
from bot.retrieval.ranking.evidence import Evidence, Hit, coverage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.retrieval.passages.document import Document, Headings
    from bot.retrieval.passages.text import Text
    from bot.retrieval.question.query import Query

_FORM = 0.9
"""What a unit counts for that only a question form covers."""
_HEADING = 0.8
"""What a unit covered only by the section's or the article's heading counts for."""
_HEADING_MEANING = 0.9
"""What a heading's word of like meaning counts for, against one of the text."""
_NEAR, _SAME = 0.3, 0.9
"""Cosines from which a word of the text begins to stand for one of the query, and from which it does as far as it can."""
_LIKE = 0.8
"""What a word of the same meaning counts for in the coverage of a sentence, against the word itself."""
_NAME = 6.0
"""About the weight of a place name that the content does not hold."""
_BY_CHANCE = 0.3
"""The ratio that one of a dozen forms about something else has, so that forms of another subject tell nothing."""
_WORDS = 8
_LITERAL = 12
"""Characters in a row from which a common substring could not be better."""
_FULFILLED = 0.8
_ASKED_FOR = 0.25
"""The coverage that a sentence may lack and still be chosen for having what is asked for."""


class Signals(NamedTuple):
    """The signals of one passage for one query."""

    bm25: float
    """The score of the candidate search, as a share of the best candidate's."""
    union: float
    """Coverage of the query by the passage, its question forms and its headings together."""
    sentence: float
    """Coverage by the sentence that answers, words of like meaning included."""
    meaning: float
    """How near the query's content words come to words of the passage or its headings: the mean of the best cosines."""
    fuzzy: float
    """rapidfuzz's partial ratio of the query's content words and the sentence that answers."""
    literal: float
    """The length of the longest substring that query and passage have in common, 1 from twelve characters on."""
    form: float
    """rapidfuzz's ratio of the content words of the query and of the nearest question form, above what chance gives."""
    lacking: float
    """How far the sentence that answers lacks what is asked for, such as a number or a date."""
    stranger: float
    """The weight of names (of places, organisations) that none of these has, against one name's."""
    words: float
    """How much is asked: the number of content words, 1 for eight of them."""


class Candidate:
    """A document at first sight: what its text and its forms cover as written."""

    __slots__ = ("asked", "bm25", "document", "evidence", "promise")

    def __init__(self, query: Query, document: Document, bm25: float) -> None:
        self.document = document
        self.bm25 = bm25
        self.evidence = _first_look(query, document.text)
        self.asked = _first_look(query, document.forms)
        both = [max(a, b) for a, b in zip(self.evidence.overall, self.asked.overall, strict=True)]
        self.promise = bm25 + coverage(query, both) + coverage(query, self.evidence.overall)
        """What candidates are sorted by before the best are looked at closely."""


class Scored(NamedTuple):
    """A candidate held against a query in full: signals, evidence, the sentence that answers, the form that matched."""

    document: Document
    signals: Signals
    evidence: Evidence
    sentence: int
    form: int | None
    """The index of the question form that comes nearest, if the passage has any."""
    lacking: tuple[str, ...]
    """The words of the query that neither the sentence, its neighbours nor the headings have."""


def _first_look(query: Query, text: Text) -> Evidence:
    """What a text covers as written, by other words for the same, and by values."""
    evidence = Evidence(len(query.units), text)
    missing = (True,) * len(query.units)
    for name, channel in FIRST:
        evidence.take(name, channel(query, text, missing))
    return evidence


def _closer_look(query: Query, evidence: Evidence) -> None:
    """Add what people and machines get wrong; each channel looks for what the ones before it left missing."""
    for name, channel in CLOSER:
        evidence.take(name, channel(query, evidence.text, [not degree for degree in evidence.overall]))


def headed(query: Query, headings: Headings) -> tuple[list[float], np.ndarray]:
    """How far the headings cover each unit of the query, and the best cosine with a word of theirs for each word."""
    covered = [_HEADING * degree for degree in _first_look(query, headings.text).overall]
    cosines = headings.meaning.nearest(query.vectors)
    return covered, cosines.max(axis=1) if cosines.shape[1] else np.zeros(len(query.words), np.float32)


def assess(query: Query, candidate: Candidate, by_headings: tuple[list[float], np.ndarray]) -> Scored:
    """Hold a candidate against a query in full; `by_headings` is what headed() says of its headings."""
    document, evidence, asked = candidate.document, candidate.evidence, candidate.asked
    _closer_look(query, evidence)
    _closer_look(query, asked)
    fulfilled = [fulfilment(query.expected, text) for text in document.text.sentence_texts] or [None]
    _take_kind(query, evidence, fulfilled)
    heading, heading_cosines = by_headings
    cosines = _by_sentence(query, document, len(fulfilled))
    covered = [_soft_coverage(query, evidence.rows.get(at), cosines[:, at]) for at in range(len(fulfilled))]
    best = max(range(len(fulfilled)), key=lambda at: (covered[at] + _ASKED_FOR * (fulfilled[at] or 0.0), -at))
    sentence = document.text.sentence_texts[best] if document.text.sentence_texts else ""
    around = [evidence.rows[at] for at in (best - 1, best, best + 1) if at in evidence.rows]
    here = [max(degrees) for degrees in zip(heading, *around, strict=True)]
    union = [max(a, _FORM * b, c) for a, b, c in zip(evidence.overall, asked.overall, heading, strict=True)]
    form, ratio = _nearest_form(query, document)
    done = fulfilled[best]
    signals = Signals(
        bm25=candidate.bm25,
        union=coverage(query, union),
        sentence=covered[best],
        meaning=_meaning(query, evidence.overall, cosines, heading_cosines),
        fuzzy=fuzz.partial_ratio(query.core, sentence) / 100 if query.core and sentence else 0.0,
        literal=_literal(query.text, document.text.text),
        form=max((ratio - _BY_CHANCE) / (1 - _BY_CHANCE), 0.0),
        lacking=0.0 if done is None else 1 - done,
        stranger=_stranger(query, here),
        words=min(query.asked / _WORDS, 1.5),
    )
    return Scored(document, signals, evidence, best, form, tuple(_lacking(query, here)))


def _take_kind(query: Query, evidence: Evidence, fulfilled: Sequence[float | None]) -> None:
    """Cover the wording that names the kind of answer (价格是多少) where a sentence has such an answer."""
    start, end = query.kind
    if start < end:
        evidence.take(
            "kind",
            (
                Hit(start, end, 1.0, evidence.text.begin(at), 0)
                for at, done in enumerate(fulfilled)
                if at in evidence.rows and done is not None and done >= _FULFILLED
            ),
        )


def _by_sentence(query: Query, document: Document, sentences: int) -> np.ndarray:
    """The best cosine of each content word with a word of each sentence: words × sentences."""
    cosines = np.zeros((len(query.words), sentences), np.float32)
    meaning = document.meaning
    if meaning.words and query.words:
        cosines[:, list(meaning.sentences)] = meaning.nearest(query.vectors)
    return cosines


def _soft_coverage(query: Query, row: Sequence[float] | None, cosines: np.ndarray) -> float:
    """The share of the query's weight that a sentence covers, as written or by words of like meaning."""
    return coverage(query, soft_degrees(query, row or [0.0] * len(query.units), cosines))


def soft_degrees(query: Query, row: Sequence[float], cosines: np.ndarray) -> list[float]:
    """How far each unit is covered, by what the channels found (`row`) or by a word of like meaning (a cosine a word)."""
    degrees = list(row)
    for word, cosine in zip(query.words, cosines.tolist(), strict=True):
        if cosine > _NEAR:
            like = _LIKE * min((cosine - _NEAR) / (_SAME - _NEAR), 1.0)
            for unit in range(word.start, word.end):
                degrees[unit] = max(degrees[unit], like)
    return degrees


def _meaning(query: Query, degrees: Sequence[float], cosines: np.ndarray, by_headings: np.ndarray) -> float:
    """The mean of how near each content word is met, by the words' smoothed rarity (Arora et al. 2017, a/(a+p)).

    A word is met by its best cosine, or by what the channels found of it where that is more.
    """
    if not query.words:
        return 0.0
    found = [sum(degrees[word.start : word.end]) / (word.end - word.start) for word in query.words]
    nearest = np.maximum(cosines.max(axis=1), _HEADING_MEANING * by_headings)
    return float(query.salience @ np.maximum(nearest, np.array(found, np.float32)))


def _lacking(query: Query, degrees: Sequence[float]) -> Iterator[str]:
    """The content words of which less than half is covered."""
    for word in query.words:
        units = range(word.start, word.end)
        covered = sum(query.weights[unit] * degrees[unit] for unit in units)
        if covered < sum(query.weights[unit] for unit in units) / 2:
            yield word.text


def _stranger(query: Query, degrees: Sequence[float]) -> float:
    left = sum(
        unit.weight * (1 - degree) for unit, degree in zip(query.units, degrees, strict=True) if unit.name
    )
    return min(left / _NAME, 1.0)


def _literal(asked: str, text: str) -> float:
    longest = 0
    for start in range(len(asked)):
        while (
            longest < _LITERAL and start + longest < len(asked) and asked[start : start + longest + 1] in text
        ):
            longest += 1
    return longest / _LITERAL


def _nearest_form(query: Query, document: Document) -> tuple[int | None, float]:
    """The form whose content words come nearest to the query's, and their ratio."""
    ratios = [fuzz.ratio(query.core, core) / 100 for core in document.cores]
    if not ratios:
        return None, 0.0
    best = max(range(len(ratios)), key=ratios.__getitem__)
    return best, ratios[best]
