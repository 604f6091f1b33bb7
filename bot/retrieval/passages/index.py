"""The lexical index: candidates by BM25 over pairs of characters, in memory or persisted in a folder."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy
from tantivy import Occur
from tantivy import Query as Lookup

from bot.errors import IndexStoreError
from bot.models import Passage, PassageId
from bot.retrieval.passages.vocabulary import MOST_WORDS, Vocabulary
from bot.retrieval.text.codes import codes
from bot.retrieval.text.normalization import HAN, is_han, is_rare, normalize
from bot.retrieval.text.numbers import dates, numbers
from bot.retrieval.text.sounds import sound_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.retrieval.question.query import Query
    from bot.retrieval.text.vectors import WordVectors

ANALYSIS_VERSION = 8
"""Raised whenever the terms below or what is stored change, so that persisted indexes are built anew."""

_TEXT, _SOUND, _FORM, _FORM_SOUND, _HEADING = "text", "sound", "form", "form_sound", "heading"
_WRITTEN = (_TEXT, _FORM, _HEADING)
_SOUNDED = (_SOUND, _FORM_SOUND)
_BOOSTS = {_TEXT: 1.0, _FORM: 0.7, _HEADING: 0.3, _SOUND: 0.6, _FORM_SOUND: 0.4}
_EXPANSION_BOOST = 0.7
_MEANING_BOOST = 0.3

_SUMS = "sums.txt"
_VOCABULARY = "vocabulary.txt"
_SUMMED = 64 << 20
"""Bytes of each file that are checked when an index is opened: all of what a hundred thousand passages take."""
_WRITER_HEAP = 512_000_000
"""Bytes that documents gather in before they become a segment."""
_PLACES = 32
"""Bits of a passage's number that say where in its segment it stands."""

_HAN_RUN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage to index, with the ways of asking for it."""

    passage: Passage
    forms: tuple[str, ...] = ()


def terms(text: str) -> list[str]:
    """The index terms of a normalised text: pairs of Chinese characters and rare ones alone, codes, values of numbers."""
    return [
        *_pairs(text),
        *filter(is_rare, set(text)),
        *(code.term for code in codes(text)),
        *_values(text),
    ]


def _pairs(text: str) -> list[str]:
    return [pair for run in _HAN_RUN.findall(text) for pair in map(add, run, run[1:])]


def _values(text: str) -> Iterator[str]:
    for number in numbers(text):
        yield number.key
        after = text[number.end : number.end + 1]
        if after and is_han(after):
            yield number.key + after
    for date in dates(text):
        yield from date.keys


def _sound_terms(text: str) -> str:
    return " ".join(pair for pair, _ in sound_pairs(text))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in (_TEXT, _SOUND, _FORM, _FORM_SOUND, _HEADING):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def _stored(entry: Entry) -> bytes:
    passage, place = entry.passage, entry.passage.id
    where = (place.article, place.section, place.paragraph)
    what = (passage.title, passage.section, passage.text, passage.breaks_off)
    return json.dumps([*where, *what, *entry.forms], ensure_ascii=False).encode()


def _restored(stored: bytes) -> Entry:
    article, section, paragraph, title, section_title, text, breaks_off, *forms = json.loads(stored)
    passage = Passage(PassageId(article, section, paragraph), title, section_title, text, breaks_off)
    return Entry(passage, tuple(forms))


class LexicalIndex:
    """An index that is open for queries."""

    def __init__(self, index: tantivy.Index, vocabulary: Vocabulary) -> None:
        self._schema = _schema()
        self._vocabulary = vocabulary
        # Nothing commits to an open index, so that tantivy need not watch the folder.
        index.config_reader("manual")
        index.reload()
        self._searcher = index.searcher()
        self.passages: int = self._searcher.num_docs

    @classmethod
    def build(
        cls,
        entries: Iterable[Entry],
        vectors: WordVectors,
        folder: Path | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> LexicalIndex:
        """Index the entries, in memory or in a folder; `progress` hears how many passages are done.

        A folder is filled beside its place and moved there when whole: a half-built index is never opened.

        Raises:
            IndexStoreError: the folder cannot be written.

        """
        if folder is None:
            index = tantivy.Index(_schema())
            return cls(index, Vocabulary(_fill(index, entries, vectors, progress), vectors))
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            building = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
        except OSError as error:
            problem = f"the index cannot be written here ({error.strerror})"
            raise IndexStoreError(problem, folder.parent) from error
        try:
            words = _fill(tantivy.Index(_schema(), str(building)), entries, vectors, progress)
            (building / _VOCABULARY).write_text("\n".join(words), encoding="utf-8")
            (building / _SUMS).write_text(_sums(building), encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            building.rename(folder)
        except (OSError, ValueError) as error:
            raise IndexStoreError(f"the index cannot be written here ({error})", folder) from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return cls.open(folder, vectors)

    @classmethod
    def open(cls, folder: Path, vectors: WordVectors) -> LexicalIndex:
        """Open a persisted index.

        Raises:
            IndexStoreError: there is none, or it is damaged.

        """
        try:
            # tantivy trusts what it reads: damage shows as a wrong answer, or as a panic in the middle of one.
            if (folder / _SUMS).read_text(encoding="utf-8") != _sums(folder):
                raise IndexStoreError("holds an index that is damaged", folder)
            words = (folder / _VOCABULARY).read_text(encoding="utf-8").split()
            index = cls(tantivy.Index.open(str(folder)), Vocabulary(words, vectors))
            # tantivy opens some files only when a term is first looked up.
            index.document_frequency("")
        except (OSError, ValueError) as error:
            raise IndexStoreError("holds no index that can be opened", folder) from error
        return index

    def document_frequency(self, term: str) -> int:
        """How many passages hold the index term."""
        return self._searcher.doc_freq(_TEXT, term)

    def sound_frequency(self, pair: str) -> int:
        """How many passages hold the pair of syllables, in the text or in a question form."""
        return sum(self._searcher.doc_freq(field, pair) for field in _SOUNDED)

    def candidates(self, query: Query, limit: int) -> list[tuple[int, float]]:
        """The numbers and scores of the passages that share most with the query, best first."""
        clauses = self._clauses(query)
        if not clauses:
            return []
        found = self._searcher.search(Lookup.boolean_query(clauses), limit, count=False).hits
        return [(place.segment_ord << _PLACES | place.doc, score) for score, place in found]

    def entry(self, number: int) -> Entry:
        """The passage with this number, and its forms."""
        place = tantivy.DocAddress(number >> _PLACES, number & (1 << _PLACES) - 1)
        stored: bytes = self._searcher.doc(place)["stored"][0]
        return _restored(stored)

    def _clauses(self, query: Query) -> list[tuple[Occur, Lookup]]:
        wanted = _Wanted()
        for gram in (*query.grams, *query.values):
            wanted.add(_WRITTEN, gram.text, 1.0)
        for expansion in query.expansions:
            for wording in expansion.wordings:
                for term in terms(wording):
                    wanted.add(_WRITTEN, term, _EXPANSION_BOOST * expansion.degree)
        unwritten = self._unwritten(query)
        for gram in query.sound_grams:
            # The sound of what is found as written would only add what merely sounds like it.
            if gram.start in unwritten or gram.end - 1 in unwritten:
                wanted.add(_SOUNDED, gram.text, 1.0)
        words = [word.text for word in query.words]
        for near in self._vocabulary.nearest(words, query.vectors):
            for word, cosine in near:
                wanted.add((_TEXT, _HEADING), word, _MEANING_BOOST * cosine)
        # Nothing but terms beside one another, for tantivy then passes over what cannot be among the best.
        return [
            (Occur.Should, self._lookup(field, term, boost)) for (field, term), boost in wanted.boosts.items()
        ]

    def _lookup(self, field: str, term: str, boost: float) -> Lookup:
        return Lookup.boost_query(Lookup.term_query(self._schema, field, term, "freq"), boost)

    def _unwritten(self, query: Query) -> set[int]:
        """The units that no passage has as written: typed as pinyin, or in a pair that stands nowhere."""
        units = {index for index, unit in enumerate(query.units) if not unit.text}
        for gram in query.grams:
            if not any(self._searcher.doc_freq(field, gram.text) for field in _WRITTEN):
                units.update(range(gram.start, gram.end))
        return units


class _Wanted:
    """The terms of a query by field, each with the highest boost that it is wanted with."""

    def __init__(self) -> None:
        self.boosts: dict[tuple[str, str], float] = {}

    def add(self, fields: Sequence[str], term: str, boost: float) -> None:
        for field in fields:
            key = field, term
            self.boosts[key] = max(boost * _BOOSTS[field], self.boosts.get(key, 0.0))


def _sums(folder: Path) -> str:
    """A line for each file of the index: name, size, and the checksum of what it holds, at most of its first 64 MiB."""
    lines = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix != ".lock" and path.name != _SUMS:
            with path.open("rb") as file:
                sum_ = zlib.crc32(file.read(_SUMMED))
            lines.append(f"{path.name} {path.stat().st_size} {sum_:08x}\n")
    return "".join(lines)


def _fill(
    index: tantivy.Index,
    entries: Iterable[Entry],
    vectors: WordVectors,
    progress: Callable[[int], None] | None,
) -> list[str]:
    """Index the entries; the result are the words for the vocabulary."""
    seen: set[str] = set()
    # One thread of tantivy's keeps up with the analysis here, and keeps passages in their order.
    writer = index.writer(heap_size=_WRITER_HEAP, num_threads=1)
    try:
        for done, entry in enumerate(entries, 1):
            written = terms(normalize(entry.passage.text))
            seen.update(written)
            writer.add_document(_document(entry, written))
            if progress is not None:
                progress(done)
        writer.commit()
    finally:
        # Nothing may write to the folder any more when it is moved or, half-built, removed.
        writer.wait_merging_threads()
    index.reload()
    candidates = sorted(term for term in seen if len(term) > 1 and term.isalpha())
    known = [word for word, is_known in zip(candidates, vectors.knows(candidates), strict=True) if is_known]
    searcher = index.searcher()
    known.sort(key=lambda word: searcher.doc_freq(_TEXT, word), reverse=True)
    return known[:MOST_WORDS]


def _document(entry: Entry, written: list[str]) -> tantivy.Document:
    passage = entry.passage
    text = normalize(passage.text)
    document = tantivy.Document()
    document.add_bytes("stored", _stored(entry))
    document.add_text(_TEXT, " ".join(written))
    document.add_text(_SOUND, _sound_terms(text))
    document.add_text(_HEADING, _heading_terms(f"{passage.section}\n{passage.title}"))
    if entry.forms:
        forms = normalize("\n".join(entry.forms))
        document.add_text(_FORM, " ".join(terms(forms)))
        document.add_text(_FORM_SOUND, _sound_terms(forms))
    return document


@lru_cache(maxsize=1)
def _heading_terms(heading: str) -> str:
    """Worked out once for all paragraphs of a section, which come one after another."""
    return " ".join(terms(normalize(heading)))
