"""Text that means no good."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECES: Final = (
    "<b>",
    "</b>",
    "<blockquote>",
    "</blockquote>",
    "<a href='tg://user?id=1'>",
    "<script>alert(1)</script>",
    "<!--",
    "<![CDATA[",
    "&lt;",
    "&amp;amp;",
    "&#x202e;",
    "&nbsp",
    "&",
    "<",
    ">",
    '"',
    "*粗* _斜_ `码`",
    "```\n码\n```",
    "[链接](http://a.b)",
    "||剧透||",
    "\\_\\*",
    "\u200b\u200c\u200d\u2060\ufeff",
    "\u202e反过来\u202c",
    "\u2066\u2067\u2069",
    "\u061c\u200f",
    "\x00",
    "\x01\x1b[31m\x7f\x85",
    "\r\n\t\v\f",
    "\u2028\u2029",
    "\ud800",
    "\udfff\udc00",
    "😀",
    "👨‍👩‍👧‍👦",
    "🇨🇳",
    "é" + "\u0301" * 40,
    "\u2800\u3164\u115f",
    "\ufffc\ufffd\uffff",
    "\U0010ffff",
    "{title}{0}%s%n$(id)`id`;--' OR 1=1",
    "../../etc/passwd",
    "/start@other",
    "@article_test_bot",
    "那呢？",
    "江门。！？；…",
    "ﷺ",
    "𝕳𝖊𝖑𝖑𝖔",
    " ",
    "\n",
)


def hostile_texts(number: int, seed: int = 1) -> Iterator[str]:
    """So many texts of hostile pieces, some as long as a message can be, and a few beyond."""
    chance = random.Random(seed)
    yield from ("😀" * 4096, "\x00" * 4096, "\ud800" * 4096, "<" * 4096, "&" * 4097, "\u200b" * 4096)
    for _ in range(number - 6):
        text = "".join(chance.choices(_PIECES, k=chance.randint(1, 12)))
        yield text * (chance.choice((10, 100)) if chance.random() < 0.03 else 1)
