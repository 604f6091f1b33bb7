"""Every word that the editors' tools say of their own accord, in three languages."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache
from typing import Final, assert_never

from bot.models import Language, Status
from bot.rendering.script import in_traditional


@dataclass(frozen=True, slots=True)
class EditorPhrases:
    """The wording in one language; names in braces are filled in."""

    separator: str
    comma: str
    bracketed: str
    # What came of a question.
    answered: str
    related: str
    not_found: str
    talk: str
    # An open question.
    times: str
    votes: str
    latest: str
    also_asked: str
    nearest: str
    lacking: str
    none_open: str
    # The table and the page of gaps.
    table: str
    asked_title: str
    asked_total: str
    each_day: str
    most: str
    outcomes: str
    places: str
    place: str
    confidence: str
    unanswered: str
    # Settling them.
    settle: str
    # The preview.
    folder: str
    articles: str
    open_questions: str
    question: str
    ask_like_a_reader: str
    ask: str
    no_version: str
    paragraphs: str
    problems: str
    no_problems: str
    no_article: str
    not_let_in: str
    enter: str
    ends: str
    # The import.
    importing: str
    imported: str
    tried: str
    headings: str
    credits: str
    joins: str
    gaps: str
    navigation: str
    running: str
    counted: str
    changes: str
    check_next: str

    def status(self, status: Status) -> str:
        """What came of a question."""
        match status:
            case Status.ANSWER:
                return self.answered
            case Status.RELATED:
                return self.related
            case Status.NONE:
                return self.not_found
            case Status.TALK:
                return self.talk
            case _:
                assert_never(status)


_SIMPLIFIED: Final = EditorPhrases(
    separator="；",
    comma="、",
    bracketed="{text}（{more}）",
    answered="答了",
    related="只有相近的",
    not_found="没有找到",
    talk="闲聊",
    times="{count} 次",
    votes="{count} 次点踩",
    latest="最近 {day}",
    also_asked="也这样问：{wordings}",
    nearest="最接近：{sentence}",
    lacking="文中没有：{words}",
    none_open="没有待补的问题：近来问的都答上了。",
    table="问题,次数,点踩,结果,最近一次,其他问法,最接近的一句,出处,文中没有",
    asked_title="读者问了什么",
    asked_total="共 {asked} 个问题，{groups} 组没有答上",
    each_day="每天的问题",
    most="最多 {count}",
    outcomes="结果",
    places="答得最多的段落",
    place="{article} 第{section}节第{paragraph}段",
    confidence="把握有多大",
    unanswered="没有答上的",
    settle="数字＝作为那一段的问法，n＝文章里没有，回车＝跳过，q＝结束：",
    folder="知识文件夹",
    articles="文章",
    open_questions="待补的问题",
    question="问题",
    ask_like_a_reader="像读者那样问一句",
    ask="问",
    no_version="内容有错误，还没有一版可以看。",
    paragraphs="{count} 段",
    problems="{count} 处要改",
    no_problems="没有问题",
    no_article="没有这篇文章",
    not_let_in="请用启动时显示的完整地址打开",
    enter="打开预览",
    ends="按 Ctrl-C 结束",
    importing="导入",
    imported="{source} → {file}：《{title}》，{count} 段",
    tried="（试）",
    headings="标题",
    credits="署名",
    joins="接上的断行",
    gaps="像是缺了字，请对照原文",
    navigation="没有放进文章：导航、目录、页眉或页脚",
    running="没有放进文章：页眉、页脚或页码",
    counted="{name}（{count}）：",
    changes="和现有文章不同的地方：",
    check_next="接下来运行 check 看看有没有问题。",
)
_ENGLISH: Final = EditorPhrases(
    separator="; ",
    comma=", ",
    bracketed="{text} ({more})",
    answered="answered",
    related="only something near",
    not_found="not found",
    talk="small talk",
    times="asked {count}×",
    votes="voted down {count}×",
    latest="last {day}",
    also_asked="Also asked as: {wordings}",
    nearest="Nearest: {sentence}",
    lacking="Not in the articles: {words}",
    none_open="Nothing is open: all that was asked lately was answered.",
    table="question,times,votes down,outcome,last,other wordings,nearest sentence,place,not in the articles",
    asked_title="What readers asked",
    asked_total="{asked} questions, {groups} groups without an answer",
    each_day="Questions a day",
    most="most: {count}",
    outcomes="Outcomes",
    places="Passages that answered most",
    place="{article}, section {section}, paragraph {paragraph}",
    confidence="How sure the answers were",
    unanswered="Without an answer",
    settle="a number = a form of that passage, n = the articles do not say, Enter = skip, q = end: ",
    folder="The knowledge folder",
    articles="Articles",
    open_questions="Open questions",
    question="Question",
    ask_like_a_reader="Ask as a reader would",
    ask="Ask",
    no_version="The content has errors; there is no version to show yet.",
    paragraphs="paragraphs: {count}",
    problems="To mend: {count}",
    no_problems="Nothing to mend",
    no_article="There is no such article",
    not_let_in="Open the whole address that was shown at the start",
    enter="Open the preview",
    ends="Ctrl-C ends it",
    importing="importing",
    imported="{source} → {file}: “{title}”, paragraphs: {count}",
    tried="(trial)",
    headings="headings",
    credits="credits",
    joins="broken lines joined",
    gaps="words seem to be missing, compare with the original",
    navigation="left out: navigation, contents, headers or footers",
    running="left out: running headers, footers or page numbers",
    counted="{name} ({count}):",
    changes="what differs from the article that is there:",
    check_next="Now run check to see whether anything is wrong.",
)


@cache
def editor_phrases(language: Language) -> EditorPhrases:
    """The editors' phrases of this language."""
    match language:
        case Language.SIMPLIFIED:
            return _SIMPLIFIED
        case Language.TRADITIONAL:
            return EditorPhrases(*map(in_traditional, astuple(_SIMPLIFIED)))
        case Language.ENGLISH:
            return _ENGLISH
