"""Matching: a query held against a text, as written first, then by what people and machines get wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.retrieval.passages.text import find, find_all
from bot.retrieval.ranking.evidence import HINT, Evidence
from bot.retrieval.text.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.retrieval.passages.text import Target
    from bot.retrieval.question.query import Gram, Query

# What a unit counts for (0 to 1) when it is found as such; exact is 1, aliases and synonyms bring their own.
SOUND = 0.85
FAMILIAR_SOUND = 0.3
"""The same where the query has a common word by itself: people who type one mostly mean it."""
SHAPE = 0.8
SWAPPED = 0.7
GAPPED = 0.6
LONE = HINT
"""A single character found somewhere in the sentence: in Chinese a hint (投 in 投资), no more."""
LONE_WORD = 0.6
"""The same for a character that is a word of its own in the query."""
ABBREVIATION = {1: 0.0, 2: 0.45, 3: 0.7}
"""By the number of letters; four letters or more count as a sound."""


def match(query: Query, target: Target) -> Evidence:
    """The evidence for a query in a text, as written, by other words for the same, and by numbers' values."""
    evidence = Evidence(len(query.units), target)
    text = target.text
    for gram in query.grams:
        # Most are not there, and looking is cheaper than calling.
        for at in find(text, gram.text) if gram.text in text else ():
            evidence.hit(gram.start, gram.end, 1.0, at, len(gram.text))
    for expansion in query.expansions:
        for wording in expansion.wordings:
            for at in find(text, wording) if wording in text else ():
                evidence.hit(expansion.start, expansion.end, expansion.degree, at, len(wording))
    for gram in query.numbers:
        for start, end in target.numbers.get(gram.text, ()):
            evidence.hit(gram.start, gram.end, 1.0, start, end - start)
    _match_abbreviations(query, evidence)
    return evidence


def _match_abbreviations(query: Query, evidence: Evidence) -> None:
    for gram in query.abbreviations:
        degree = ABBREVIATION.get(len(gram.text), SOUND)
        if degree:
            for at in find_all(evidence.target.initials, gram.text):
                evidence.hit(gram.start, gram.end, degree, at, len(gram.text))


def repair(query: Query, evidence: Evidence) -> None:
    """Add what is not found as written: by sound, by shape, with a character swapped, missing or too many."""
    uncovered = [not degree for degree in evidence.overall]
    _repair_by_sound(query, evidence, uncovered)
    _repair_by_shape(query, evidence, uncovered)
    for index, unit in enumerate(query.units):
        if unit.weight and not evidence.overall[index] and unit.sound and unit.text and not unit.name:
            _repair_alone(query, evidence, index)


def _repair_by_sound(query: Query, evidence: Evidence, uncovered: Sequence[bool]) -> None:
    sounds = evidence.target.sound
    for gram in query.sound_grams:
        if (uncovered[gram.start] or uncovered[gram.end - 1]) and gram.text in sounds:
            for at in find_all(sounds, gram.text):
                evidence.hit(gram.start, gram.end, _sound_degree(query, gram, sounds, at), at, 2)


def _sound_degree(query: Query, gram: Gram, sounds: str, at: int) -> float:
    """What two equal sounds count for: less when they are a word by themselves and no neighbour agrees."""
    units = query.units
    first, last = units[gram.start], units[gram.end - 1]
    if first.word != last.word or not (first.name or first.familiar):
        return SOUND
    before = units[gram.start - 1].sound if gram.start else ""
    after = units[gram.end].sound if gram.end < len(units) else ""
    if (before and at and sounds[at - 1] == before) or (after and sounds[at + 2 : at + 3] == after):
        return SOUND
    return 0.0 if first.name else FAMILIAR_SOUND


def _repair_by_shape(query: Query, evidence: Evidence, uncovered: Sequence[bool]) -> None:
    target = evidence.target
    for gram in query.grams:
        # A name of which a character differs is another name.
        if len(gram.text) != 2 or query.units[gram.start].name:
            continue
        if uncovered[gram.start] or uncovered[gram.end - 1]:
            alike, swapped = shape(gram.text), gram.text[::-1]
            for at in find_all(target.shape, alike) if alike in target.shape else ():
                evidence.hit(gram.start, gram.end, SHAPE, at, 2)
            for at in find_all(target.text, swapped) if swapped in target.text else ():
                evidence.hit(gram.start, gram.end, SWAPPED, at, 2)


def _repair_alone(query: Query, evidence: Evidence, index: int) -> None:
    """Cover one character: where its neighbours stand two apart, with another between, or where it stands."""
    units, text = query.units, evidence.target.text
    around = units[max(index - 1, 0) : index + 2]
    before, after = around[0].text, around[-1].text
    if len(around) == 3 and len(before) == len(after) == 1 and before in text and after in text:
        for at in find_all(text, before):
            if text[at + 2 : at + 3] == after:
                evidence.hit(index - 1, index + 2, GAPPED, at, 3)
    if units[index].text in text:
        alone = sum(unit.word == units[index].word for unit in around) == 1
        for at in find_all(text, units[index].text):
            evidence.hit(index, index + 1, LONE_WORD if alone else LONE, at, 1)
