"""The engine over the three-article corpus, and over a few sentences; jieba is loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from bot.models import Article, Knowledge, Passage, PassageId, Section, Synonyms
from bot.retrieval.opening import open_retriever
from bot.retrieval.passages.index import Entry, LexicalIndex
from bot.retrieval.question.aliases import Aliases
from bot.retrieval.question.analyzer import Analyzer
from bot.retrieval.question.rarity import Rarity
from bot.retrieval.retriever import Retriever
from bot.retrieval.text.segmentation import Segmenter
from bot.retrieval.text.vectors import WordVectors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Over(Protocol):
    """Makes a retriever over a few paragraphs of one article."""

    def __call__(
        self,
        *texts: str,
        forms: Mapping[int, tuple[str, ...]] | None = None,
        aliases: Mapping[str, tuple[str, ...]] | None = None,
        synonyms: Mapping[str, tuple[str, ...]] | None = None,
        section: str = "",
    ) -> Retriever:
        """The retriever; `forms` are by the number of the paragraph, from 1."""
        ...


def paragraphs(*texts: str, section: str = "", title: str = "记事") -> Knowledge:
    """An article of one section with these paragraphs."""
    passages = tuple(
        Passage(PassageId("notes", 1, number), title, section, text) for number, text in enumerate(texts, 1)
    )
    return Knowledge((Article("notes", title, "zh-Hans", "", (Section(1, section, passages),)),))


def analyzer_over(
    index: LexicalIndex, segmenter: Segmenter, vectors: WordVectors, aliases: Aliases
) -> Analyzer:
    """The analysis of questions on what the index holds."""
    rarity = Rarity(segmenter, index.passages, index.document_frequency, index.sound_frequency)
    return Analyzer(segmenter, aliases, rarity, vectors)


@pytest.fixture(scope="session")
def retriever(knowledge: Knowledge, shared_state: Path) -> Retriever:
    """The engine over tea, a lighthouse and a library."""
    return open_retriever(knowledge, shared_state)


@pytest.fixture(scope="session")
def segmenter(knowledge: Knowledge) -> Segmenter:
    """jieba with the corpus's dictionary."""
    return Segmenter(knowledge.dictionary)


@pytest.fixture(scope="session")
def vectors() -> WordVectors:
    """The package's own table of what words mean."""
    return WordVectors()


@pytest.fixture(scope="session")
def over(segmenter: Segmenter, vectors: WordVectors) -> Over:
    """Makes retrievers over a few paragraphs, in memory."""

    def make(
        *texts: str,
        forms: Mapping[int, tuple[str, ...]] | None = None,
        aliases: Mapping[str, tuple[str, ...]] | None = None,
        synonyms: Mapping[str, tuple[str, ...]] | None = None,
        section: str = "",
    ) -> Retriever:
        passages = paragraphs(*texts, section=section).passages
        entries = [Entry(passage, (forms or {}).get(passage.id.paragraph, ())) for passage in passages]
        index = LexicalIndex.build(entries, vectors)
        tables = Aliases({"": Synonyms(aliases or {}, synonyms or {})})
        return Retriever(index, analyzer_over(index, segmenter, vectors, tables), tables, vectors)

    return make


@pytest.fixture(scope="session")
def analyzer(knowledge: Knowledge, segmenter: Segmenter, vectors: WordVectors) -> Analyzer:
    """The analysis of questions on the corpus."""
    index = LexicalIndex.build(map(Entry, knowledge.passages), vectors)
    return analyzer_over(index, segmenter, vectors, Aliases(knowledge.synonyms))
