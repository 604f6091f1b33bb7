from __future__ import annotations

from dataclasses import dataclass

from bot.service.watch.health import FAILING_WITHIN, FETCHED_WITHIN, Health
from bot.service.watch.metrics import Metrics


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def health(clock: Clock, *, polls: bool = True) -> Health:
    return Health(Metrics(), polls=polls, clock=clock)


def test_ninety_seconds_without_a_fetch_are_sick_and_the_next_fetch_cures() -> None:
    clock = Clock()
    service = health(clock)
    clock.now += FETCHED_WITHIN
    assert service.sickness() == ""
    clock.now += 1
    assert service.sickness() == "no updates could be fetched from Telegram for 91 s"
    service.fetched(0)
    assert service.sickness() == ""


def test_fetching_in_vain_is_sick_and_moving_and_a_hang_is_neither() -> None:
    clock = Clock()
    service = health(clock)
    clock.now += FETCHED_WITHIN + 1
    assert not service.moving()
    service.tried()
    assert service.moving()
    assert service.sickness()


def test_standing_by_is_well_and_its_time_no_silence() -> None:
    clock = Clock()
    service = health(clock)
    service.standing_by = lambda: True
    clock.now += 1000
    assert service.sickness() == ""
    service.standing_by = lambda: False
    clock.now += FETCHED_WITHIN
    assert service.sickness() == ""
    assert service.moving()


def test_a_webhook_is_well_while_it_could_be_reached() -> None:
    clock = Clock()
    service = health(clock, polls=False)
    clock.now += 1000
    assert service.sickness() == ""
    assert service.moving()


def test_it_is_not_ready_without_the_database_nor_when_stopping() -> None:
    service = health(Clock())
    assert service.unreadiness() == ""
    service.store_up = lambda: False
    assert "database" in service.unreadiness()
    service.stopping = True
    assert service.unreadiness() == "stopping"


def test_the_state_says_what_is_true_from_the_start_on() -> None:
    clock = Clock()
    service = health(clock)
    assert service.state() == "waiting for Telegram"
    service.fetched(0)
    assert service.state() == "answering"
    service.standing_by = lambda: True
    assert service.state() == "standing by for another process"


def test_messages_that_never_get_through_are_unreadiness_and_one_chats_wait_is_none() -> None:
    clock = Clock()
    service = health(clock)
    service.failed("RetryAfter")
    clock.now += 3600
    assert service.unreadiness() == ""
    service.failed("NetworkError")
    clock.now += FAILING_WITHIN + 1
    assert "nothing has reached Telegram for 31 s" in service.unreadiness()
    service.answered(0.1)
    assert service.unreadiness() == ""


def test_what_telegram_says_of_the_webhook_is_sickness_until_it_says_otherwise() -> None:
    service = health(Clock(), polls=False)
    service.blocked("another program has set the webhook")
    assert service.sickness() == service.state() == "another program has set the webhook"
    service.blocked("")
    assert service.state() == "answering"
