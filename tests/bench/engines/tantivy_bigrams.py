"""tantivy alone: BM25 over pairs of characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy

from bot.retrieval.text.normalization import normalize
from tests.bench.corpus import read_passages
from tests.bench.engines.bigrams import bigrams

if TYPE_CHECKING:
    from pathlib import Path


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("number", fast=True)
    return builder.build()


def build(corpus: Path, folder: Path) -> None:
    """Index the corpus in the folder."""
    place = folder / "tantivy"
    place.mkdir()
    writer = tantivy.Index(_schema(), str(place)).writer(heap_size=512_000_000, num_threads=1)
    for number, text in enumerate(read_passages(corpus)):
        document = tantivy.Document()
        document.add_text("text", " ".join(bigrams(normalize(text))))
        document.add_integer("number", number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class Engine:
    """The engine, open; `search` gives the number of the passage that it ranks first."""

    def __init__(self, corpus: Path, folder: Path) -> None:  # noqa: ARG002 - scanning engines need the corpus
        self._schema = _schema()
        self._searcher = tantivy.Index.open(str(folder / "tantivy")).searcher()

    def search(self, question: str) -> int | None:
        """The number of the best passage."""
        terms = dict.fromkeys(bigrams(normalize(question)))
        lookups = [tantivy.Query.term_query(self._schema, "text", term, "freq") for term in terms]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, lookup) for lookup in lookups])
        hits = self._searcher.search(query, 1, count=False).hits
        numbers = self._searcher.fast_field_values("number", [place for _, place in hits])
        return None if not numbers or numbers[0] is None else int(numbers[0])
