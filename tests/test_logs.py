from __future__ import annotations

import json
import logging
import sys
import warnings

import pytest
import structlog

from tests.log_capture import captured_log

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_the_token_is_hidden_wherever_it_stands(log_format: str) -> None:
    with captured_log(token=TOKEN, log_format=log_format, log_level="debug") as log:
        structlog.get_logger("bot").info(
            f"at {TOKEN}", url=f"https://x/bot{TOKEN}/getMe", deep={"a": [TOKEN]}
        )
        logging.getLogger("httpx").info("HTTP Request: POST https://x/bot%s/getMe", TOKEN.replace(":", "%3A"))
        error = ValueError(f"The token `{TOKEN}` was rejected")
        logging.getLogger("telegram").error("failed: %r", error, exc_info=error)
        sys.excepthook(type(error), error, error.__traceback__)
        with warnings.catch_warnings(action="always"):
            logging.captureWarnings(capture=False)
            logging.captureWarnings(capture=True)
            warnings.warn(f"about {TOKEN}", stacklevel=1)
    assert log.getvalue().count("<token>") >= 8
    assert TOKEN.partition(":")[2] not in log.getvalue()


def test_json_lines_carry_level_logger_time_and_fields_from_both_kinds_of_logger() -> None:
    with captured_log(log_format="json") as log:
        structlog.get_logger("bot.x").warning("江门", tries=3)
        logging.getLogger("telegram.ext").warning("%d left", 2)
    first, second = (json.loads(line) for line in log.getvalue().splitlines())
    assert (first["event"], first["level"], first["logger"], first["tries"]) == (
        "江门",
        "warning",
        "bot.x",
        3,
    )
    assert (second["event"], second["level"], second["logger"]) == ("2 left", "warning", "telegram.ext")
    assert first["timestamp"] < second["timestamp"]


@pytest.mark.parametrize(("level", "told"), [("info", False), ("debug", True)])
def test_every_request_is_told_at_debug_alone(level: str, told: bool) -> None:
    with captured_log(log_level=level) as log:
        logging.getLogger("httpx").info("HTTP Request")
        structlog.get_logger("bot").debug("a detail")
    assert ("HTTP Request" in log.getvalue()) is told
    assert ("a detail" in log.getvalue()) is told


def test_without_a_token_lines_stay_as_they_are() -> None:
    with captured_log(log_format="json") as log:
        logging.getLogger("bot").error("plain")
    assert json.loads(log.getvalue())["event"] == "plain"
