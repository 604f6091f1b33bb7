"""The lexical index: built, kept, opened again, and what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import IndexStoreError
from bot.models import Passage, PassageId
from bot.retrieval.passages.index import Entry, LexicalIndex, sound_terms, terms
from bot.retrieval.question.analyzer import Analyzer
from bot.retrieval.question.rarity import Rarity
from bot.retrieval.question.thesaurus import Thesaurus
from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.sounds import sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.models import Knowledge
    from bot.retrieval.question.query import Query
    from bot.retrieval.text.segmentation import Segmenter


@pytest.fixture(scope="module")
def entries(knowledge: Knowledge) -> list[Entry]:
    return [Entry(passage, knowledge.forms.get(passage.id, ())) for passage in knowledge.passages]


@pytest.fixture(params=["in memory", "in a folder", "opened again"])
def index(request: pytest.FixtureRequest, entries: list[Entry], tmp_path: Path) -> LexicalIndex:
    if request.param == "in memory":
        return LexicalIndex.build(entries)
    built = LexicalIndex.build(entries, tmp_path / "state" / "index")
    return built if request.param == "in a folder" else LexicalIndex.open(tmp_path / "state" / "index")


def query(segmenter: Segmenter, index: LexicalIndex, text: str) -> Query:
    rarity = Rarity(segmenter, index.passages, index.document_frequency)
    return Analyzer(segmenter, Thesaurus({}, {}), rarity).analyze(text)


def found(segmenter: Segmenter, index: LexicalIndex, text: str, limit: int = 3) -> list[str]:
    candidates = index.candidates(query(segmenter, index, text), limit)
    return [index.entry(candidate.number).passage.text for candidate in candidates]


def paragraph(text: str) -> Entry:
    return Entry(Passage(PassageId("notes", 0, 1), "Notes", "", text))


def test_pairs_of_characters_words_and_values_are_terms() -> None:
    assert sorted(terms("乘bus去,灯塔 4.8万步")) == sorted(["bus", "灯塔", "万步", "#48000"])


def test_a_pair_never_reaches_over_what_stands_between() -> None:
    assert terms("山、水 画a册") == ["a"]


def test_the_same_number_in_another_writing_is_the_same_term() -> None:
    assert set(terms("一千三百九十五")) & set(terms("1,395")) == {"#1395"}


def test_homophones_share_their_sound_terms() -> None:
    assert sound_terms("灯塔") == sound_terms("登塔") == [sound("灯塔")]


def test_text_without_chinese_has_no_sound() -> None:
    assert sound_terms("bus 42") == []


def test_every_passage_is_counted(index: LexicalIndex, entries: list[Entry]) -> None:
    assert index.passages == len(entries)


def test_a_passage_comes_back_word_for_word_with_its_forms(
    segmenter: Segmenter, index: LexicalIndex, entries: list[Entry]
) -> None:
    for entry in entries:
        best = index.candidates(query(segmenter, index, entry.passage.text), 1)[0]
        assert index.entry(best.number) == entry


def test_candidates_are_best_first_and_no_more_than_wanted(segmenter: Segmenter, index: LexicalIndex) -> None:
    candidates = index.candidates(query(segmenter, index, "灯塔的光能照多远"), 2)
    assert len(candidates) == 2
    assert candidates[0].score >= candidates[1].score > 0
    assert "十八海里" in index.entry(candidates[0].number).passage.text


def test_a_homophone_is_found_by_its_sound(segmenter: Segmenter, index: LexicalIndex) -> None:
    assert "柴油机" in found(segmenter, index, "才油鸡")[0]


def test_pinyin_is_found_by_its_sound(segmenter: Segmenter, index: LexicalIndex) -> None:
    assert "柴油机" in found(segmenter, index, "chaiyouji")[0]


def test_a_number_is_found_in_another_writing(segmenter: Segmenter, index: LexicalIndex) -> None:
    assert "一百四十二级" in found(segmenter, index, "142")[0]


def test_a_question_form_finds_its_passage_in_other_words(
    segmenter: Segmenter, index: LexicalIndex, entries: list[Entry]
) -> None:
    asked = next(entry for entry in entries if entry.forms)
    assert found(segmenter, index, asked.forms[0])[0] == asked.passage.text


def test_a_query_that_shares_nothing_finds_nothing(segmenter: Segmenter, index: LexicalIndex) -> None:
    assert found(segmenter, index, "zzz") == []
    assert found(segmenter, index, "") == []


def test_a_term_is_counted_once_a_passage(index: LexicalIndex, entries: list[Entry]) -> None:
    holding = sum("灯塔" in normalize(entry.passage.text) for entry in entries)
    assert index.document_frequency("灯塔") == holding > 1
    assert index.document_frequency("灯泡") == 0


def test_building_tells_how_far_it_is(entries: list[Entry]) -> None:
    heard: list[int] = []
    LexicalIndex.build(entries, progress=heard.append)
    assert heard == list(range(1, len(entries) + 1))


def test_an_index_of_nothing_finds_nothing(segmenter: Segmenter, tmp_path: Path) -> None:
    index = LexicalIndex.build([], tmp_path / "index")
    assert index.passages == 0
    assert found(segmenter, index, "灯塔") == []


def test_a_new_index_takes_the_place_of_an_old_one(segmenter: Segmenter, tmp_path: Path) -> None:
    LexicalIndex.build([paragraph("灯塔建成了")], tmp_path / "index")
    index = LexicalIndex.build([paragraph("渡船靠岸了")], tmp_path / "index")
    assert found(segmenter, index, "灯塔") == []
    assert found(segmenter, index, "渡船") == ["渡船靠岸了"]


def test_a_build_that_fails_leaves_the_old_index_and_nothing_else(
    segmenter: Segmenter, tmp_path: Path
) -> None:
    def break_off() -> Iterator[Entry]:
        yield paragraph("渡船靠岸了")
        raise LookupError

    with pytest.raises(LookupError):
        LexicalIndex.build(break_off(), tmp_path / "index")
    assert list(tmp_path.iterdir()) == []
    LexicalIndex.build([paragraph("灯塔建成了")], tmp_path / "index")
    with pytest.raises(LookupError):
        LexicalIndex.build(break_off(), tmp_path / "index")
    assert list(tmp_path.iterdir()) == [tmp_path / "index"]
    assert found(segmenter, LexicalIndex.open(tmp_path / "index"), "灯塔") == ["灯塔建成了"]


def test_a_place_that_cannot_be_written_is_named(entries: list[Entry], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexStoreError, match="cannot be written") as caught:
        LexicalIndex.build(entries, tmp_path / "file" / "index")
    assert caught.value.path == tmp_path / "file"


def test_a_folder_that_is_not_there_or_holds_no_index_is_named(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(IndexStoreError) as caught:
            LexicalIndex.open(folder)
        assert caught.value.path == folder


@pytest.mark.parametrize("damage", ["gone", "empty", "cut"])
@pytest.mark.parametrize(
    "name", ["meta.json", "*.term", "*.idx", "*.pos", "*.store", "*.fieldnorm", "*.fast"]
)
def test_a_damaged_index_is_never_opened(
    entries: list[Entry], tmp_path: Path, name: str, damage: str
) -> None:
    LexicalIndex.build(entries, tmp_path / "index")
    (file,) = (tmp_path / "index").glob(name)
    whole = file.read_bytes()
    # The index just built may still have the file mapped, so that it must not shrink in place.
    file.unlink()
    if damage != "gone":
        file.write_bytes(whole[: len(whole) // 2] if damage == "cut" else b"")
    with pytest.raises(IndexStoreError):
        LexicalIndex.open(tmp_path / "index")


@settings(deadline=None, max_examples=30)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=4), asked=st.text(max_size=30))
def test_any_text_can_be_indexed_and_asked_for(segmenter: Segmenter, texts: list[str], asked: str) -> None:
    index = LexicalIndex.build(map(paragraph, texts))
    for text in (asked, *texts):
        assert set(found(segmenter, index, text, len(texts))) <= set(texts)


@settings(deadline=None, max_examples=30)
@given(
    text=st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=40)
)
def test_chinese_text_is_found_by_each_of_its_terms(text: str) -> None:
    index = LexicalIndex.build([paragraph(text)])
    assert all(index.document_frequency(term) == 1 for term in terms(normalize(text)))


def test_an_index_of_which_some_bytes_changed_is_not_opened(entries: list[Entry], tmp_path: Path) -> None:
    folder = tmp_path / "index"
    LexicalIndex.build(entries, folder)
    store = next(folder.glob("*.store"))
    whole = store.read_bytes()
    store.unlink()
    store.write_bytes(whole[:100] + bytes(16) + whole[116:])
    with pytest.raises(IndexStoreError, match="damaged"):
        LexicalIndex.open(folder)
