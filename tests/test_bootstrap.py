from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import Bot, example_questions, state_problem, wire
from bot.errors import KnowledgeError
from bot.models import Answered, Knowledge, Match, Question, Related, Span
from bot.settings import Settings
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from bot.conversation.answering import Answers


def settings(knowledge: Path, state: Path) -> Settings:
    return Settings(knowledge=knowledge, state_dir=state)


def scripted(_knowledge: Knowledge, _state: Path | None) -> Answers:
    return ScriptedAnswers()


def test_the_bot_knows_the_folder_that_the_settings_name(corpus: Path, tmp_path: Path) -> None:
    bot = wire(settings(corpus, tmp_path / "state"), scripted)

    assert {article.slug for article in bot.knowledge.articles} == {"library", "lighthouse", "tea"}


def test_the_state_folder_is_made_for_its_owner_alone(corpus: Path, tmp_path: Path) -> None:
    bot = wire(settings(corpus, tmp_path / "deep" / "state"), scripted)

    assert bot.state == tmp_path / "deep" / "state"
    assert bot.state.stat().st_mode & 0o077 == 0
    assert not list(bot.state.iterdir())


def test_a_state_folder_that_cannot_be_written_leaves_a_bot_that_remembers_nothing(
    corpus: Path, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()

    bot = wire(settings(corpus, file / "state"), scripted)

    assert bot.state is None
    assert bot.knowledge.passages


def test_why_the_state_folder_cannot_be_written_is_said_with_its_variable(
    corpus: Path, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()

    problem = state_problem(settings(corpus, file))

    assert problem is not None
    assert problem.name == "BOT_STATE_DIR"
    assert str(file) in str(problem)


def test_a_knowledge_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="nowhere"):
        wire(settings(tmp_path / "nowhere", tmp_path), scripted)


@pytest.mark.parametrize("writable", [True, False])
def test_the_real_engine_answers_with_or_without_a_state_folder(
    corpus: Path, tmp_path: Path, *, writable: bool
) -> None:
    state = tmp_path / "state"
    if not writable:
        state.touch()

    bot = wire(settings(corpus, state))
    answer = bot.answers.answer(Question("灯塔是哪一年建成的？"))

    assert isinstance(answer, Answered)
    assert answer.matches[0].passage.id.article == "lighthouse"
    assert any(state.iterdir()) if writable else state.is_file()


def test_example_questions_are_forms_that_get_an_answer_one_a_section(knowledge: Knowledge) -> None:
    asked = [form for forms in knowledge.forms.values() for form in forms]
    passage = knowledge.passages[0]
    answered = Answered((Match(passage, Span(0, 1), 1.0),))
    everything = Bot(lambda: knowledge, ScriptedAnswers(dict.fromkeys(asked, answered)), None)
    one = Bot(lambda: knowledge, ScriptedAnswers({asked[-1]: answered}), None)

    assert 1 <= len(example_questions(everything)) <= 3
    assert set(example_questions(everything)) <= set(asked)
    assert example_questions(one) == (asked[-1],)
    assert example_questions(Bot(lambda: knowledge, ScriptedAnswers(), None)) == ()


def asked(bot: Bot, question: str) -> str:
    answer = bot.answers.answer(Question(question))
    assert isinstance(answer, Answered | Related)
    return answer.matches[0].passage.text


@pytest.fixture
def folder(corpus: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(corpus, tmp_path / "copy"))


def test_a_folder_that_has_not_changed_is_opened_without_reading_its_articles(
    folder: Path, state: Path
) -> None:
    first = asked(wire(settings(folder, state)), "灯塔有多高")
    again = wire(settings(folder, state))
    assert asked(again, "灯塔有多高") == first
    assert "knowledge" not in vars(again)
    assert {article.slug for article in again.knowledge.articles} == {"library", "lighthouse", "tea"}


def test_a_folder_that_has_changed_is_read_anew(folder: Path, state: Path) -> None:
    wire(settings(folder, state))
    article = folder / "articles" / "lighthouse.md"
    article.write_text(article.read_text(encoding="utf-8") + "\n养蜂的时间是四月。\n", encoding="utf-8")
    assert "四月" in asked(wire(settings(folder, state)), "养蜂的时间是几月？")


@pytest.mark.parametrize("damage", [b"", b"\xff\x00", b"../../etc", b"00000000"])
def test_a_damaged_note_of_what_was_read_only_costs_time(folder: Path, state: Path, damage: bytes) -> None:
    wire(settings(folder, state))
    for note in (state / "index").glob("*.version"):
        note.write_bytes(damage)
    assert asked(wire(settings(folder, state)), "灯塔有多高")
