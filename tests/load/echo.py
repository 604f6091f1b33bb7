"""What the bot is measured against: the least that python-telegram-bot can do, concurrently."""

from __future__ import annotations

import logging
import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.load.telegram import SECRET, TOKEN


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Run with the Bot API's URL, and for a webhook the port to listen on."""
    logging.basicConfig(level=logging.WARNING)
    application = Application.builder().token(TOKEN).base_url(sys.argv[1]).concurrent_updates(True).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if len(sys.argv) > 2:
        application.run_webhook(
            "127.0.0.1",
            int(sys.argv[2]),
            "hook",
            webhook_url=f"http://127.0.0.1:{sys.argv[2]}/hook",
            secret_token=SECRET,
        )
    else:
        application.run_polling()


if __name__ == "__main__":
    main()
