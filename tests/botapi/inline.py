"""What Telegram demands of the answer to an inline query."""

from __future__ import annotations

from typing import Any, Final

from tests.botapi import rules
from tests.botapi.formatting import cleaned, is_blank
from tests.botapi.refusals import bad_request

_RESULT: Final = {"type", "id", "title", "input_message_content", "reply_markup", "description", "url"}
_CONTENT: Final = {"message_text", "parse_mode", "link_preview_options"}


def inline_results(parameters: dict[str, Any]) -> dict[str, Any]:
    """The answer, each result checked and its text formatted."""
    results = parameters["results"]
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.get("id") for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if parameters.get("cache_time", 300) < 0 or len(parameters.get("next_offset", "").encode()) > 64:
        raise bad_request("can't parse the cache time or the next offset")
    _above(parameters.get("button"))
    shown = [result | {"shown": inline_result(result)} for result in results]
    return parameters | {"results": shown}


def inline_result(result: dict[str, Any]) -> object:
    if result.get("type") != "article" or set(result) - _RESULT:
        raise bad_request("can't parse inline query result")
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if is_blank(cleaned(result.get("title", ""))):
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    cleaned(result.get("description", ""))
    content = result.get("input_message_content")
    if not isinstance(content, dict) or set(content) - _CONTENT or "message_text" not in content:
        raise bad_request("can't parse input message content")
    rules.keyboard(result.get("reply_markup"))
    return rules.message_text({"text": content["message_text"], "parse_mode": content.get("parse_mode")})


def _above(button: dict[str, Any] | None) -> None:
    if button is None:
        return
    if set(button) != {"text", "start_parameter"} or is_blank(cleaned(button["text"])):
        raise bad_request("can't parse inline query results button")
    if not rules.PAYLOAD.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")
