"""Asides: what a long message says beside its question, such as greetings, who one is, and why one asks."""

from __future__ import annotations

import re
from itertools import pairwise

_LONG = 24
"""Characters from which a message is long enough to hold asides."""
_CLAUSE_END = re.compile(r"[,。!;:~\n?…\u2600-\u27bf\U0001f000-\U0001faff]+|\s{2,}")
_INQUIRY = re.compile(
    r"[?？吗]|什么|甚么|啥|怎|咋|如何|为何|多少|多大|多久|多远|多长|几|哪|谁|是不是|有没有|有无|能不能|能否|是否"
    r"|会不会|可不可以|可否|何时|何地|想知道|想问|请问|想了解|介绍|告诉|说说|讲讲|呢$"
    r"|\b(?:what|which|who|whose|when|where|why|how|is|are|was|does|do|did|can)\b"
    r"|shenme|duoshao|zenme|ma$|nali|shei|jige"
)


def asides(text: str) -> list[tuple[int, int]]:
    """The clauses [start, end) of a normalised text that ask nothing while another does; mostly none."""
    if len(text) < _LONG:
        return []
    bounds = [0, *(match.end() for match in _CLAUSE_END.finditer(text)), len(text)]
    clauses = [(start, end) for start, end in pairwise(bounds) if start < end]
    silent = [(start, end) for start, end in clauses if not _INQUIRY.search(text[start:end])]
    return silent if len(silent) < len(clauses) else []
