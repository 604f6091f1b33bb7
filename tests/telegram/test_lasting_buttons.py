"""Buttons after a restart, and after the article changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Answered, Knowledge
from tests.fakes import ScriptedAnswers
from tests.telegram.conftest import TEXTS, found, polling, tea_article

if TYPE_CHECKING:
    from tests.botapi import FakeBotAPI, Message


def edition(version: str, texts: dict[str, tuple[str, ...]]) -> Knowledge:
    return Knowledge((tea_article(texts),), version=version)


async def answered(api: FakeBotAPI, knowledge: Knowledge, sentence: str) -> Message:
    """An answer, given before a restart."""
    matches = (found(knowledge, sentence), found(knowledge, "茶山今年开春早。"))
    async with polling(api, ScriptedAnswers({"问": Answered(matches)}), knowledge) as running:
        (message,) = await running.person().says("问")
    return message


async def test_every_button_works_after_a_restart(api: FakeBotAPI, tea: Knowledge) -> None:
    message = await answered(api, tea, "采茶从三月二十日开始。")
    async with polling(api, ScriptedAnswers(), tea) as running:
        person = running.person()
        for label in ("下一段", "‹ 上一段", "繁體", "原文", "👍"):
            assert await person.presses(label, message) == []
    assert message.marked("blockquote") == [TEXTS["采茶"][0]]
    assert set(person.notices) == {"", "谢谢，记下了；再按一次可以收回"}


async def test_a_passage_that_did_not_change_is_shown_with_a_word_about_it(
    api: FakeBotAPI, tea: Knowledge
) -> None:
    message = await answered(api, tea, "采茶从三月二十日开始。")
    changed = edition("2", TEXTS | {"卖茶": ("今年卖得更多。",)})
    async with polling(api, ScriptedAnswers(), changed) as running:
        person = running.person()
        await person.presses("繁體", message)
        assert person.notices == ["文章更新过了，这一段没有变"]
        assert message.marked("bold") == ["採茶從三月二十日開始。"] * 2
        await person.presses("原文", message)
        assert person.notices[-1] == ""


async def test_a_passage_that_moved_is_shown_where_it_is_now(api: FakeBotAPI, tea: Knowledge) -> None:
    message = await answered(api, tea, "采茶从三月二十日开始。")
    changed = edition("2", {"新闻": ("下雨了。", "又晴了。", *TEXTS["采茶"])})
    async with polling(api, ScriptedAnswers(), changed) as running:
        person = running.person()
        await person.presses("下一段", message)
    assert person.notices == ["文章更新过了，这一段换了地方"]
    assert message.text.startswith("文章更新过了，这一段现在在这里：")
    assert message.text.endswith("—— 新闻 › 第4段")


async def test_a_passage_that_is_gone_is_said_to_be_and_its_place_is_offered(
    api: FakeBotAPI, tea: Knowledge
) -> None:
    message = await answered(api, tea, "采茶从三月二十日开始。")
    changed = edition("2", TEXTS | {"采茶": ("采茶推迟了。", "工人少了一半。")})
    async with polling(api, ScriptedAnswers(), changed) as running:
        person = running.person()
        assert await person.presses("👍", message) == []
        assert await person.presses("下一段", message) == []
        assert person.notices == ["文章更新过了", "文章更新过了"]
        assert message.text.startswith("文章更新过了，原来那一段改了或删了")
        assert message.labels == ["茶山小报 › 采茶 › 第2段", "看目录"]
        await person.presses("茶山小报", message)
    assert message.marked("blockquote") == ["工人少了一半。"]


async def test_a_list_of_an_older_article_leads_to_the_contents(api: FakeBotAPI, tea: Knowledge) -> None:
    matches = (found(tea, "今年新开了网店。"), found(tea, "去年茶卖了一千二百万元。"))
    async with polling(api, ScriptedAnswers({"问": Answered(matches)}), tea) as running:
        person = running.person()
        (message,) = await person.says("问")
    async with polling(api, ScriptedAnswers(), edition("2", TEXTS)) as running:
        await running.person().presses("其他段落", message)
    assert person.notices[-1] == "文章更新过了"
    assert message.text.startswith("文章更新过了，这个按钮")
    assert message.labels == ["导语", "采茶", "卖茶"]
