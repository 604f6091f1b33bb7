"""What the buttons say, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.conversation import Turn
from bot.models import Answered, PassageId, Related, ShowPassage, ShowSection, ShowSections
from bot.telegram.handlers.typed import typed_action
from bot.telegram.view.actions import Read
from tests.fakes import ScriptedAnswers
from tests.telegram.conftest import TEXTS, found

if TYPE_CHECKING:
    from bot.models import Knowledge
    from bot.telegram.view.actions import ButtonAction
    from tests.telegram.conftest import Start

HERE = PassageId("tea", 2, 1)
BEFORE = Turn("采茶", (HERE,), None, (HERE, PassageId("tea", 3, 2)))


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("目录", ShowSections("tea")),
        ("目錄。", ShowSections("tea")),
        ("全文", ShowSections("tea")),
        ("下一段 ›", Read(PassageId("tea", 2, 2))),
        ("上一段", Read(PassageId("tea", 1, 2))),
        ("繁體", Read(HERE, converted=True)),
        ("第3节第2段", Read(PassageId("tea", 3, 2))),
        ("第三節第二段", Read(PassageId("tea", 3, 2))),
        ("第2节", ShowSection("tea", 2)),
        ("卖茶", ShowSection("tea", 3)),
        ("賣茶", ShowSection("tea", 3)),
        ("2", ShowPassage(PassageId("tea", 3, 2))),
        ("②", ShowPassage(PassageId("tea", 3, 2))),
        ("第二个", ShowPassage(PassageId("tea", 3, 2))),
        ("3", None),
        ("第9节", None),
        ("第3节第9段", None),
        ("下一段说什么", None),
        ("卖茶的钱", None),
        ("卖茶？", None),
        ("二十", None),
    ],
)
def test_words_of_a_button_do_what_it_does(text: str, action: ButtonAction | None, tea: Knowledge) -> None:
    assert typed_action(text, BEFORE, tea) == action


@pytest.mark.parametrize("text", ["下一段", "繁体", "2", "第一个"])
def test_without_anything_on_the_screen_there_is_nothing_to_turn(text: str, tea: Knowledge) -> None:
    assert typed_action(text, None, tea) is None


async def test_a_list_is_picked_from_and_read_on_by_typing(start: Start, tea: Knowledge) -> None:
    near = Related((found(tea, "茶山今年开春早。", 0.2), found(tea, "请来的采茶工有两百人，包吃包住。", 0.1)))
    person = (await start(ScriptedAnswers({"问": near}), tea)).person()
    await person.says("问")
    (picked,) = await person.says("2")
    assert picked.marked("blockquote") == [TEXTS["采茶"][1]]
    (before,) = await person.says("上一段")
    assert before.marked("blockquote") == [TEXTS["采茶"][0]]
    (contents,) = await person.says("目录")
    assert "采茶" in contents.labels


async def test_typing_for_the_other_script_keeps_it(start: Start, tea: Knowledge) -> None:
    script = ScriptedAnswers({"问": Answered((found(tea, "采茶从三月二十日开始。"),))})
    person = (await start(script, tea)).person()
    await person.says("问")
    (converted,) = await person.says("繁体")
    assert "採茶從三月二十日開始。" in converted.text
    (again,) = await person.says("问")
    assert "採茶從三月二十日開始。" in again.text
