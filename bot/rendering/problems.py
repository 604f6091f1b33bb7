"""What is wrong with a knowledge folder, said to its editor: in Chinese, or in English as the reader found it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.errors import FileError, SettingsError
from bot.models import Language
from bot.rendering.script import in_traditional

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.errors import BotError
    from bot.models import Knowledge

_ALIKE: Final = 3
"""So many alike in one file are listed; more of them become one line."""
_LINES: Final = 12

# What the reader says, by the words that identify it, and the same in Chinese: what is wrong ; how to mend it.
_CHINESE: Final = tuple(
    (re.compile(english, re.DOTALL), chinese)
    for english, chinese in (
        (r"is not set; get a token .*", "没有设置；请向 @BotFather 要一个 token，写进环境变量或 .env"),
        (r"Telegram refuses it; .*", "Telegram 不认这个 token；请核对，或向 @BotFather 要新的"),
        (r"is no token; .*", "不像 token；请从 @BotFather 复制，样子是 123456:ABC-def"),
        (r"(.+) cannot be written \((.+)\); set it .*", "{0} 不能写（{1}）；请设成机器人自己的文件夹"),
        (r"(.+) cannot be listened on \((.+)\); .*", "{0} 不能监听（{1}）；请让出端口，或换一个"),
        (r"is no URL such as (.+)", "不是数据库地址；例如 {0}"),
        (r"needs a URL that ends in /bot, such as (.+)", "要写以 /bot 结尾的地址；例如 {0}"),
        (r"needs a URL with a port, such as (.+)", "要写带端口的地址；例如 {0}"),
        (r"needs a URL such as (.+)", "要写地址；例如 {0}"),
        (r"needs a public https URL, such as (.+)", "要写公开的 https 地址；例如 {0}"),
        (r"needs 20 to 256 letters.*", "要写 20 到 256 个随机的字母、数字、- 和 _"),
        (r"needs 1 to 256 letters.*", "只能用 1 到 256 个字母、数字、- 和 _"),
        (r"needs Telegram user ids .*", "要写 Telegram 用户编号，用逗号隔开；例如 12345678, 87654321"),
        (r"no question\. Usage: .*", "没有写问题；用法（Usage）：ask 问题，或从标准输入一行一个"),
        (
            r"BOT_DATABASE_URL: the database cannot be reached; .*",
            "BOT_DATABASE_URL: 连不上数据库；是正在运行的机器人用的那个吗",
        ),
        (r"BOT_DATABASE_URL: the database cannot be read; .*", "BOT_DATABASE_URL: 数据库读不了；请再试一次"),
        (r"(.+): the picture is an SVG; .*", "{0}: 图是 SVG；文件名请以 .svg 结尾"),
        (r"is of Word's old format; .*", "是旧版 Word 格式；请用 Word 或 WPS 另存为 .docx"),
        (r"is of WPS's own format; .*", "是 WPS 专有格式；请用 WPS 另存为 .docx"),
        (r"is an OFD file; .*", "是 OFD 版式文件；请转成 .docx 或能选中文字的 .pdf"),
        (r"is of Excel's old format; .*", "是旧版 Excel 格式；请另存为 .xlsx"),
        (r"is a presentation; .*", "是演示文稿；请把文字另存为 .docx"),
        (r"is no file that can be imported; these are: (.+)", "不认识这种文件；可以导入 {0}"),
        (r"needs (.+) to be read; run (.+)", "缺少读取它的程序 {0}；请运行 {1}"),
        (r"does not open \((.+)\) and .*", "打不开，内容和扩展名可能不符（{0}）；请用原来的程序重新保存"),
        (r"holds no text; .*", "里面没有文字；如果是扫描件，请先做文字识别"),
        (r"is of no encoding that is known; .*", "认不出文字编码；请另存为 UTF-8"),
        (r"has a password; .*", "有密码；请去掉密码再导入"),
        (r"has a password or an old format; .*", "有密码，或是旧版格式；请去掉密码，另存为新版格式"),
        (r"is not what its name says; .*", "内容和扩展名不符；请用原来的程序重新保存"),
        (r"unpacks to more than (\d+) MiB; .*", "解开后超过 {0} MiB；不导入"),
        (r"is not there; check the path", "没有这个文件；请检查路径"),
        (r"has no text; .*", "没有正文；至少写一段"),
        (r"has more than (.+) paragraphs and headings; .*", "段落和标题超过 {0} 个；请分成几篇"),
        (r"a second # heading; .*", "又出现了一个 # 标题，当作小节了；小节请用 ##"),
        (r"the section (.+) stands here twice; .*", "小节{0}出现了两次；请改其中一个标题"),
        (r"this gap follows no paragraph.*", "这个缺口前面没有段落；请放在断开的那一段后面"),
        (r"the section (.+) has no text; .*", "小节{0}没有正文；写上内容，或删掉标题"),
        (r"holds no \*\.md file; .*", "里面没有文章；请放一个 .md 文件，例如 my-town.md"),
        (r"holds more than (.+) files; .*", "文件超过 {0} 个；请分成几个知识文件夹"),
        (r"has the control character (.+); .*", "有控制字符 {0}；请删掉"),
        (
            r"is no folder; name one .*",
            "不是文件夹；请用 --knowledge 或 BOT_KNOWLEDGE 指定一个有 articles/*.md 的文件夹",
        ),
        (r"is no folder; make it .*", "不是文件夹；请建一个，放进文章，例如 my-town.md"),
        (r"cannot be opened \((.+)\); .*", "打不开（{0}）；请检查路径"),
        (r"cannot be listed \((.+)\); .*", "列不出文件（{0}）；请检查权限"),
        (r"the file name (.+) cannot be shown; .*", "文件名 {0} 无法显示；请改名"),
        (r"is not UTF-8 \((.+)\); .*", "不是 UTF-8 编码（{0}）；请另存为 UTF-8"),
        (r"links to a place outside .*", "是指向文件夹外面的链接；请把文件复制进来"),
        (r"is not a file; .*", "不是文件；请移走或改扩展名"),
        (r"is larger than (\d+) MiB; .*", "超过 {0} MiB；请拆成几个文件"),
        (r"makes the folder larger than (\d+) MiB; .*", "让整个文件夹超过了 {0} MiB；请拆分"),
        (r"cannot be read \((.+)\); .*", "读不了（{0}）；请检查文件和权限"),
        (r"(.+) stands on line (\d+)(?: of (\S+))? already; .*", "{0}在第 {1} 行已经有了；请删掉一个"),
        (
            r"(.+) asks for another paragraph on line (\d+)(?: of (\S+))?; .*",
            "{0}在第 {1} 行指向另一段；请改其中一个",
        ),
        (
            r"belongs to no article and is not used; .*",
            "不属于任何文章，没有用上；请和文章同名，例如 questions/my-town.md 对应 articles/my-town.md",
        ),
        (r"belongs to no article; .*", "不属于任何文章；请改成和文章相同的文件名"),
        (r"the article has no section (.+); .*", "文章里没有小节{0}；请照抄文章的标题"),
        (r"names no paragraph; .*", "没有写是哪一段；请在 > 后面写那一段开头的字"),
        (r"(.+) stands under no paragraph; .*", "{0}上面没有段落；请在上面写 > 和那一段开头的字"),
        (
            r"no paragraph of this section begins with (.+); .*",
            "这一节没有以{0}开头的段落；请照抄文章里的开头",
        ),
        (r"several paragraphs begin with (.+); .*", "有几段都以{0}开头；请多抄几个字"),
        (r"the form is empty; .*", "问法是空的；请在 - 后面写问题，或删掉这一行"),
        (r"(.+) is not used; begin a form .*", "{0}没有用上；问法以 - 开头，段落以 > 开头"),
        (r"the form is longer than (\d+) characters; .*", "问法超过 {0} 个字；请缩短"),
        (r"front matter in TOML is not read; .*", "开头的 +++ 格式不读；请改成 --- 之间一行一个“title: …”"),
        (r"the front matter never ends; .*", "开头的 --- 没有结束；请在后面补一行 ---"),
        (r"the front matter is longer than (.+) characters; .*", "开头 --- 里超过 {0} 个字；请缩短"),
        (
            r"the front matter is not valid YAML \((.+)\); .*",
            "开头 --- 里的格式不对；含 : 或 # 的内容请加英文引号",
        ),
        (r"the front matter is no list of .*", "开头 --- 里应该一行一个“名称: 内容”；例如 title: …"),
        (r"(\w+) (.+) is no number; .*", "{0} 的{1}不是数字；请写例如 1"),
        (r"(\w+) (.+) is no date; .*", "{0} 的{1}不是日期；请写例如 2026-11-26"),
        (r"(\w+) (.+) is no address; .*", "{0} 的{1}不是网址；请写以 https:// 开头的地址"),
        (r"(\w+) holds a control character; .*", "{0} 里有控制字符；请删掉转义"),
        (r"(\w+) is not one text; .*", "{0} 不是一段文字；请加英文引号"),
        (r"a line of (\w+) is not one text; .*", "{0} 有一行不是文字；请加英文引号"),
        (r"(\".+\") stands here twice; .*", "{0}出现了两次；请删掉一个"),
        (r"(\".+\") is not known here; use (.+)", "不认识{0}；可以用 {1}"),
        (r"is not JSON; .*", "不是 JSON；请一行写一个对象"),
        (r"is no labelled question; write (.+)", "不是带答案的问题；请写成 {0}"),
        (r"an answer is empty .*", "答案是空的，任何一段都会算对；请删掉"),
        (r"the answer (.+) stands in no paragraph; .*", "答案{0}不在任何一段里；请照抄文章"),
        (r"the heading has no words; .*", "标题没有字；写上，或删掉这一行"),
        (r"(.+) is read as text; a heading needs .*", "{0}当作正文了；如果是标题，请在 # 后面加一个空格"),
        (r"the note that begins with <!-- never ends; .*", "以 <!-- 开头的备注没有结束；请在后面写 -->"),
        (r"lies beside the articles .*", "放在了 articles 外面，没有读；请移进 articles/"),
        (r"is no article and is not read; .*", "不是文章，没有读；请另存为 UTF-8 文本，扩展名 .md"),
        (
            r"is a document of a word processor .*",
            "是文字处理软件的文件，没有读；请另存为纯文本，扩展名改成 .md",
        ),
        (r"has the same name as another article, (.+); .*", "和另一篇文章 {0} 同名；请改其中一个"),
        (r"has the title of (.+), (.+); .*", "和 {0} 的标题相同：{1}；请改其中一个，否则出处分不清"),
        (r"(\w+) is no table; .*", "{0} 不是表；请在词条上面写 [{0}]"),
        (r"(.+) holds something that is not text; .*", '{0}里有不是文字的内容；请写成 "词" = ["另一个词"]'),
        (r"(.+) is no dictionary entry; .*", "{0}不是词典条目；一行一个词，词里不要空格"),
        (r"(.+) is longer than (\d+) Chinese characters; .*", "{0}超过 {1} 个字，按钮放不下；请缩短"),
        (r"(.+) is longer than (\d+) characters and no word; .*", "{0}超过 {1} 个字，不像一个词；请缩短"),
        (r"has too many dots; .*", "点太多；请一行写一条"),
        (r"has Chinese quotation marks .*", '用了中文引号；请换成英文引号 "'),
        (
            r"is not valid TOML \((.+)\); .*",
            '不是正确的 TOML，这一行没有用上；请写成 "词" = ["另一个词"]',
        ),
        (r"(.+) holds a control character; .*", "{0}里有控制字符；请删掉转义"),
        (r"(.+) says nothing; .*", "{0}没有内容；补上，或删掉这一行"),
        (r"(.+) has (\d+) words, more than (\d+); .*", "{0}有 {1} 个词，超过 {2} 个；请减少"),
        (r"(.+) is a broken character; .*", "{0}是乱码；请用原文件重新保存为 UTF-8"),
        (r"has invisible characters \((.+)\); .*", "有看不见的字符（{0}）；请删掉"),
        (r"the paragraph has (\d+) characters; .*", "这一段有 {0} 个字，太长了；请分成几段"),
        (r"the same paragraph as on line (\d+); .*", "和第 {0} 行是同一段；请删掉一个"),
        (r"the sentence (.+) stands twice in a row; .*", "句子{0}连着出现两次；请删掉一个"),
        (r"the paragraph breaks off after (.+); .*", "这一段在{0}后面断了；补全，或在后面写 <!-- gap -->"),
        (
            r"the front matter's title is (.+), the heading (.+); .*",
            "开头的 title 是{0}，标题却是{1}；请改成一样",
        ),
        (
            r"(\d+) words stand in no article, such as (.+); .*",
            "有 {0} 个词任何文章里都没有，例如 {1}；写错了就改，用不着就删",
        ),
        (r"(.+) stands in both tables; .*", "{0}两个表里都有；请留一个"),
        (r"(.+) is answered with another paragraph, (.+); .*", "问法{0}答成了另一段：{1}；请改问法"),
        (r"(.+) gets no answer; .*", "例子{0}得不到答案；换一个"),
    )
)


Told: TypeAlias = tuple[str, int | None, str, str]
"""A problem as it was found: file, line, severity, text."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A problem in the reader's language: what is wrong, and how to mend it."""

    message: str
    remedy: str


def wording(text: str, language: Language) -> Wording:
    """The words of a problem in this language; those that have none in Chinese stay as they are."""
    if language is not Language.ENGLISH:
        for pattern, chinese in _CHINESE:
            if found := pattern.fullmatch(text):
                given = (_chinese(each or "") for each in found.groups())
                said = chinese.format(*given)
                message, _, remedy = (
                    in_traditional(said) if language is Language.TRADITIONAL else said
                ).partition("；")
                return Wording(message, remedy)
    message, _, remedy = text.partition("; ")
    return Wording(message, remedy)


def complaint(error: BotError, language: Language) -> str:
    """An error in one line, in this language."""
    if isinstance(error, FileError):
        place = str(error.path) if error.line is None else f"{error.path}:{error.line}"
        return f"{place}: {_whole(error.problem, language)}"
    name, colon, problem = str(error).partition(": ")
    if isinstance(error, SettingsError) and colon:
        return f"{name}: {_whole(problem, language)}"
    return _whole(str(error), language)


def _whole(text: str, language: Language) -> str:
    words = wording(text, language)
    mark = "; " if language is Language.ENGLISH or words.message in text else "；"
    return mark.join(part for part in (words.message, words.remedy) if part)


def in_lines(found: Iterable[Told], language: Language) -> list[str]:
    """One line a problem, `file:line: what; how to mend it`, many alike become one."""
    lines = []
    chinese = language is not Language.ENGLISH
    kinds: dict[tuple[str, str, str], list[Told]] = {}
    for each in found:
        kinds.setdefault((each[0], each[2], _kind(each[3])), []).append(each)
    for (file, severity, _), alike in kinds.items():
        shown = alike if len(alike) <= _ALIKE else alike[:1]
        for _, line, _, text in shown:
            words = wording(text, language)
            mark = {"error": "错误", "warning": "提醒"}[severity] if chinese else severity
            place = f"{file}:{line}" if line is not None else file
            parts = [part for part in (words.message, words.remedy) if part]
            lines.append(f"{mark} {place}: {('；' if chinese else '; ').join(parts)}")
        if len(alike) > len(shown):
            numbers = [str(line) for _, line, _, _ in alike[1:] if line is not None][:_LINES]
            more = len(alike) - 1
            where = "、".join(numbers) if chinese else ", ".join(numbers)
            rest = f"（同样的问题还有 {more} 处" if chinese else f" ({more} more like it"
            at = (f"：第 {where} 行" if chinese else f": lines {where}") if numbers else ""
            lines[-1] += f"{rest}{at}{'）' if chinese else ')'}"
    return lines


def summary(found: Sequence[Told], content: Knowledge | None, language: Language) -> str:
    """How much is wrong, and how much content there is."""
    errors = sum(severity == "error" for _, _, severity, _ in found)
    warnings = len(found) - errors
    if content is None:
        said = {
            Language.ENGLISH: f"{errors} errors, {warnings} warnings: mend the errors, then check again",
            Language.SIMPLIFIED: f"{errors} 个错误，{warnings} 个提醒：改好错误再检查一次",
        }
    else:
        counts = len(content.articles), len(content.passages), sum(map(len, content.forms.values()))
        good = f"{warnings} 个提醒" if warnings else "没有问题"
        well = f"{warnings} warnings" if warnings else "Ready"
        said = {
            Language.ENGLISH: "{}: articles {}, paragraphs {}, question forms {}".format(well, *counts),
            Language.SIMPLIFIED: "{}：{} 篇文章，{} 段，{} 个问法".format(good, *counts),
        }
    if language is Language.TRADITIONAL:
        return in_traditional(said[Language.SIMPLIFIED])
    return said[language]


def _kind(text: str) -> str:
    """What problems that differ in their words alone have in common."""
    return re.sub(r"\"[^\"]*\"|\d+", "", text)


def _chinese(words: str) -> str:
    """Words of an editor in Chinese quotation marks."""
    return re.sub(r"^\"(.*)\"$", r"“\1”", words, flags=re.DOTALL)
