"""What was asked in vain: shown, and settled by an editor."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build_answers
from bot.conversation.gaps import open_questions
from bot.editing.accepting import settle
from bot.editing.report import as_csv, as_json, as_page, as_text
from bot.knowledge import check_knowledge, read_knowledge
from bot.models import Answered, Language, LoggedQuestion, NotFound, PassageId, Question, Status
from bot.service.store.masking import masked

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.answering import Answers
    from bot.models import Knowledge

DAY = 1_760_000_000
ZH = Language.SIMPLIFIED


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge, shared_state: Path) -> Answers:
    return build_answers(knowledge, shared_state)


def logged(
    text: str, status: Status = Status.NONE, *, disliked: bool = False, at: int = DAY
) -> LoggedQuestion:
    return LoggedQuestion(text, status, at, disliked=disliked)


def test_a_table_opens_in_a_spreadsheet_and_holds_no_formula(answers: Answers) -> None:
    text = as_csv(open_questions([logged("=HYPERLINK(1) 停车多少钱")], answers), ZH)
    assert text.startswith("\ufeff问题,次数")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][0].startswith("'=HYPERLINK")


def test_a_page_needs_nothing_else_and_escapes_what_people_wrote(answers: Answers) -> None:
    log = [logged("<script>alert(1)</script>停车多少钱"), logged("灯塔有多高？", Status.ANSWER)]
    page = as_page(open_questions(log, answers), log, ZH)
    assert "<script>" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "共 2 个问题" in page


def test_the_plot_of_days_shows_those_without_questions_and_names_fit(answers: Answers) -> None:
    far = PassageId("2025/" + "很长的名字" * 20, 1, 2)
    log = [
        logged("灯塔有多高？", Status.ANSWER, at=DAY),
        LoggedQuestion("灯塔有多高？", Status.ANSWER, DAY + 4 * 86_400, 0.9, far),
    ]
    page = as_page(open_questions(log, answers), log, ZH)
    assert re.findall(r"<title>[\d-]+: (\d)</title>", page) == ["1", "0", "0", "0", "1"]
    assert max(len(name) for name in re.findall(r"<text x='0'[^>]*>([^<]*)<", page)) < 40
    assert "第1节第2段" in page
    assert "<svg" not in as_page([], [], ZH)


def test_lines_and_objects_say_what_is_missing(answers: Answers) -> None:
    found = open_questions([logged("灯塔的门票多少钱？")], answers)
    assert any("灯塔的门票多少钱？（1 次" in line for line in as_text(found, ZH))
    (line,) = as_json(found, ZH)
    assert json.loads(line)["question"] == "灯塔的门票多少钱？"
    assert list(as_text([], ZH)) == ["没有待补的问题：近来问的都答上了。"]


def test_an_editor_settles_them_and_nothing_changes_before(
    answers: Answers, corpus: Path, shared_state: Path
) -> None:
    log = [logged("这灯塔是个啥高度"), logged("火星上有几家咖啡馆？"), logged("月亮上能停车吗")]
    found = open_questions(log, answers)
    before = sorted(path.name for path in corpus.rglob("*"))
    assert settle(found, corpus, ZH, lambda _: "", lambda _: None) == 0
    assert sorted(path.name for path in corpus.rglob("*")) == before
    said: list[str] = []
    choices = iter(["n"] * len(found))
    assert settle(found, corpus, ZH, lambda _: next(choices), said.append) == len(found)
    after = build_answers(read_knowledge(corpus), shared_state)
    assert isinstance(after.answer(Question("火星上有几家咖啡馆")), NotFound)
    assert check_knowledge(corpus) == []


def test_a_form_that_is_accepted_finds_its_passage(
    answers: Answers, corpus: Path, shared_state: Path
) -> None:
    (found,) = open_questions([logged("塔上亮光远近如何", Status.ANSWER, disliked=True)], answers)
    number = next((at for at, match in enumerate(found.nearest, 1) if "十八海里" in match.passage.text), 1)
    assert settle([found], corpus, ZH, lambda _: str(number), lambda _: None) == 1
    assert check_knowledge(corpus) == []
    answer = build_answers(read_knowledge(corpus), shared_state).answer(Question("塔上亮光远近如何"))
    assert isinstance(answer, Answered)
    assert answer.matches[0].passage.text == found.nearest[number - 1].passage.text


@pytest.mark.parametrize("choice", ["1", "n"])
@pytest.mark.parametrize(
    "mark", ["\x1b[31m", "# ", "> ", "<!-- ", "<<!--!-- ", "``` ", "\u202e", "\ud800", "行\n# "]
)
def test_what_anybody_may_ask_leaves_the_folder_readable(
    answers: Answers, corpus: Path, mark: str, choice: str
) -> None:
    found = open_questions([logged(f"{mark}塔上亮光远近如何", Status.ANSWER, disliked=True)], answers)
    before = read_knowledge(corpus)
    assert settle(found, corpus, ZH, lambda _: choice, lambda _: None) == 1
    after = read_knowledge(corpus)
    assert check_knowledge(corpus) == []
    written = (len(after.absent), sum(map(len, after.forms.values())) - sum(map(len, before.forms.values())))
    assert written == ((1, 0) if choice == "n" else (0, 1))
    assert "".join(as_text(found, ZH)).isprintable()


def test_a_question_too_long_for_a_form_is_not_called_settled(answers: Answers, corpus: Path) -> None:
    found = open_questions([logged("灯塔有多高" + "呢" * 300, Status.ANSWER, disliked=True)], answers)
    assert settle(found, corpus, ZH, lambda _: "1", lambda _: None) == 0
    assert check_knowledge(corpus) == []


def test_the_end_of_the_input_ends_it(answers: Answers, corpus: Path) -> None:
    def ended(_: str) -> str:
        raise EOFError

    found = open_questions([logged("火星上有几家咖啡馆？")], answers)
    assert settle(found, corpus, ZH, ended, lambda _: None) == 0


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("我电话13812345678，怎么办证", "我电话×××，怎么办证"),
        ("+86 138-1234-5678", "×××"),
        ("身份证44070319900101123X能用吗", "身份证×××能用吗"),
        ("给 a.b@example.org 发信", "给 ××× 发信"),
        ("卡号6222 0000 1111 2222 333", "卡号×××"),
        ("2026年11月26日有12345个人", "2026年11月26日有12345个人"),
        ("区号0750-3123456", "区号0750-3123456"),
    ],
)
def test_numbers_of_persons_are_not_kept(text: str, kept: str) -> None:
    assert masked(text) == kept
