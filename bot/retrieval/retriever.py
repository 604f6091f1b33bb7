"""The retriever: a question in, ranked matches out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.models import Match, Signal, Span, Why
from bot.retrieval.passages.text import Target
from bot.retrieval.ranking.channels import match
from bot.retrieval.ranking.confidence import confidence
from bot.retrieval.ranking.rank import WEIGHTS, rank_score
from bot.retrieval.ranking.signals import Assessment, Signals, Subject, assess, contend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.retrieval.passages.index import LexicalIndex
    from bot.retrieval.question.analyzer import Analyzer
    from bot.retrieval.question.query import Query
    from bot.retrieval.question.thesaurus import Thesaurus

_CANDIDATES = 20
"""Passages that are held against the query; with 30 no labelled question, public sets included, was answered better."""
_FINALISTS = 8
"""Candidates that are looked at closely; the others are left behind by what they have as written."""
_TELLING = 3.0
"""The weight from which a query says enough to be answered: about that of one ordinary content word."""
_UNTELLING = 0.3
"""What the confidence is worth when the query says nothing: enough to show what comes near."""
_PHRASE = 4
_LITERALLY = 0.99
_MATCHES = 10
_CACHED = 4096
_BREAKS = re.compile(r"[。！？!?；;…\n]+")
"""What ends a sentence: taken out of question forms, each of which is matched as one."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found for a query, best first."""

    query: Query
    matches: tuple[Match, ...]


class Retriever:
    """Finds the passages that answer a question: lexical candidates, then signals, then a ranking."""

    def __init__(self, index: LexicalIndex, analyzer: Analyzer, thesaurus: Thesaurus) -> None:
        self._index = index
        self._analyzer = analyzer
        self._thesaurus = thesaurus
        self._heading = lru_cache(maxsize=_CACHED)(Target)
        self._subject = lru_cache(maxsize=_CACHED)(self._make_subject)

    def assess(self, text: str) -> tuple[Query, list[Assessment]]:
        """The query and every candidate's assessment, best first."""
        query = self._analyzer.analyze(text)
        if not query.weight:
            return query, []
        candidates = self._index.candidates(query, _CANDIDATES)
        top = candidates[0].score if candidates else 1.0
        contenders = [contend(query, self._subject(found.number), found.score / top) for found in candidates]
        contenders.sort(key=lambda contender: contender.promise, reverse=True)
        headed: dict[str, Sequence[float]] = {}
        assessed = []
        for contender in contenders[:_FINALISTS]:
            headings = contender.subject.headings
            if headings not in headed:
                headed[headings] = match(query, self._heading(headings)).overall
            assessed.append(assess(query, contender, headed[headings]))
        assessed.sort(key=lambda found: rank_score(found.signals), reverse=True)
        return query, assessed

    def retrieve(self, text: str, limit: int = _MATCHES) -> Retrieval:
        """At most `limit` matches for a text as typed, best first, each notice once."""
        query, assessed = self.assess(text)
        kept = _each_notice_once(assessed)
        if not kept:
            return Retrieval(query, ())
        ranks = [rank_score(found.signals) for found in kept]
        telling = _telling(query, kept[0])
        first = confidence(kept[0].signals, ranks[0] - ranks[1] if len(ranks) > 1 else ranks[0]) * telling
        matches = [_match(kept[0], first)]
        for found, rank in zip(kept[1:limit], ranks[1:], strict=False):
            # The margin of the others is the distance by which they are behind; none is surer than the first.
            matches.append(_match(found, min(confidence(found.signals, rank - ranks[0]) * telling, first)))
        return Retrieval(query, tuple(matches))

    def _make_subject(self, number: int) -> Subject:
        entry = self._index.entry(number)
        passage = entry.passage
        forms = [self._analyzer.clean(form) for form in entry.forms]
        return Subject(
            passage=passage,
            text=Target(passage.text),
            headings=f"{passage.section}\n{passage.title}",
            forms=Target("\n".join(self._with_wordings(form) for form in forms)),
            cores=tuple(self._analyzer.core(form) for form in forms),
            asked=entry.forms,
        )

    def _with_wordings(self, form: str) -> str:
        """The form in one line, with what its aliases and synonyms stand for, so that two wordings meet."""
        wordings = {
            wording for expansion in self._thesaurus.expansions(form) for wording in expansion.wordings
        }
        return " ".join([_BREAKS.sub(" ", form), *sorted(wordings)])


def _telling(query: Query, found: Assessment) -> float:
    """What the confidence is worth: a bare name, unless it is a quote, says too little to be answered."""
    if len(query.core) >= _PHRASE and found.signals.fuzzy > _LITERALLY:
        return 1.0
    return _UNTELLING + (1 - _UNTELLING) * min(query.weight / _TELLING, 1.0)


def _each_notice_once(assessed: list[Assessment]) -> list[Assessment]:
    """The assessments without those whose sentence an earlier one has: printed twice, it is one answer."""
    kept: dict[str, Assessment] = {}
    for found in assessed:
        texts = found.subject.text.sentence_texts
        kept.setdefault(texts[found.sentence] if texts else "", found)
    return list(kept.values())


def _match(found: Assessment, score: float) -> Match:
    subject = found.subject
    sentences = subject.text.sentences
    span = sentences[found.sentence] if sentences else Span(0, len(subject.passage.text))
    signals = tuple(
        Signal(name, value, weight)
        for name, value, weight in zip(Signals._fields, found.signals, WEIGHTS, strict=True)
    )
    form = None if found.form is None else subject.asked[found.form]
    return Match(subject.passage, span, score, Why(signals, tuple(found.evidence.spans()), form))
