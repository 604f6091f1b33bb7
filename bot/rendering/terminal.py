"""What the bot says in a terminal only, in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.models import Language


@dataclass(frozen=True, slots=True)
class TerminalPhrases:
    """The terminal's own wording in one language; names in braces are filled in."""

    hint: str
    help: str
    pick: str
    related: str
    none: str
    also_asked: str
    others: str
    no_others: str
    no_place: str
    unknown: str


_SIMPLIFIED: Final = TerminalPhrases(
    hint="直接输入问题。/help 看命令，退出或 Ctrl-D 离开。",
    help="直接输入问题，像平时说话那样，打错一两个字也没关系。\n\n"
    "/sections  看目录，一段一段读原文\n"
    "/more      上一个问题的其他候选段落\n"
    "/context   刚才那一段的前后文\n"
    "/explain   这一段是怎么找到的\n"
    "/help      看这份说明\n"
    "/quit      离开（退出、exit、Ctrl-D 也行）\n\n"
    "列出编号时，输入编号就能打开。",
    pick="输入编号打开。",
    related="文章没有直接回答这个问题，最接近的内容：",
    none="文章里没有说这个。",
    also_asked="还问了这些，请再输入一次：{questions}",
    others="其他候选段落：",
    no_others="没有别的候选段落了。",
    no_place="还没有看过哪一段。先问个问题，或者用 /sections 看目录。",
    unknown="没有 {command} 这个命令，/help 列出全部命令。",
)

_TRADITIONAL: Final = TerminalPhrases(
    hint="直接輸入問題。/help 看命令，退出或 Ctrl-D 離開。",
    help="直接輸入問題，像平時說話那樣，打錯一兩個字也沒關係。\n\n"
    "/sections  看目錄，一段一段讀原文\n"
    "/more      上一個問題的其他候選段落\n"
    "/context   剛才那一段的前後文\n"
    "/explain   這一段是怎麼找到的\n"
    "/help      看這份說明\n"
    "/quit      離開（退出、exit、Ctrl-D 也行）\n\n"
    "列出編號時，輸入編號就能打開。",
    pick="輸入編號打開。",
    related="文章沒有直接回答這個問題，最接近的內容：",
    none="文章裡沒有說這個。",
    also_asked="還問了這些，請再輸入一次：{questions}",
    others="其他候選段落：",
    no_others="沒有別的候選段落了。",
    no_place="還沒有看過哪一段。先問個問題，或者用 /sections 看目錄。",
    unknown="沒有 {command} 這個命令，/help 列出全部命令。",
)

_ENGLISH: Final = TerminalPhrases(
    hint="Type a question. /help lists the commands, exit or Ctrl-D leaves.",
    help="Type a question in your own words; a typo or two is fine, and Chinese works best.\n\n"
    "/sections  browse the article, paragraph by paragraph\n"
    "/more      other passages for the last question\n"
    "/context   the paragraphs around the last passage\n"
    "/explain   how the last passage was found\n"
    "/help      this page\n"
    "/quit      leave (so do exit and Ctrl-D)\n\n"
    "Where a list has numbers, type a number to open it.",
    pick="Type a number to open it.",
    related="The article doesn't answer this outright. What comes closest:",
    none="The article doesn't say.",
    also_asked="You also asked these; please type them again: {questions}",
    others="Other passages:",
    no_others="There are no other passages.",
    no_place="No passage has been shown yet. Ask a question first, or browse with /sections.",
    unknown="There is no command {command}; /help lists them all.",
)


def terminal_phrases(language: Language) -> TerminalPhrases:
    """The terminal's phrases of this language."""
    match language:
        case Language.SIMPLIFIED:
            return _SIMPLIFIED
        case Language.TRADITIONAL:
            return _TRADITIONAL
        case Language.ENGLISH:
            return _ENGLISH
