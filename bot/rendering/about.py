"""What the bot says about the articles and about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.models import Choice, Reply, ShowSections
from bot.rendering.messenger import messenger_phrases
from bot.rendering.phrases import phrases_of

_SHOWN: Final = 5
"""Articles whose sources fit one message."""

if TYPE_CHECKING:
    from bot.models import Knowledge, Language


def source_reply(knowledge: Knowledge, language: Language) -> Reply:
    """Where each article comes from, and its credits."""
    phrases = messenger_phrases(language)
    parts = []
    for article in knowledge.articles[:_SHOWN]:
        lines = [f"《{article.title}》", *article.credits]
        known = (
            (phrases.publisher, article.publisher),
            (phrases.date, article.date or phrases.undated),
            (phrases.source, article.source),
            (phrases.address, article.url),
        )
        lines += [f"{name}：{value}" for name, value in known if value]
        parts.append("\n".join(lines))
    return Reply(
        lead="\n\n".join(parts), choices=(Choice(phrases_of(language).see_contents, ShowSections()),)
    )


def privacy_reply(language: Language, days: int | None) -> Reply:
    """What is kept; `days` is how long a store keeps it, None without one."""
    phrases = messenger_phrases(language)
    kept = phrases.kept_briefly if days is None else phrases.kept_days.format(days=days)
    return Reply(lead=phrases.privacy.format(kept=kept))
