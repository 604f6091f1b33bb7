"""The open questions under the name that the editors' room has for them."""

from bot.conversation.gaps import open_questions
from bot.models import OpenQuestion

__all__ = ["OpenQuestion", "open_questions"]
