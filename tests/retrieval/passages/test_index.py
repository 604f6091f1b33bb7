"""The lexical index: built, kept, opened again, and what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import IndexStoreError
from bot.models import Passage, PassageId
from bot.retrieval.passages.index import Entry, LexicalIndex, terms
from bot.retrieval.question.aliases import Aliases
from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.sounds import sound
from tests.retrieval.conftest import analyzer_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.models import Knowledge
    from bot.retrieval.question.query import Query
    from bot.retrieval.text.segmentation import Segmenter
    from bot.retrieval.text.vectors import WordVectors


@pytest.fixture(scope="module")
def entries(knowledge: Knowledge) -> list[Entry]:
    return [Entry(passage, knowledge.forms.get(passage.id, ())) for passage in knowledge.passages]


@pytest.fixture(params=["in memory", "in a folder", "opened again"])
def index(
    request: pytest.FixtureRequest, entries: list[Entry], vectors: WordVectors, tmp_path: Path
) -> LexicalIndex:
    if request.param == "in memory":
        return LexicalIndex.build(entries, vectors)
    folder = tmp_path / "state" / "index"
    built = LexicalIndex.build(entries, vectors, folder)
    return built if request.param == "in a folder" else LexicalIndex.open(folder, vectors)


class Finder(Protocol):
    """Finds the texts of the best candidates of an index, best first."""

    def __call__(self, index: LexicalIndex, text: str, limit: int = 3) -> list[str]:
        """The texts."""
        ...


class Asking(Protocol):
    """Makes a query of what somebody typed, for an index."""

    def __call__(self, index: LexicalIndex, text: str) -> Query:
        """The query."""
        ...


@pytest.fixture(scope="module")
def query(segmenter: Segmenter, vectors: WordVectors) -> Asking:
    def make(index: LexicalIndex, text: str) -> Query:
        return analyzer_over(index, segmenter, vectors, Aliases({})).analyze(text)

    return make


@pytest.fixture(scope="module")
def found(query: Asking) -> Finder:
    def find(index: LexicalIndex, text: str, limit: int = 3) -> list[str]:
        candidates = index.candidates(query(index, text), limit)
        return [index.entry(number).passage.text for number, _ in candidates]

    return find


def paragraph(text: str) -> Entry:
    return Entry(Passage(PassageId("notes", 0, 1), "Notes", "", text))


def test_pairs_of_characters_codes_and_values_are_terms() -> None:
    assert sorted(terms("乘bus去,灯塔 4.8万步")) == sorted(
        ["bus", "灯塔", "万步", "4.8", "#48000", "#48000步"]
    )


def test_a_pair_never_reaches_over_what_stands_between() -> None:
    assert terms("山、水 画a册") == ["a"]


def test_a_rare_character_is_a_term_by_itself() -> None:
    assert "龘" in terms("登龘塔")
    assert "灯" not in terms("登灯塔")


def test_a_code_is_a_term_in_every_way_of_joining_it() -> None:
    assert {"hi", "fi", "hifi", "hifi4"} <= set(terms("hi-fi 4"))


def test_the_same_number_in_another_writing_is_the_same_term() -> None:
    assert set(terms("一千三百九十五")) & set(terms("1,395")) == {"#1395"}
    assert set(terms("叁仟元")) & set(terms("3000元")) == {"#3000", "#3000元"}


def test_the_same_day_in_another_writing_is_the_same_term() -> None:
    assert "@2023-10-2" in set(terms("2023年10月2日")) & set(terms("20231002"))


def test_homophones_and_all_readings_are_counted_by_their_sound(vectors: WordVectors) -> None:
    index = LexicalIndex.build([paragraph("灯塔旁的银行")], vectors)
    assert all(index.sound_frequency(sound(pair)) == 1 for pair in ("登塔", "银航", "银形"))
    assert index.sound_frequency(sound("茶园")) == 0


def test_every_passage_is_counted(index: LexicalIndex, entries: list[Entry]) -> None:
    assert index.passages == len(entries)


def test_a_passage_comes_back_word_for_word_with_its_forms(
    query: Asking, index: LexicalIndex, entries: list[Entry]
) -> None:
    for entry in entries:
        ((number, _),) = index.candidates(query(index, entry.passage.text), 1)
        assert index.entry(number) == entry


def test_candidates_are_best_first_and_no_more_than_wanted(query: Asking, index: LexicalIndex) -> None:
    candidates = index.candidates(query(index, "灯塔的光能照多远"), 2)
    (best, score), (_, other) = candidates
    assert score >= other > 0
    assert "十八海里" in index.entry(best).passage.text


def test_a_homophone_is_found_by_its_sound(found: Finder, index: LexicalIndex) -> None:
    assert "柴油机" in found(index, "才油鸡")[0]


def test_pinyin_is_found_by_its_sound(found: Finder, index: LexicalIndex) -> None:
    assert "柴油机" in found(index, "chaiyouji")[0]


def test_a_word_of_like_meaning_is_found(found: Finder, vectors: WordVectors) -> None:
    texts = ["渡船每天靠岸。", "补助按月发放。", "天空很蓝。"]
    index = LexicalIndex.build(map(paragraph, texts), vectors)
    assert found(index, "补贴")[0] == "补助按月发放。"


def test_a_code_and_a_rare_character_are_found(found: Finder, vectors: WordVectors) -> None:
    texts = ["音响用Hi-Fi 4。", "龘字写在墙上。", "音响用一台收音机。"]
    index = LexicalIndex.build(map(paragraph, texts), vectors)
    assert found(index, "hifi4")[0] == texts[0]
    assert found(index, "龘")[0] == texts[1]


def test_a_number_is_found_in_another_writing(found: Finder, index: LexicalIndex) -> None:
    assert "一百四十二级" in found(index, "142")[0]


def test_a_question_form_finds_its_passage_in_other_words(
    found: Finder, index: LexicalIndex, entries: list[Entry]
) -> None:
    asked = next(entry for entry in entries if entry.forms)
    assert found(index, asked.forms[0])[0] == asked.passage.text


def test_a_query_that_shares_nothing_finds_nothing(found: Finder, index: LexicalIndex) -> None:
    assert found(index, "zzz") == []
    assert found(index, "") == []


def test_a_term_is_counted_once_a_passage(index: LexicalIndex, entries: list[Entry]) -> None:
    holding = sum("灯塔" in normalize(entry.passage.text) for entry in entries)
    assert index.document_frequency("灯塔") == holding > 1
    assert index.document_frequency("灯泡") == 0


def test_building_tells_how_far_it_is(vectors: WordVectors, entries: list[Entry]) -> None:
    heard: list[int] = []
    LexicalIndex.build(entries, vectors, progress=heard.append)
    assert heard == list(range(1, len(entries) + 1))


def test_an_index_of_nothing_finds_nothing(vectors: WordVectors, found: Finder, tmp_path: Path) -> None:
    index = LexicalIndex.build([], vectors, tmp_path / "index")
    assert index.passages == 0
    assert found(index, "灯塔") == []


def test_a_new_index_takes_the_place_of_an_old_one(
    vectors: WordVectors, found: Finder, tmp_path: Path
) -> None:
    LexicalIndex.build([paragraph("灯塔建成了")], vectors, tmp_path / "index")
    index = LexicalIndex.build([paragraph("渡船靠岸了")], vectors, tmp_path / "index")
    assert found(index, "灯塔") == []
    assert found(index, "渡船") == ["渡船靠岸了"]


def test_a_build_that_fails_leaves_the_old_index_and_nothing_else(
    vectors: WordVectors, found: Finder, tmp_path: Path
) -> None:
    def break_off() -> Iterator[Entry]:
        yield paragraph("渡船靠岸了")
        raise LookupError

    with pytest.raises(LookupError):
        LexicalIndex.build(break_off(), vectors, tmp_path / "index")
    assert list(tmp_path.iterdir()) == []
    LexicalIndex.build([paragraph("灯塔建成了")], vectors, tmp_path / "index")
    with pytest.raises(LookupError):
        LexicalIndex.build(break_off(), vectors, tmp_path / "index")
    assert list(tmp_path.iterdir()) == [tmp_path / "index"]
    assert found(LexicalIndex.open(tmp_path / "index", vectors), "灯塔") == ["灯塔建成了"]


def test_a_place_that_cannot_be_written_is_named(
    vectors: WordVectors, entries: list[Entry], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexStoreError, match="cannot be written") as caught:
        LexicalIndex.build(entries, vectors, tmp_path / "file" / "index")
    assert caught.value.path == tmp_path / "file"


def test_a_folder_that_is_not_there_or_holds_no_index_is_named(vectors: WordVectors, tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(IndexStoreError) as caught:
            LexicalIndex.open(folder, vectors)
        assert caught.value.path == folder


@pytest.mark.parametrize("damage", ["gone", "empty", "cut"])
@pytest.mark.parametrize(
    "name", ["meta.json", "*.term", "*.idx", "*.pos", "*.store", "*.fieldnorm", "*.fast", "vocabulary.txt"]
)
def test_a_damaged_index_is_never_opened(
    vectors: WordVectors, entries: list[Entry], tmp_path: Path, name: str, damage: str
) -> None:
    LexicalIndex.build(entries, vectors, tmp_path / "index")
    (file,) = (tmp_path / "index").glob(name)
    whole = file.read_bytes()
    # The index just built may still have the file mapped, so that it must not shrink in place.
    file.unlink()
    if damage != "gone":
        file.write_bytes(whole[: len(whole) // 2] if damage == "cut" else b"")
    with pytest.raises(IndexStoreError):
        LexicalIndex.open(tmp_path / "index", vectors)


@settings(deadline=None, max_examples=30)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=4), asked=st.text(max_size=30))
def test_any_text_can_be_indexed_and_asked_for(
    vectors: WordVectors, found: Finder, texts: list[str], asked: str
) -> None:
    index = LexicalIndex.build(map(paragraph, texts), vectors)
    for text in (asked, *texts):
        assert set(found(index, text, len(texts))) <= set(texts)


@settings(deadline=None, max_examples=30)
@given(
    text=st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=40)
)
def test_chinese_text_is_found_by_each_of_its_terms(vectors: WordVectors, text: str) -> None:
    index = LexicalIndex.build([paragraph(text)], vectors)
    assert all(index.document_frequency(term) == 1 for term in terms(normalize(text)))


def test_an_index_of_which_some_bytes_changed_is_not_opened(
    vectors: WordVectors, entries: list[Entry], tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    LexicalIndex.build(entries, vectors, folder)
    store = next(folder.glob("*.store"))
    whole = store.read_bytes()
    store.unlink()
    store.write_bytes(whole[:100] + bytes(16) + whole[116:])
    with pytest.raises(IndexStoreError, match="damaged"):
        LexicalIndex.open(folder, vectors)
