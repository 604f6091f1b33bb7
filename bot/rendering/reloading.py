"""What administrators are told when the content changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.rendering.labels import elide

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED: Final = 5
_WIDE: Final = 60


def reloaded_text(version: str, articles: int, passages: int, changed: Sequence[str], asked: int) -> str:
    """That new content is served, and which of the questions asked lately are answered otherwise now."""
    lines = [f"内容更新了，版本 {version}：{articles} 篇文章，{passages} 段。"]
    if changed:
        lines.append(f"近来的 {asked} 个问题里，有 {len(changed)} 个答案变了：")
        lines += [f"• {elide(question, _WIDE)}" for question in changed[:_NAMED]]
    elif asked:
        lines.append(f"近来的 {asked} 个问题，答案都没有变。")
    return "\n".join(lines)


def kept_text(problem: str) -> str:
    """That new content cannot be used, so that the old is still served."""
    return f"新内容有问题，先不换，仍用原来的：\n{problem}"
