"""Characters that look alike, as character recognition and a hasty eye confuse them."""

from __future__ import annotations

from functools import cache

from bot.retrieval.text.wordlists import word_list


@cache
def _table() -> dict[int, str]:
    """For each character of a group, the group's first."""
    return {ord(char): group[0] for group in word_list("shapes") for char in group[1:]}


def shape(text: str) -> str:
    """The text with look-alike characters made one; as long as the text."""
    return text.translate(_table())
