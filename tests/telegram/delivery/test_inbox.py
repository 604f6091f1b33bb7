from __future__ import annotations

import json

from bot.telegram.delivery.inbox import LARGEST_ID, BriefInbox, RawUpdate, raw_update, raw_updates


def test_what_is_no_update_is_left_behind_and_what_comes_twice_is_taken_once() -> None:
    found = json.loads(
        '[{}, 7, null, {"update_id": "8"}, {"update_id": Infinity}, {"update_id": true}, {"update_id": -1},'
        ' {"update_id": 9}, {"update_id": 10, "message": {}}, {"update_id": 9}]'
    )
    assert [each.id for each in raw_updates(found)] == [9, 10]


def test_a_number_that_no_database_holds_is_none_of_an_update() -> None:
    assert raw_update({"update_id": LARGEST_ID}) is not None
    assert raw_update({"update_id": LARGEST_ID + 1}) is None


async def test_the_last_updates_are_known_and_one_that_was_forgotten_is_new_again() -> None:
    inbox = BriefInbox()
    one = RawUpdate(1, {})
    assert (await inbox.admit([one])).updates == (one,)
    assert (await inbox.admit([one])).updates == ()
    inbox.forget(1)
    assert (await inbox.admit([one])).updates == (one,)
