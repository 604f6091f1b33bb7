"""Groups and topics: heard when meant, silent otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.models import Absence, Answer, Answered, Knowledge, NotFound, Related, SmallTalk, Talk
from tests.botapi.person import mention
from tests.botapi.world import BOT
from tests.fakes import ScriptedAnswers
from tests.telegram.conftest import TEXTS, found

if TYPE_CHECKING:
    from tests.botapi import FakeBotAPI
    from tests.telegram.conftest import Start

ASKED = "什么时候采茶？"


@pytest.fixture
def answers(tea: Knowledge) -> ScriptedAnswers:
    return ScriptedAnswers({ASKED: Answered((found(tea, "采茶从三月二十日开始。"),))})


async def test_others_talk_is_left_alone(start: Start, tea: Knowledge, answers: ScriptedAnswers) -> None:
    running = await start(answers, tea)
    group, person, other = running.group(), running.person(), running.person(2)
    await group.hears(person, ASKED)
    for text in ("大家好", "/help", "/start", "/ask@some_other_bot 问", "@article 问", "/", "发到 a@b.cn"):
        assert await group.hears(person, text) == []
    assert await group.hears(other, ASKED, reply_to=group.screen[0]) == []
    assert answers.asked == []


@pytest.mark.parametrize(
    "text",
    [
        f"/ask {ASKED}",
        f"/ask@{BOT['username']} {ASKED}",
        f"{mention()} {ASKED}",
        f"{ASKED} {mention()}",
        f"{mention().upper()} {ASKED}",
        f"😀 {mention()}",
    ],
)
async def test_it_answers_when_called(
    start: Start, tea: Knowledge, answers: ScriptedAnswers, text: str
) -> None:
    running = await start(answers, tea)
    group, person = running.group(), running.person()
    (reply,) = await group.hears(person, text)
    assert reply.content["reply_to_message"]["message_id"] == group.screen[0].id
    assert answers.asked[0].text == ASKED or "😀" in text


async def test_a_name_set_in_a_mention_of_somebody_without_one_counts_if_it_is_the_bots(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    running = await start(answers, tea)
    group, person = running.group(), running.person()
    entity = {"type": "text_mention", "offset": 0, "length": 3, "user": BOT}
    assert len(await group.hears(person, f"问文章 {ASKED}", entities=[entity])) == 1
    entity = entity | {"user": running.person(2).user}
    assert await group.hears(person, f"问文章 {ASKED}", entities=[entity]) == []
    assert [question.text for question in answers.asked] == [ASKED]


async def test_a_reply_to_the_bot_is_a_question_and_anothers_question_can_be_passed_on(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    running = await start(answers, tea)
    group, person, other = running.group(), running.person(), running.person(2)
    (reply,) = await group.hears(person, "/ask 别的")
    (answer,) = await group.hears(other, ASKED, reply_to=reply)
    assert answer.marked("blockquote") == [TEXTS["采茶"][0]]
    await group.hears(person, ASKED)
    (passed,) = await group.hears(other, mention(), reply_to=group.screen[-1])
    assert passed.marked("blockquote") == [TEXTS["采茶"][0]]
    (nothing,) = await group.hears(other, mention())
    assert "还没看到问题" in nothing.text


async def test_a_forum_is_answered_in_the_right_topic(
    start: Start, tea: Knowledge, answers: ScriptedAnswers, api: FakeBotAPI
) -> None:
    running = await start(answers, tea, examples=(ASKED,))
    group, person = running.group(topics={77, 88}), running.person()
    # In a topic every message replies to the notice that opened it.
    opened = api.world.add(
        api.world.chats[group.id], BOT, {"forum_topic_created": {"name": "茶", "icon_color": 7322096}}
    )
    assert await group.hears(person, "聊别的", reply_to=opened, topic=77) == []
    (reply,) = await group.hears(person, f"/ask {ASKED}", reply_to=opened, topic=88)
    assert reply.content["message_thread_id"] == 88
    await person.presses("下一段", reply)
    assert reply.marked("blockquote") == [TEXTS["采茶"][1]]
    (general,) = await group.hears(person, f"/ask {ASKED}")
    assert "message_thread_id" not in general.content
    (welcome,) = await group.hears(person, f"/start@{BOT['username']}", topic=77)
    (tapped,) = await person.presses(ASKED, welcome)
    assert tapped.content["message_thread_id"] == 77


async def test_where_it_may_not_write_it_leaves_no_trace(
    start: Start, tea: Knowledge, answers: ScriptedAnswers, api: FakeBotAPI
) -> None:
    running = await start(answers, tea)
    group, person = running.group(), running.person()
    api.world.muted.add(group.id)
    with capture_logs() as logs:
        assert await group.hears(person, f"/ask {ASKED}") == []
        assert await group.hears(person, f"/help@{BOT['username']}") == []
    assert {line["log_level"] for line in logs if line["event"] != "listening"} == {"debug"}
    attempts = [call.method for call in api.calls if call.parameters.get("chat_id") == str(group.id)]
    assert attempts == ["sendMessage", "sendMessage"]


async def test_anonymous_administrators_may_ask_and_channels_and_other_bots_are_let_be(
    start: Start, tea: Knowledge, answers: ScriptedAnswers, api: FakeBotAPI
) -> None:
    running = await start(answers, tea)
    group, person = running.group(), running.person()
    chat = api.world.chats[group.id]
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    channel = {"id": -100777, "type": "channel", "title": "频道"}
    telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    robot = {"id": 31337, "is_bot": True, "first_name": "别的机器人"}
    asking = {"text": f"/ask {ASKED}"}
    said: list[tuple[dict[str, Any], dict[str, Any], int]] = [
        (anonymous, {"sender_chat": chat} | asking, 1),
        (telegram, {"sender_chat": channel, "is_automatic_forward": True} | asking, 0),
        (robot, asking, 0),
        (person.user, {"via_bot": BOT} | asking, 0),
    ]
    for sender, content, replies in said:
        before = len(group.screen)
        message = api.world.add(chat, sender, content)
        await running.settled(await api.world.push("message", message.to_json()))
        assert len(group.screen) == before + 1 + replies


async def test_a_group_that_became_a_supergroup_is_answered_there(
    start: Start, tea: Knowledge, answers: ScriptedAnswers, api: FakeBotAPI
) -> None:
    running = await start(answers, tea)
    group, person = running.group(), running.person()
    old = {"id": -55, "type": "group", "title": "旧群"}
    api.world.chats[-55] = old
    api.world.moved[-55] = group.id
    message = api.world.add(old, person.user, {"text": f"/ask {ASKED}"})
    await running.settled(await api.world.push("message", message.to_json()))
    assert group.screen[-1].marked("blockquote") == [TEXTS["采茶"][0]]


@pytest.mark.parametrize(
    "text",
    [
        f"/ask：{ASKED}",
        f"/ask:{ASKED}",
        f"/ask，{ASKED}",
        f"/ask{ASKED}",
        f"／ask {ASKED}",
        f"/ASK  {ASKED}",
        f"/ask@{BOT['username']}{ASKED}",
    ],
)
async def test_a_command_needs_no_space_behind_it(start: Start, tea: Knowledge, text: str) -> None:
    answers = ScriptedAnswers()
    running = await start(answers, tea)
    assert len(await running.group().hears(running.person(), text)) == 1
    assert [question.text for question in answers.asked] == [ASKED]


async def test_thanks_get_a_thumb_and_remarks_nothing(start: Start, tea: Knowledge, api: FakeBotAPI) -> None:
    script: dict[str, Answer] = {
        "谢谢": SmallTalk(Talk.THANKS),
        "😀": SmallTalk(Talk.EMPTY),
        "真的吗？": NotFound(Absence.PASSAGE),
    }
    running = await start(ScriptedAnswers(script), tea)
    group, person = running.group(), running.person()
    (answer,) = await group.hears(person, f"/ask {ASKED}")
    for text in ("谢谢", "😀", "真的吗？", "哈哈哈哈我也这么觉得"):
        assert await group.hears(person, text, reply_to=answer) == []
    assert await group.hears(person, f"昨天问了 {mention()} 一下，还挺准的") == []
    assert set(api.world.reactions) == {(group.id, next(m.id for m in group.screen if m.text == "谢谢"))}


async def test_what_the_article_does_not_say_is_one_line(start: Start, tea: Knowledge) -> None:
    near = Related((found(tea, "今年新开了网店。", 0.2),))
    running = await start(ScriptedAnswers({"网店卖什么": near}), tea)
    group, person = running.group(), running.person()
    (none,) = await group.hears(person, "/ask 有没有地铁")
    (related,) = await group.hears(person, f"{mention()} 网店卖什么")
    assert (none.text, none.labels) == ("文章里没有说这个。", [])
    assert related.text == "文章没有直接说，最接近的一句：今年新开了网店。（卖茶 › 第2段）"
    assert related.labels == []


async def test_the_passage_that_is_replied_to_is_not_sent_again(start: Start, tea: Knowledge) -> None:
    script = ScriptedAnswers(
        {ASKED: Answered((found(tea, "采茶从三月二十日开始。"),))},
        said={"一天能采多少？": "一天一个人能采四斤。"},
    )
    running = await start(script, tea)
    group, person = running.group(), running.person()
    (answer,) = await group.hears(person, f"/ask {ASKED}")
    (again,) = await group.hears(person, "一天能采多少？", reply_to=answer)
    assert "一天一个人能采四斤。" in again.text
    assert "头采的茶叫明前茶" not in again.text


async def test_an_answer_is_leafed_through_by_who_asked(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    running = await start(answers, tea)
    group, person, other = running.group(), running.person(), running.person(2)
    (answer,) = await group.hears(person, f"/ask {ASKED}")
    before = answer.text
    await other.presses("下一段", answer)
    assert answer.text == before
    assert other.notices == ["这条答案由提问的人翻看。你想知道什么，也可以问我"]
    await person.presses("下一段", answer)
    assert answer.text != before


async def test_ask_alone_asks_and_hears_the_next_message(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers()
    running = await start(answers, tea)
    group, person = running.group(), running.person()
    (invitation,) = await group.hears(person, "/ask")
    assert len(await group.hears(person, ASKED, reply_to=invitation)) == 1
    assert [question.text for question in answers.asked] == [ASKED]


async def test_a_bare_command_right_behind_the_bots_own_message_is_meant_for_it(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    running = await start(answers, tea)
    group, person = running.group(), running.person()
    assert await group.hears(person, "/help") == []
    await group.hears(person, f"/ask {ASKED}")
    assert len(await group.hears(person, "/help")) == 1
    for _ in range(3):
        await group.hears(person, "我们说我们的")
    assert await group.hears(person, "/help") == []


async def test_being_added_is_answered_with_one_calm_line(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    running = await start(ScriptedAnswers(), tea)
    group, person = running.group(), running.person()
    message = api.world.add(api.world.chats[group.id], person.user, {"new_chat_members": [BOT]})
    await running.settled(await api.world.push("message", message.to_json()))
    assert group.screen[-1].text.startswith("大家好，我能从《茶山小报》里")


@pytest.mark.parametrize("doubt", ["这是真的吗", "真的吗？", "这个说法对吗", "is this true?"])
async def test_a_claim_is_held_against_the_article(doubt: str, start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers()
    running = await start(answers, tea)
    person, other, group = running.person(), running.person(2), running.group()
    await group.hears(other, "听说采茶四月才开始")
    await group.hears(person, f"{mention()} {doubt}", reply_to=group.screen[0])
    assert [question.text for question in answers.asked] == ["听说采茶四月才开始"]


async def test_the_words_that_are_quoted_are_what_is_asked(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers()
    running = await start(answers, tea)
    person, other, group = running.person(), running.person(2), running.group()
    await group.hears(other, f"今天开会。第一，大扫除。第二，{ASKED} 第三，散会。")
    quote = {"text": ASKED, "position": 14}
    await group.hears(person, "/ask", reply_to=group.screen[0], quote=quote)
    assert [question.text for question in answers.asked] == [ASKED]
