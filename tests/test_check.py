"""Mistakes that editors make, each named in one Chinese line with its place and its remedy."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bot.cli import main

if TYPE_CHECKING:
    from pathlib import Path

LATIN = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")
GOOD = "# 茶园\n\n茶园在南坡，种茶已有一百二十年。\n\n## 采茶\n\n清明前后开始采摘头春茶。\n"
ARTICLE, WORDS, TABLE, FORMS, EXAMPLES = (
    "articles/a.md",
    "dictionary/a.txt",
    "synonyms/a.toml",
    "questions/a.md",
    "examples/a.txt",
)
MISTAKES = [
    (ARTICLE, "", "没有正文"),
    (ARTICLE, "# 茶园\n\n文。\n\n# 又一篇\n\n字。\n", "又出现了一个 # 标题"),
    (ARTICLE, "# 茶园\n\n#采茶\n\n文。\n", "在 # 后面加一个空格"),
    (ARTICLE, "# 茶园\n\n##\n\n文。\n", "标题没有字"),
    (ARTICLE, "# 茶园\n\n## 采茶\n\n## 制茶\n\n文。\n", "没有正文；写上内容"),
    (ARTICLE, "# 茶园\n\n## 采茶\n\n甲。\n\n## 采茶\n\n乙。\n", "出现了两次"),
    (ARTICLE, "# 茶园\n\n<!-- 记得改\n\n文。\n", "备注没有结束"),
    (ARTICLE, "# 茶园\n\n<!-- gap -->\n\n文。\n", "缺口前面没有段落"),
    (ARTICLE, "# 茶园\n\n茶\ufffd园在南坡。\n", "乱码"),
    (ARTICLE, "# 茶园\n\n锟斤拷在南坡。\n", "乱码"),
    (ARTICLE, "# 茶园\n\nå¥½茶在南坡。\n", "乱码"),
    (ARTICLE, "# 茶园\n\n茶\u200b园在南坡。\n", "看不见的字符（U+200B）"),
    (ARTICLE, "# 茶园\n\n茶\x07园在南坡。\n", "控制字符 U+0007"),
    (ARTICLE, f"# 茶园\n\n{'茶园很大，' * 8000}完。\n", "个字，太长了"),
    (ARTICLE, f"# 茶园\n\n{'茶园很大，' * 12_000}完。\n", "个字，太长了"),
    (
        ARTICLE,
        "# 茶园\n\n茶园在南坡，种了一百年。\n\n茶园在南坡，种了一百年。\n",
        "和第 3 行是同一段",
    ),
    (ARTICLE, "# 茶园\n\n茶园在南边的坡上。茶园在南边的坡上。采茶在春天。\n", "连着出现两次"),
    (ARTICLE, "# 茶园\n\n茶园在南坡，种茶已有，\n\n采茶在春天。\n", "后面断了"),
    (ARTICLE, "---\ntitle: 桥\n---\n\n# 茶园\n\n文。\n", "标题却是“茶园”"),
    (ARTICLE, "---\ntitle: 茶园\n\n# 茶园\n\n文。\n", "开头的 --- 没有结束"),
    (ARTICLE, "---\ntitel: 茶园\n---\n文。\n", "不认识“titel”"),
    (ARTICLE, "---\ntitle: 甲\ntitle: 乙\n---\n文。\n", "“title”出现了两次"),
    (ARTICLE, "---\ntitle: 甲: 乙\n---\n文。\n", "格式不对"),
    (ARTICLE, "---\ndate: 明天\n---\n文。\n", "不是日期"),
    (ARTICLE, "---\nurl: 江门\n---\n文。\n", "不是网址"),
    (ARTICLE, "---\norder: 第一\n---\n文。\n", "不是数字"),
    (ARTICLE, "+++\ntitle = '甲'\n+++\n文。\n", "+++ 格式不读"),
    ("articles/b.docx", "PK", "文字处理软件"),
    ("b.md", GOOD, "请移进 articles/"),
    ("articles/b.html", "<p>", "没有读"),
    ("articles/b.md", GOOD, "标题相同"),
    (WORDS, "头春茶\n清明 前后 采茶\n", "不是词典条目"),
    (WORDS, "头春茶，清明\n", "不是词典条目"),
    (WORDS, "头春茶\n头春茶\n", "在第 1 行已经有了"),
    (WORDS, "茶" * 50, "不像一个词"),
    (WORDS, "火箭\n飞船\n卫星\n", "有 3 个词任何文章里都没有，例如 火箭、飞船、卫星"),
    ("dictionary/b.txt", "茶\n", "不属于任何文章"),
    (TABLE, "[aliases]\n“头茶” = [“头春茶”]\n", "中文引号"),
    (TABLE, '[aliases]\n"头茶" = 头春茶\n', "不是正确的 TOML"),
    (TABLE, '[aliases]\n"头茶" = [1]\n', "不是文字"),
    (TABLE, '[aliases]\n"头茶" = []\n', "没有内容"),
    (TABLE, '[alias]\n"头茶" = ["头春茶"]\n', "不认识“alias”"),
    (FORMS, "## 采茶\n\n> 清明前后\n\n什么时候采\n", "问法以 - 开头"),
    (FORMS, "## 采茶\n\n- 什么时候采\n", "上面没有段落"),
    (FORMS, "## 种茶\n\n> 清明前后\n\n- 什么时候采\n", "文章里没有小节“种茶”"),
    (FORMS, "## 采茶\n\n> 谷雨前后\n\n- 什么时候采\n", "没有以“谷雨前后”开头的段落"),
    (FORMS, "## 采茶\n\n> 清明前后\n\n-\n", "问法是空的"),
    (FORMS, "## 采茶\n\n> 清明前后\n\n- 采茶\n- 采茶\n", "已经有了"),
    ("questions/b.md", "## 采茶\n", "不属于任何文章"),
    (EXAMPLES, "火星上有几家咖啡馆？\n", "得不到答案"),
    (EXAMPLES, f"{'茶' * 40}？\n", "按钮放不下"),
]


@pytest.fixture(autouse=True)
def apart(shared_state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_STATE_DIR", str(shared_state))
    monkeypatch.setenv("BOT_LANGUAGE", "zh-Hans")


def folder_with(tmp_path: Path, name: str, content: str) -> Path:
    folder = tmp_path / "knowledge"
    for each, text in ((ARTICLE, GOOD), (name, content)):
        path = folder / each
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("name", "content", "said"), MISTAKES)
def test_a_mistake_is_named_in_one_chinese_line(
    name: str, content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", "--knowledge", str(folder_with(tmp_path, name, content))])
    lines = capsys.readouterr().out.splitlines()
    named = [line for line in lines if said in line]
    assert len(named) == 1, lines
    assert named[0].startswith((f"错误 {name}", f"提醒 {name}"))
    assert not any(LATIN.search(line.replace(name, "")) for line in lines), lines
    assert code == (2 if named[0].startswith("错误") else 0)


def test_nothing_wrong_is_nothing_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--knowledge", str(folder_with(tmp_path, ARTICLE, GOOD))]) == 0
    assert capsys.readouterr().out == "没有问题：1 篇文章，2 段，0 个问法\n"


def test_many_alike_become_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = "## 采茶\n\n> 清明前后\n\n" + "".join(f"写法{number}\n" for number in range(30))
    main(["check", "--knowledge", str(folder_with(tmp_path, FORMS, forms))])
    first, count = capsys.readouterr().out.splitlines()
    assert "同样的问题还有 29 处：第 6、7、8" in first
    assert count.startswith("30 个提醒")


def test_as_json_each_problem_has_its_place_and_its_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_with(tmp_path, ARTICLE, "# 茶园\n\n#采茶\n\n文。\n")
    assert main(["check", "--json", "--knowledge", str(folder)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "file": "articles/a.md",
        "line": 3,
        "severity": "warning",
        "message": "“#采茶”当作正文了",
        "remedy": "如果是标题，请在 # 后面加一个空格",
    }


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", 'warning articles/a.md:3: "#采茶" is read as text; a heading needs'), ("zh-Hant", "當作正文了")],
)
def test_the_words_are_in_the_readers_language(
    language: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_LANGUAGE", language)
    main(["check", "--knowledge", str(folder_with(tmp_path, ARTICLE, "# 茶园\n\n#采茶\n\n文。\n"))])
    assert said in capsys.readouterr().out
