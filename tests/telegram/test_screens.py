from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Answered, Knowledge
from tests.botapi.screen import inline_screen, screen
from tests.fakes import ScriptedAnswers
from tests.telegram.conftest import found, polling, tea_article

if TYPE_CHECKING:
    from tests.botapi import FakeBotAPI

SCREEN = """\
陈小明：什么时候采茶？

机器人：*采茶从三月二十日开始。*
—— 采茶 › 第1段
┃ *采茶从三月二十日开始。*头采的茶叫明前茶，最贵。一天一个人能采四斤。
[‹ 上一段] [下一段 ›]
[👍] [👎] [繁體] [其他段落 (1)]"""
INLINE = """\
[到聊天里提问]
采茶从三月二十日开始。
  采茶
今年新开了网店。
  卖茶"""


async def test_a_chat_and_an_inline_answer_are_drawn_as_text(api: FakeBotAPI) -> None:
    tea = Knowledge((tea_article(),))
    matches = (found(tea, "采茶从三月二十日开始。"), found(tea, "今年新开了网店。"))
    answers = ScriptedAnswers({"什么时候采茶？": Answered(matches)})
    async with polling(api, answers, tea) as running:
        person = running.person()
        await person.says("什么时候采茶？")
        assert screen(person.screen) == SCREEN
        assert inline_screen(await person.types_inline("什么时候采茶？")) == INLINE
