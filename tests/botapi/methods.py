"""What each method does to the world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.botapi import rules
from tests.botapi.inline import inline_result, inline_results
from tests.botapi.menus import commands, description, language_code, scope
from tests.botapi.refusals import bad_request, too_late
from tests.botapi.webhook import delete_webhook, get_webhook_info, set_webhook
from tests.botapi.world import BOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.botapi.world import World

_ACTIONS: Final = {
    "typing",
    "upload_photo",
    "record_voice",
    "upload_voice",
    "upload_document",
    "find_location",
}


def get_me(_world: World, _parameters: dict[str, Any]) -> dict[str, Any]:
    """Who the bot is."""
    return BOT


def send_message(world: World, parameters: dict[str, Any]) -> dict[str, Any]:
    """A new message of the bot's."""
    chat = world.writable(parameters["chat_id"])
    formatted = rules.message_text(parameters)
    markup = parameters.get("reply_markup")
    keyboard = None if rules.is_field(markup) else rules.keyboard(markup)
    message = world.add(chat, BOT, world.thread(chat, parameters))
    message.formatted, message.keyboard = formatted, keyboard
    return message.to_json()


def edit_message_text(world: World, parameters: dict[str, Any]) -> dict[str, Any]:
    """Another text and keyboard in a message of the bot's."""
    message = world.own(parameters["chat_id"], parameters["message_id"])
    formatted = rules.message_text(parameters)
    keyboard = rules.keyboard(parameters.get("reply_markup"))
    if (formatted, keyboard) == (message.formatted, message.keyboard):
        raise too_late(
            "message is not modified: specified new message content and reply markup are exactly the same as "
            "a current content and reply markup of the message"
        )
    message.formatted, message.keyboard = formatted, keyboard
    message.edits += 1
    return message.to_json()


def edit_message_reply_markup(world: World, parameters: dict[str, Any]) -> dict[str, Any]:
    """Another keyboard below a message of the bot's."""
    message = world.own(parameters["chat_id"], parameters["message_id"])
    keyboard = rules.keyboard(parameters.get("reply_markup"))
    if keyboard == message.keyboard:
        raise too_late("message is not modified")
    message.keyboard = keyboard
    message.edits += 1
    return message.to_json()


def set_message_reaction(world: World, parameters: dict[str, Any]) -> bool:
    """A reaction of the bot's to a message; a bot has one at most."""
    world.writable(parameters["chat_id"])
    reactions = parameters.get("reaction", [])
    if len(reactions) > 1 or any(each != {"type": "emoji", "emoji": "👍"} for each in reactions):
        raise bad_request("REACTION_INVALID")
    key = parameters["chat_id"], parameters["message_id"]
    world.reactions[key] = reactions[0]["emoji"] if reactions else ""
    return True


def send_chat_action(world: World, parameters: dict[str, Any]) -> bool:
    """Typing and the like."""
    world.thread(world.writable(parameters["chat_id"]), parameters)
    if parameters["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def answer_callback_query(world: World, parameters: dict[str, Any]) -> bool:
    """The end of a button's spinner; each press is answered once, and not long after."""
    query = parameters["callback_query_id"]
    if world.presses.get(query, "") is not None:
        raise too_late("query is too old and response timeout expired or query ID is invalid")
    world.presses[query] = rules.notice(parameters.get("text", ""))
    return True


def answer_inline_query(world: World, parameters: dict[str, Any]) -> bool:
    """The results of an inline query; each is answered once, and not long after."""
    query = parameters["inline_query_id"]
    if world.inline.get(query, {}) is not None:
        raise too_late("query is too old and response timeout expired or query ID is invalid")
    world.inline[query] = inline_results(parameters)
    return True


def answer_guest_query(world: World, parameters: dict[str, Any]) -> dict[str, Any]:
    """The message of a bot that is no member of the chat where it was asked."""
    inline_result(parameters["result"])
    world.guests[parameters["guest_query_id"]] = parameters["result"]
    return {"inline_message_id": "1"}


def set_my_commands(world: World, parameters: dict[str, Any]) -> bool:
    """The menu of one kind of chat in one language."""
    key = scope(parameters.get("scope")), language_code(parameters)
    world.menus[key] = commands(parameters["commands"])
    return True


def set_my_description(world: World, parameters: dict[str, Any]) -> bool:
    """What an empty chat with the bot shows."""
    text = description(parameters.get("description", ""), 512)
    world.descriptions["description", language_code(parameters)] = text
    return True


def set_my_short_description(world: World, parameters: dict[str, Any]) -> bool:
    """What the bot's profile page shows."""
    text = description(parameters.get("short_description", ""), 120)
    world.descriptions["short", language_code(parameters)] = text
    return True


METHODS: Final[dict[str, Callable[[World, dict[str, Any]], Any]]] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "setMessageReaction": set_message_reaction,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
    "answerGuestQuery": answer_guest_query,
    "answerInlineQuery": answer_inline_query,
    "setMyCommands": set_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
}
