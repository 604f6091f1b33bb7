"""When the weekly digest is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.service.watch.digest import last_due, local_now


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23 09:00", "2026-11-23"),
        ("2026-11-23 08:59", "2026-11-16"),
        ("2026-11-29 23:59", "2026-11-23"),
        ("2026-11-30 00:00", "2026-11-23"),
        ("2027-01-03 12:00", "2026-12-28"),
    ],
)
def test_it_is_due_on_monday_at_nine_by_the_clock_on_the_wall(now: str, due: str) -> None:
    for zone in (UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-9, minutes=-30))):
        found = last_due(datetime.fromisoformat(now).replace(tzinfo=zone))
        assert found == datetime.fromisoformat(f"{due} 09:00").replace(tzinfo=zone)


def test_the_clock_is_in_a_time_zone() -> None:
    assert local_now().tzinfo is not None
