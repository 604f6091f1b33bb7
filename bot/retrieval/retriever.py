"""The retriever: a question in, ranked matches out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.models import Match, Meeting, Signal, Span, Why
from bot.retrieval.passages.document import Document, Headings
from bot.retrieval.question.builder import whole
from bot.retrieval.question.expectation import fulfilment
from bot.retrieval.question.likeness import Likeness
from bot.retrieval.ranking.clauses import LONG, clause
from bot.retrieval.ranking.models import RANKED_BY, models, ranking_inputs
from bot.retrieval.ranking.signals import Candidate, assess, headed
from bot.retrieval.text.words import function_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Passage
    from bot.retrieval.passages.index import LexicalIndex
    from bot.retrieval.question.aliases import Aliases
    from bot.retrieval.question.analyzer import Analyzer
    from bot.retrieval.question.query import Query
    from bot.retrieval.ranking.signals import Scored
    from bot.retrieval.text.vectors import WordVectors

CANDIDATES = 20
"""Passages that are held against the query; 24 ranked no more of the development questions right."""
FINALISTS = 10
"""Candidates that are looked at closely; the others are left behind by what they have as written."""
_BEHIND = 0.8
"""How far behind the best in promise a candidate of many passages is not looked at closely any more: among 100,000
that halves the time of a question, and puts as many first."""
_MANY = 4096
_AT_LEAST = 3
"""Candidates that are looked at closely in any case, for people are shown so many."""
_UNTELLING = 0.3
"""What the confidence is worth when the query says nothing: enough to show what comes near."""
_STRANGER = 0.49
"""The most that it is worth when the query names a place or an organisation that no passage holds: never an answer."""
_ENOUGH = 0.4
"""The coverage of the query below which the confidence is worth the less: of 22 answers under it, on development and
own evaluation questions together, 7 were right."""
_PROMISED = 0.95
"""The confidence of a passage that is asked for by a question form of its own, word for word."""
RELATED_FROM = 0.03
"""Confidence from which a passage is worth showing as one that comes near."""
_NEAR = 0.3
"""What a sentence has to cover, by words of like meaning, to be worth showing however unsure: of 27 questions that an
article answers in quite other words 20 reach it, of 40 others, for development, 13."""
_PHRASE = 4
_LITERALLY = 0.99
_ALIKE = 0.3
"""The cosine from which two words are shown to have met."""
_MATCHES = 10
_CACHED = 4096
_BREAKS = re.compile(r"[。！？!?；;…\n]+")
"""What ends a sentence: taken out of question forms, each of which is matched as one."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found for a query, best first."""

    query: Query
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A text held against one passage: its best sentence, and how far that says what the text asks."""

    match: Match
    """Its score is what the sentence covers."""
    covered: float
    """The share of the text's content that the sentence covers, words of like meaning included; 0 without content."""
    fulfilled: float | None
    """How far the sentence has the kind of thing that is asked for, 0 to 1; None when nothing definite is."""
    bare: bool
    """Whether the text has no content of its own: 为什么？"""


class Retriever:
    """Finds the passages that answer a question: candidates, evidence, signals, ranking, confidence."""

    def __init__(
        self, index: LexicalIndex, analyzer: Analyzer, aliases: Aliases, vectors: WordVectors
    ) -> None:
        self._index = index
        self._analyzer = analyzer
        self._aliases = aliases
        self._vectors = vectors
        self._models = models()
        self._headings = lru_cache(maxsize=_CACHED)(self._make_headings)
        self._document = lru_cache(maxsize=_CACHED)(self._make_document)
        self._bare_document = lru_cache(maxsize=_CACHED)(self._make_bare_document)
        self.likeness = Likeness(analyzer, vectors)
        """How alike two messages are, by the same words and vectors."""

    def assess(
        self, text: str, finalists: int = FINALISTS, behind: float = _BEHIND
    ) -> tuple[Query, list[Scored]]:
        """The query and its best candidates held against it in full, best first; `behind` is the promise they may lack."""
        query = self._analyzer.analyze(text)
        if not query.weight:
            return query, []
        found = self._index.candidates(query, CANDIDATES)
        top = found[0][1] if found else 1.0
        candidates = [Candidate(query, self._document(number), score / top) for number, score in found]
        candidates.sort(key=lambda candidate: candidate.promise, reverse=True)
        best = candidates[0].promise if candidates else 0.0
        hopeful = sum(candidate.promise >= best - behind for candidate in candidates)
        if self._index.passages > _MANY:
            finalists = min(finalists, max(hopeful, _AT_LEAST))
        by_headings = {
            headings: headed(query, self._headings(headings))
            for headings in {candidate.document.headings for candidate in candidates[:finalists]}
        }
        scored = [assess(query, c, by_headings[c.document.headings]) for c in candidates[:finalists]]
        scored.sort(key=lambda found: self._models.rank(found.signals), reverse=True)
        return query, scored

    def retrieve(self, text: str, limit: int = _MATCHES) -> Retrieval:
        """At most `limit` matches for a text as typed, best first, each notice once."""
        query, scored = self.assess(text)
        # An editor's form is a promise: it comes before all that merely covers more.
        promised = [found for found in scored if query.whole in found.document.wholes]
        kept = _each_notice_once([*promised, *(found for found in scored if found not in promised)])
        if not kept:
            return Retrieval(query, ())
        ranks = [self._models.rank(found.signals) for found in kept]
        worth = _worth(query, kept[0])
        lead = ranks[0] - ranks[1] if len(ranks) > 1 else ranks[0]
        matches: list[Match] = []
        for found, rank in zip(kept[:limit], ranks, strict=False):
            # The margin of the others is the distance by which they are behind; none is surer than the one before.
            sure = self._models.confidence(found.signals, rank - ranks[0] if matches else lead) * worth
            if found.signals.sentence >= _NEAR:
                sure = max(sure, RELATED_FROM)
            if promised and not matches:
                sure = max(sure, _PROMISED)
            score = min(sure, matches[-1].score) if matches else sure
            matches.append(self._match(query, found, score, least=None if matches else LONG))
        return Retrieval(query, tuple(matches))

    def within(self, text: str, passages: Sequence[Passage]) -> tuple[Held, ...]:
        """A text held against these passages alone, in their order."""
        query = self._analyzer.analyze(text)
        held = []
        for passage in passages:
            document = self._bare_document(passage)
            candidate = Candidate(query, document, 1.0)
            found = assess(query, candidate, headed(query, self._headings(document.headings)))
            covered = found.signals.sentence
            sentence = document.text.sentence_texts[found.sentence] if document.text.sentence_texts else ""
            fulfilled = fulfilment(query.expected, sentence)
            match = self._match(query, found, covered, least=0)
            held.append(Held(match, covered, fulfilled, bare=not query.words))
        return tuple(held)

    def _match(self, query: Query, found: Scored, score: float, *, least: int | None = None) -> Match:
        document = found.document
        sentences = document.text.sentences
        span = sentences[found.sentence] if sentences else Span(0, len(document.passage.text))
        values = zip(RANKED_BY, ranking_inputs(found.signals), self._models.ranking, strict=True)
        why = Why(
            signals=tuple(Signal(name, value, weight) for name, value, weight in values),
            spans=tuple(found.evidence.spans()),
            form=None if found.form is None else document.asked[found.form],
            meetings=tuple(_meetings(query, found)),
            lacking=found.lacking,
        )
        # `least` are the characters beyond which the clause that answers is looked for.
        long = least is not None and span.end - span.start > least
        part = clause(query, found) if long else None
        return Match(document.passage, span, score, why, part)

    def _make_headings(self, headings: str) -> Headings:
        return Headings(headings, self._content, self._vectors)

    def _make_document(self, number: int) -> Document:
        entry = self._index.entry(number)
        forms = [self._analyzer.clean(form) for form in entry.forms]
        return Document(
            entry.passage,
            [self._with_wordings(form, entry.passage.id.article) for form in forms],
            [self._analyzer.core(form) for form in forms],
            [whole(form) for form in forms],
            entry.forms,
            self._content,
            self._vectors,
        )

    def _make_bare_document(self, passage: Passage) -> Document:
        return Document(passage, (), (), (), (), self._content, self._vectors)

    def _content(self, normalized: str) -> list[str]:
        return [word for word in self._analyzer.words(normalized) if word not in function_words()]

    def _with_wordings(self, form: str, article: str) -> str:
        """The form in one line, with what its aliases and synonyms stand for, so that two wordings meet."""
        wordings = {
            wording
            for expansion in self._aliases.expansions(form)
            if expansion.article in {"", article}
            for wording in expansion.wordings
        }
        return " ".join([_BREAKS.sub(" ", form), *sorted(wordings)])


def _meetings(query: Query, found: Scored) -> list[Meeting]:
    """Which words of the question met which of the passage, and by which channel."""
    evidence = found.evidence
    original = evidence.text.original
    meetings = {}
    for (start, end), (channel, hit) in sorted(evidence.met.items()):
        asked = "".join(unit.text for unit in query.units[start:end])
        span = evidence.text.original_span(hit.at, hit.until)
        meetings[asked] = Meeting(asked, original[span.start : span.end], channel, hit.degree)
    covered = {unit for start, end in evidence.met for unit in range(start, end)}
    for word, cosines in zip(query.words, query.vectors @ found.document.meaning.matrix.T, strict=True):
        best = int(cosines.argmax()) if len(cosines) else 0
        if len(cosines) and cosines[best] > _ALIKE and not covered & set(range(word.start, word.end)):
            met = found.document.meaning.words[best]
            meetings[word.text] = Meeting(word.text, met, "meaning", float(cosines[best]))
    return list(meetings.values())


def _worth(query: Query, found: Scored) -> float:
    """What the confidence is worth: less when the query says too little or little of it is covered, unless it is a quote."""
    if len(query.core) >= _PHRASE and found.signals.fuzzy > _LITERALLY:
        return 1.0
    told = (_UNTELLING + (1 - _UNTELLING) * query.telling) * min(found.signals.union / _ENOUGH, 1.0)
    return min(told, _STRANGER) if query.strangers else told


def _each_notice_once(scored: list[Scored]) -> list[Scored]:
    """The candidates without those whose sentence an earlier one has: printed twice, it is one answer."""
    kept: dict[str, Scored] = {}
    for found in scored:
        texts = found.document.text.sentence_texts
        kept.setdefault(texts[found.sentence] if texts else "", found)
    return list(kept.values())
