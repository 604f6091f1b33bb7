"""Signals: what is measured of a passage as an answer to a query, each between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from bot.retrieval.question.expectation import fulfilment
from bot.retrieval.ranking.channels import match, repair
from bot.retrieval.ranking.evidence import Evidence, coverage
from bot.retrieval.ranking.likeness import characters, length, literal, repeats

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Passage
    from bot.retrieval.passages.text import Target
    from bot.retrieval.question.query import Query

_NAME = 6.0
"""About the weight of a place name that the content does not hold."""
_SUPPORT = 10.0
_BACKING = 15.0
_COVERED = 0.5
_FULFILLED = 0.8
_ASKED_FOR = 0.25
"""The coverage that a sentence may lack and still be chosen for having what is asked for."""
_FORM = 0.9
"""What a unit counts for that only a question form covers."""
_HEADING = 0.8
"""What a unit covered only by the section's or the article's heading counts for."""


class Signals(NamedTuple):
    """The signals of one passage for one query, in the order in which the models weigh them."""

    bm25: float
    """The BM25 score, as a share of the best candidate's."""
    passage: float
    """Coverage of the query by the passage."""
    sentence: float
    """Coverage by the best single sentence."""
    neighbours: float
    """Coverage by the best two sentences in a row."""
    fuzzy: float
    """rapidfuzz's partial ratio of the query's content words and the best sentence."""
    repeats: float
    """How often the query's words occur in the passage."""
    characters: float
    """The share of the query's different characters that the passage has."""
    sentence_characters: float
    """The share that the best sentence has."""
    literal: float
    """The longest substring that query and passage have in common."""
    length: float
    """The length of the best sentence."""
    form: float
    """Coverage of the query by the best question form."""
    form_ratio: float
    """rapidfuzz's ratio of the query's content words and those of the form that they are nearest to."""
    forms: float
    """Coverage by all of the passage's question forms together."""
    union: float
    """Coverage by the passage, its forms and the headings together."""
    support: float
    """The weight that the passage itself covers, against that of two content words."""
    backing: float
    """The weight that all of these cover, against that of three content words."""
    focus: float
    """How far these cover the words beside the question words; the union's coverage when there are none."""
    gap: float
    """The heaviest word that nothing of these covers, as a share of the query's weight."""
    stretch: float
    """The heaviest run of words that nothing of these covers, as a share of the query's weight."""
    stranger: float
    """The weight of names (of places, organisations) that nothing of these covers, against one name's."""
    fulfilled: float
    """1 when the best sentence has what is asked for; 0 also when nothing definite is."""
    unfulfilled: float
    """How far the best sentence lacks what is asked for; 0 also when nothing definite is."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A passage with all that queries are held against: its text, its headings, its question forms.

    `forms` holds a sentence a form, with what its synonyms stand for; `cores` their content words.
    """

    passage: Passage
    text: Target
    headings: str
    forms: Target
    cores: tuple[str, ...]
    asked: tuple[str, ...]
    """The forms as their editor wrote them."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A passage held against a query: signals, evidence, the sentence that answers, the form that matched."""

    subject: Subject
    signals: Signals
    evidence: Evidence
    sentence: int
    form: int | None
    """The index of the question form that comes nearest, if the passage has any."""


def _gaps(query: Query, degrees: list[float]) -> tuple[float, float]:
    """The heaviest uncovered word and run of words, as shares of the query's weight."""
    if not query.weight:
        return 0.0, 0.0
    word = run = heaviest_word = heaviest_run = 0.0
    last = -1
    for unit, degree in zip(query.units, degrees, strict=True):
        left = unit.weight * (1 - degree)
        word = word + left if unit.word == last else left
        # Function words weigh nothing and do not interrupt a run; a covered word does.
        run = run + left if degree < _COVERED or not unit.weight else 0.0
        last = unit.word
        heaviest_word, heaviest_run = max(heaviest_word, word), max(heaviest_run, run)
    return heaviest_word / query.weight, heaviest_run / query.weight


def _stranger(query: Query, degrees: list[float]) -> float:
    left = sum(
        unit.weight * (1 - degree) for unit, degree in zip(query.units, degrees, strict=True) if unit.name
    )
    return min(left / _NAME, 1.0)


def _focus(query: Query, degrees: list[float], union: float) -> float:
    weight = sum(query.units[index].weight for index in query.focus)
    if not weight:
        return union
    return sum(query.units[index].weight * degrees[index] for index in query.focus) / weight


@dataclass(frozen=True, slots=True)
class Contender:
    """A candidate at first sight: what its text and its forms cover as written."""

    subject: Subject
    evidence: Evidence
    asked: Evidence
    bm25: float
    promise: float
    """What contenders are sorted by before the best are looked at closely."""


def contend(query: Query, subject: Subject, bm25: float) -> Contender:
    """Look at a candidate for the first time."""
    evidence, asked = match(query, subject.text), match(query, subject.forms)
    both = coverage(query, [max(a, b) for a, b in zip(evidence.overall, asked.overall, strict=True)])
    return Contender(subject, evidence, asked, bm25, bm25 + both + coverage(query, evidence.overall))


def assess(query: Query, contender: Contender, headed: Sequence[float]) -> Assessment:
    """Hold a candidate against a query in full; `headed` is how far its headings cover each unit."""
    subject, evidence, asked, bm25 = contender.subject, contender.evidence, contender.asked, contender.bm25
    repair(query, evidence)
    repair(query, asked)
    together = [
        max(a, _FORM * b, _HEADING * c)
        for a, b, c in zip(evidence.overall, asked.overall, headed, strict=True)
    ]
    by_sentence = {at: coverage(query, row) for at, row in evidence.rows.items()}
    best, done = _answering(query, subject.text, by_sentence)
    sentence = subject.text.sentence_texts[best] if subject.text.sentence_texts else ""
    form, by_form, ratio = _nearest_form(query, subject.cores, asked)
    passage, union = coverage(query, evidence.overall), coverage(query, together)
    gap, stretch = _gaps(query, together)
    signals = Signals(
        bm25=bm25,
        passage=passage,
        sentence=by_sentence.get(best, 0.0),
        neighbours=_neighbours(query, evidence, by_sentence),
        fuzzy=fuzz.partial_ratio(query.core, sentence) / 100 if query.core and sentence else 0.0,
        repeats=repeats(query, subject.text.text),
        characters=characters(query, subject.text.text),
        sentence_characters=characters(query, sentence),
        literal=literal(query, subject.text.text),
        length=length(sentence),
        form=by_form,
        form_ratio=ratio,
        forms=coverage(query, asked.overall),
        union=union,
        support=min(passage * query.weight / _SUPPORT, 1.0),
        backing=min(union * query.weight / _BACKING, 1.0),
        focus=_focus(query, together, union),
        gap=gap,
        stretch=stretch,
        stranger=_stranger(query, together),
        fulfilled=1.0 if done is not None and done >= _FULFILLED else 0.0,
        unfulfilled=0.0 if done is None else 1 - done,
    )
    return Assessment(subject, signals, evidence, best, form)


def _answering(query: Query, target: Target, by_sentence: Mapping[int, float]) -> tuple[int, float | None]:
    """The sentence that answers, and how far it has what is asked for."""
    texts = target.sentence_texts
    highest = max(by_sentence.values(), default=0.0)
    best, best_score, best_done = 0, -1.0, None
    for at, text in enumerate(texts):
        covered = by_sentence.get(at, 0.0)
        if covered + _ASKED_FOR < highest:
            continue
        done = fulfilment(query.expected, text)
        score = covered + _ASKED_FOR * (done or 0.0)
        if score > best_score:
            best, best_score, best_done = at, score, done
    return best, best_done


def _neighbours(query: Query, evidence: Evidence, by_sentence: Mapping[int, float]) -> float:
    rows = evidence.rows
    pairs = (
        coverage(query, [max(a, b) for a, b in zip(row, rows[at + 1], strict=True)])
        for at, row in rows.items()
        if at + 1 in rows
    )
    return max(max(pairs, default=0.0), max(by_sentence.values(), default=0.0))


def _nearest_form(query: Query, cores: Sequence[str], asked: Evidence) -> tuple[int | None, float, float]:
    """The form that comes nearest, its coverage of the query, and the ratio of the two."""
    best: tuple[int | None, float, float] = (None, 0.0, 0.0)
    for at, core in enumerate(cores):
        row = asked.rows.get(at)
        covered = 0.0 if row is None else coverage(query, row)
        ratio = fuzz.ratio(query.core, core) / 100
        if best[0] is None or covered + ratio > best[1] + best[2]:
            best = (at, covered, ratio)
    return best
