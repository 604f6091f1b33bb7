"""A passage with all that a query is held against: its text, its headings, its question forms, what its words mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bot.retrieval.passages.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.models import Passage
    from bot.retrieval.text.vectors import Matrix, WordVectors

    Content = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The content words of a text by sentence, and their vectors, a row a word."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    """For each sentence with content words, the index of its first."""
    sentences: tuple[int, ...]
    """The indexes of these sentences."""
    matrix: Matrix

    @classmethod
    def of(cls, sentences: Iterable[Sequence[str]], vectors: WordVectors) -> Meaning:
        """The meaning of sentences, each a sequence of content words."""
        words: list[str] = []
        starts, numbers = [], []
        for number, sentence in enumerate(sentences):
            if sentence:
                starts.append(len(words))
                numbers.append(number)
                words += sentence
        return cls(tuple(words), tuple(starts), tuple(numbers), vectors.matrix(words))

    def of_sentence(self, number: int) -> range:
        """The places among the words of those of the sentence with this index."""
        if number not in self.sentences:
            return range(0)
        at = self.sentences.index(number)
        return range(self.starts[at], (*self.starts, len(self.words))[at + 1])

    def nearest(self, rows: Matrix) -> Matrix:
        """For each row (words × dimensions) the highest cosine with a word of each sentence: words × sentences."""
        if not self.words or not len(rows):
            return np.zeros((len(rows), 0), np.float32)
        return np.maximum.reduceat(rows @ self.matrix.T, self.starts, axis=1)


class Headings:
    """The headings above a passage, as a text and by what its words mean."""

    def __init__(self, headings: str, content: Content, vectors: WordVectors) -> None:
        self.text = Text(headings)
        self.meaning = Meaning.of([content(self.text.text)], vectors)


class Document:
    """A passage with all that a query is held against.

    `forms` are its question forms, each in one line, `cores` their content words, `wholes` all their words, `asked` as their
    editor wrote them; `content` gives the content words of a normalised text.
    """

    def __init__(
        self,
        passage: Passage,
        forms: Sequence[str],
        cores: Sequence[str],
        wholes: Iterable[str],
        asked: Sequence[str],
        content: Content,
        vectors: WordVectors,
    ) -> None:
        self.passage = passage
        self.text = Text(passage.text, passage.id.article)
        self.headings = f"{passage.section}\n{passage.title}"
        self.forms = Text("\n".join(forms), passage.id.article)
        self.cores = tuple(cores)
        self.wholes = frozenset(wholes)
        self.asked = tuple(asked)
        self._content = content
        self._vectors = vectors

    @cached_property
    def meaning(self) -> Meaning:
        """What the words of the text's sentences mean."""
        return Meaning.of(map(self._content, self.text.sentence_texts), self._vectors)
