"""Channels: the ways in which a text may say what a query says, each a function of one shape.

A channel takes a query, a text and, for each unit, whether it is still missing; it yields what it found, each hit saying
which units stand where, and how surely. FIRST look at every candidate; CLOSER mend what people and machines get wrong,
and look only for what is missing.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from bot.retrieval.passages.text import find_all
from bot.retrieval.question.builder import compares, denies
from bot.retrieval.ranking.evidence import HINT, Hit
from bot.retrieval.text.sounds import find_sounds, readings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.retrieval.passages.text import Text
    from bot.retrieval.question.query import Gram, Query

    Channel: TypeAlias = Callable[[Query, Text, Sequence[bool]], Iterator[Hit]]

# What a unit counts for (0 to 1) when it is found as such; exact is 1, aliases and synonyms bring their own.
VALUE = 0.95
"""An equal number in another writing: 3.1 and 3.10 are equal, and as versions they are not."""
DENIED = 0.4
"""What the question has and the text denies, or the other way round: 无驾照 is not 有驾照."""
COMPARED = 0.3
"""A name that the text only compares something else with: the area of 江门, larger than that of 珠海, is not 珠海's."""
_BEFORE = 40
SOUND = 0.85
SOUNDS = 0.95
"""Three syllables in a row that sound alike are hardly so by chance."""
_MOST_SOUNDS = 500
"""Places of like sound in one text that are looked at."""
FAMILIAR_SOUND = 0.3
"""The same where the query has a common word by itself: people who type one mostly mean it."""
GAPPED = 0.6
LONE = HINT
"""A single character found somewhere in the sentence: in Chinese a hint (投 in 投资), no more."""
LONE_WORD = 0.6
"""The same for a character that is a word of its own in the query."""


def written(query: Query, text: Text, _: Sequence[bool]) -> Iterator[Hit]:
    """What the text prints as the question does, with or without what the question says to be with or without."""
    for gram in query.grams:
        if not query.units[gram.start].sounds:
            for at, until in text.codes.get(gram.text, ()):
                yield Hit(gram.start, gram.end, 1.0, at, until)
            continue
        for at in text.find(gram.text):
            degree = DENIED if _contradicts(query, gram, text.text, at) else 1.0
            if (
                query.units[gram.start].name
                and not query.compares
                and compares(text.text[max(at - _BEFORE, 0) : at])
            ):
                degree = COMPARED
            yield Hit(gram.start, gram.end, degree, at, at + len(gram.text))


def _contradicts(query: Query, gram: Gram, text: str, at: int) -> bool:
    """Whether the text denies the word that the gram is of and the question affirms it, or the other way round."""
    for start, end, denied in query.denied:
        if gram.start < end and start < gram.end:
            word = max(at + start - gram.start, 0)
            return denies(text[max(word - 5, 0) : word]) is not denied
    return False


def alias(query: Query, text: Text, _: Sequence[bool]) -> Iterator[Hit]:
    """Other words for the same, from the editor's tables for this article and for all."""
    for expansion in query.expansions:
        if expansion.article not in {"", text.article}:
            continue
        for wording in expansion.wordings:
            for at in text.find(wording):
                yield Hit(expansion.start, expansion.end, expansion.degree, at, at + len(wording))


def value(query: Query, text: Text, _: Sequence[bool]) -> Iterator[Hit]:
    """Numbers and days, whatever their writing."""
    for gram in query.values:
        for at, until in text.values.get(gram.text, ()):
            yield Hit(gram.start, gram.end, VALUE, at, until)


def sound(query: Query, text: Text, missing: Sequence[bool]) -> Iterator[Hit]:
    """Homophones and pinyin."""
    wanted: dict[str, list[Gram]] = {}
    for gram in query.sound_grams:
        if missing[gram.start] or missing[gram.end - 1]:
            wanted.setdefault(gram.text, []).append(gram)
    found = islice(find_sounds(text.heard, wanted), _MOST_SOUNDS) if wanted else ()
    places = {(gram.start, at): gram for pair, at in found for gram in wanted[pair]}
    for (start, at), gram in places.items():
        in_a_row = (start - 1, at - 1) in places or (start + 1, at + 1) in places
        degree = SOUNDS if in_a_row else _sound_degree(query, gram, text.text, at)
        yield Hit(gram.start, gram.end, degree, at, at + 2)


def _sound_degree(query: Query, gram: Gram, text: str, at: int) -> float:
    """What two equal sounds count for: less when they are a word by themselves and no neighbour agrees."""
    units = query.units
    first, last = units[gram.start], units[gram.end - 1]
    if first.word != last.word or not (first.name or first.familiar):
        return SOUND
    before = set(units[gram.start - 1].sounds if gram.start else "")
    after = set(units[gram.end].sounds if gram.end < len(units) else "")
    if (at and before & set(readings(text[at - 1]))) or after & set(readings(text[at + 2 : at + 3])):
        return SOUND
    return 0.0 if first.name else FAMILIAR_SOUND


def alone(query: Query, text: Text, missing: Sequence[bool]) -> Iterator[Hit]:
    """Single characters: where their neighbours stand two apart, with another between, or where they stand."""
    units, plain = query.units, text.text
    for index, unit in enumerate(units):
        if not (missing[index] and unit.weight and unit.sounds and unit.text) or unit.name:
            continue
        around = units[max(index - 1, 0) : index + 2]
        before, after = around[0].text, around[-1].text
        if len(around) == 3 and len(before) == len(after) == 1 and before in plain and after in plain:
            for at in find_all(plain, before):
                if plain[at + 2 : at + 3] == after:
                    yield Hit(index - 1, index + 2, GAPPED, at, at + 3)
        if unit.text in plain:
            degree = LONE_WORD if sum(other.word == unit.word for other in around) == 1 else LONE
            for at in find_all(plain, unit.text):
                yield Hit(index, index + 1, degree, at, at + 1)


FIRST: tuple[tuple[str, Channel], ...] = (
    ("written", written),
    ("alias", alias),
    ("value", value),
)
CLOSER: tuple[tuple[str, Channel], ...] = (("sound", sound), ("alone", alone))
