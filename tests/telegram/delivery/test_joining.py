from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.delivery.inbox import RawUpdate
from bot.telegram.delivery.joining import awaits_more, continues, joined
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from bot.models import Knowledge
    from tests.telegram.conftest import Start

PERSON = {"id": 7, "is_bot": False, "first_name": "人"}
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]


def raw(number: int, **content: object) -> RawUpdate:
    return RawUpdate(number, {"update_id": number, "message": {"from": PERSON} | content})


def test_a_text_that_fills_a_message_goes_on_in_the_next() -> None:
    first, second = raw(1, text="问" * 4096), raw(2, text="完了吗？")
    assert awaits_more(first)
    assert not awaits_more(second)
    assert continues(first, second)
    assert joined((first, second)).content["message"]["text"] == "问" * 4096 + "完了吗？"


def test_what_another_person_writes_or_a_command_goes_on_with_nothing() -> None:
    first = raw(1, text="😀" * 2048)
    assert awaits_more(first)
    assert not continues(first, raw(2, text="别的", **{"from": PERSON | {"id": 8}}))
    assert not continues(first, raw(2, text="/help"))
    assert not continues(first, raw(2, photo=PHOTO))


def test_of_an_album_the_picture_with_the_caption_speaks() -> None:
    pieces = (
        raw(1, photo=PHOTO, media_group_id="a"),
        raw(2, photo=PHOTO, media_group_id="a", caption="多少钱"),
    )
    assert continues(*pieces)
    assert not continues(pieces[0], raw(3, photo=PHOTO, media_group_id="b"))
    assert joined(pieces).id == 2
    assert joined(pieces[:1]).id == 1


async def test_an_album_gets_one_reply_wherever_its_caption_stands(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers()
    running = await start(answers, tea)
    person = running.person()
    world = running.api.world
    for caption in ("", "", "采茶要几天？"):
        content = {"photo": PHOTO, "media_group_id": "a"} | ({"caption": caption} if caption else {})
        message = world.add(world.chats[person.id], person.user, content)
        running.worker.begin(RawUpdate(message.id, {"update_id": message.id, "message": message.to_json()}))
    await running.worker.join()
    assert [question.text for question in answers.asked] == ["采茶要几天？"]
    assert sum(message.sender["id"] != person.id for message in person.screen) == 1
