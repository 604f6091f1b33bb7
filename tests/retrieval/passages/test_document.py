"""A document: a passage with what its words mean, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Passage, PassageId
from bot.retrieval.passages.document import Document, Headings, Meaning

if TYPE_CHECKING:
    from bot.retrieval.text.vectors import WordVectors


def content(text: str) -> list[str]:
    """The words of a text that is printed with dots between them."""
    return text.strip("。").split(".") if text.strip("。") else []


def document(vectors: WordVectors, text: str, *forms: str) -> Document:
    passage = Passage(PassageId("notes", 1, 1), "记事", "补贴", text)
    return Document(passage, forms, forms, forms, forms, content, vectors)


def test_each_sentence_has_the_meaning_of_its_words(vectors: WordVectors) -> None:
    meaning = document(vectors, "灯塔.补助。火车。").meaning
    assert meaning.words == ("灯塔", "补助", "火车")
    assert meaning.sentences == (0, 1)
    nearest = meaning.nearest(vectors.matrix(["补贴", "列车"]))
    assert nearest.shape == (2, 2)
    assert nearest[0, 0] > nearest[0, 1]
    assert nearest[1, 1] > nearest[1, 0]


def test_a_word_is_as_near_as_can_be_to_itself(vectors: WordVectors) -> None:
    meaning = Meaning.of([["灯塔", "茶园"], ["火车"]], vectors)
    assert meaning.nearest(vectors.matrix(["茶园"]))[0, 0] == pytest.approx(1, abs=1e-5)


def test_a_sentence_without_content_is_passed_over(vectors: WordVectors) -> None:
    meaning = Meaning.of([[], ["灯塔"], [], ["火车", "补助"]], vectors)
    assert meaning.sentences == (1, 3)
    assert meaning.starts == (0, 1)
    assert meaning.nearest(vectors.matrix(["灯塔"])).shape == (1, 2)


def test_nothing_is_near_where_there_is_nothing(vectors: WordVectors) -> None:
    assert Meaning.of([[]], vectors).nearest(vectors.matrix(["灯塔"])).shape == (1, 0)
    assert Meaning.of([["灯塔"]], vectors).nearest(vectors.matrix([])).shape[0] == 0


def test_the_headings_above_a_passage_are_a_text_with_its_meaning(vectors: WordVectors) -> None:
    headings = Headings(document(vectors, "灯塔。").headings, lambda text: text.split("\n"), vectors)
    assert headings.text.original == "补贴\n记事"
    assert headings.meaning.words == ("补贴", "记事")


def test_forms_are_a_text_of_a_line_each(vectors: WordVectors) -> None:
    held = document(vectors, "灯塔。", "怎么上岛", "要不要船票")
    assert len(held.forms.sentence_texts) == 2
    assert held.asked == held.cores == ("怎么上岛", "要不要船票")
    assert held.wholes == {"怎么上岛", "要不要船票"}


def test_the_texts_know_their_article(vectors: WordVectors) -> None:
    held = document(vectors, "灯塔。", "怎么上岛")
    assert held.text.article == held.forms.article == "notes"
