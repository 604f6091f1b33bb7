"""What is kept of a person, said and removed."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from bot.models import Answered, Knowledge
from bot.service.store.schema import preferences, questions, replies, turns, votes
from bot.telegram.memory.bounded import Bounded
from tests.fakes import ScriptedAnswers
from tests.stores import rows, store_in_memory
from tests.telegram.conftest import found, polling

if TYPE_CHECKING:
    from bot.service.store.memory import Store
    from tests.botapi import FakeBotAPI
    from tests.telegram.conftest import Start

ID = 7_351_924_680


async def kept(store: Store) -> list[object]:
    """Everything that the store holds of people."""
    return [
        tuple(row)
        for table in (turns, replies, questions, votes, preferences)
        for row in await rows(store, table)
    ]


async def test_nothing_kept_names_a_person_and_forget_me_removes_all_of_it(
    start: Start, tea: Knowledge
) -> None:
    async with store_in_memory(per_minute=20) as store:
        answers = ScriptedAnswers({"问": Answered((found(tea, "今年新开了网店。"),))})
        running = await start(answers, tea, keeping=store)
        person, other = running.person(ID), running.person(2)
        for one in (person, other):
            (answer,) = await one.says("问")
            await one.presses("👍", answer)
        group = running.group()
        await group.hears(person, "/ask 问")
        assert len(await kept(store)) == 13
        clear = pickle.dumps([await kept(store), [dict(each) for each in store._recent.values()]])
        for sign in (str(ID).encode(), ID.to_bytes(8, "little").rstrip(b"\0"), person.name.encode()):
            assert sign not in clear

        (done,) = await person.says("/forget_me")
        assert done.text.startswith("好的，关于你的")
        assert len(await kept(store)) == 5
        assert {row["who"] for row in store._recent.values() if "asked" not in row} == {store.who(2)}


async def test_privacy_says_what_ends_with_the_process_and_what_is_kept_for_how_long(
    api: FakeBotAPI, tea: Knowledge
) -> None:
    async with polling(api, ScriptedAnswers(), tea) as running:
        (brief,) = await running.person().says("/privacy")
    assert "程序重启就没有了" in brief.text
    assert "/forget_me" in brief.text
    async with (
        store_in_memory(days=90) as lasting,
        polling(api, ScriptedAnswers(), tea, keeping=lasting) as running,
    ):
        (english,) = await running.person(3, "en").says("/privacy")
    assert "at most 90 days" in english.text


async def test_a_person_has_one_hash_for_each_key() -> None:
    async with store_in_memory() as one, store_in_memory() as other:
        assert one.who(ID) == one.who(ID)
        assert one.who(ID) != other.who(ID)
        assert one.where(ID, None) != one.where(ID, 7)
        assert str(one.where(ID, None)) != str(one.who(ID))
        assert str(ID) not in one.who(ID) + repr(one)


def test_what_is_bounded_lets_go_of_the_oldest() -> None:
    entries: Bounded[int, int] = Bounded(2)
    for number in (1, 2, 1, 3):
        entries[number] = number
    assert list(entries) == [1, 3]
