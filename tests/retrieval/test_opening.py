"""Opening: the index in its state, made when it is missing or does not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.models import Synonyms
from bot.retrieval.opening import open_retriever
from tests.retrieval.conftest import paragraphs

if TYPE_CHECKING:
    from pathlib import Path

    from bot.models import Knowledge, Section
    from bot.retrieval.retriever import Retriever

TOWER = replace(paragraphs("塔身高二十六米。", "渡船每天靠岸。"), version="00000001")


def opened(knowledge: Knowledge, state: Path) -> tuple[Retriever, list[tuple[int, int]]]:
    heard: list[tuple[int, int]] = []
    return open_retriever(knowledge, state, lambda done, total: heard.append((done, total))), heard


def answers(retriever: Retriever) -> bool:
    return retriever.retrieve("塔身有多高").matches[0].passage.text == "塔身高二十六米。"


def test_an_index_is_built_once_and_then_opened(state: Path) -> None:
    first, built = opened(TOWER, state)
    again, heard = opened(TOWER, state)
    assert built == [(1, 2), (2, 2)]
    assert heard == []
    assert answers(first)
    assert answers(again)


def test_other_content_gets_an_index_of_its_own(state: Path) -> None:
    opened(TOWER, state)
    _, heard = opened(replace(TOWER, version="00000002"), state)
    assert heard


def test_only_the_latest_indexes_are_kept(state: Path) -> None:
    for number in range(6):
        opened(replace(TOWER, version=f"{number:08}"), state)
    kept = sorted(path.name.partition("-")[0] for path in (state / "index").iterdir())
    assert len(kept) == 4
    assert kept[-1] == "00000005"


def test_a_damaged_index_is_built_anew(state: Path) -> None:
    opened(TOWER, state)
    (index,) = (state / "index").iterdir()
    (index / "meta.json").write_text("{", encoding="utf-8")
    mended, heard = opened(TOWER, state)
    assert heard
    assert answers(mended)


def test_a_place_that_cannot_be_written_is_no_reason_not_to_answer(state: Path) -> None:
    (state / "index").write_text("in the way", encoding="utf-8")
    retriever, _ = opened(TOWER, state)
    assert answers(retriever)


def test_the_state_folder_may_be_missing_or_none_at_all(tmp_path: Path) -> None:
    assert answers(open_retriever(TOWER, tmp_path / "not" / "yet"))
    assert (tmp_path / "not" / "yet" / "jieba").is_dir()
    assert answers(open_retriever(TOWER))


def test_content_without_a_passage_finds_nothing(state: Path) -> None:
    retriever, _ = opened(replace(TOWER, articles=()), state)
    assert retriever.retrieve("塔身有多高").matches == ()


def test_a_lost_vocabulary_is_made_anew(state: Path) -> None:
    opened(TOWER, state)
    (index,) = (state / "index").iterdir()
    (index / "vocabulary.txt").unlink()
    mended, heard = opened(TOWER, state)
    assert heard
    assert answers(mended)


def test_what_an_editor_wrote_for_one_article_holds_for_it_alone(state: Path) -> None:
    tower, tea = paragraphs("塔身高二十六米。", "头春茶很香。"), paragraphs("渡船每天靠岸。", "头春茶很香。")
    elsewhere = replace(tea.articles[0], slug="tea", sections=(of("tea", tea),))
    synonyms = {"tea": Synonyms({"黄金叶": ("头春茶",)})}
    knowledge = replace(tower, articles=(*tower.articles, elsewhere), synonyms=synonyms, version="00000003")
    retriever, _ = opened(knowledge, state)
    assert retriever.retrieve("黄金叶香吗").matches[0].passage.id.article == "tea"


def of(slug: str, knowledge: Knowledge) -> Section:
    """The section of such paragraphs, as another article has it."""
    (section,) = knowledge.articles[0].sections
    passages = tuple(replace(p, id=replace(p.id, article=slug)) for p in section.passages)
    return replace(section, passages=passages)
