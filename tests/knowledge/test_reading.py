"""Documents as people write them: what becomes a passage, and how it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.knowledge.conftest import Desk


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("看**粗体**和*斜体*，还有`代码`。", ["看粗体和斜体，还有代码。"]),
        (
            "见[说明](https://example.org/a_b)，或 <https://example.org>。",
            ["见说明，或 https://example.org。"],
        ),
        ("![照片](a.png)\n\n文。", ["文。"]),
        ("甲&nbsp;乙&lt;丙&gt;&#0;", ["甲 乙<丙>\ufffd"]),
        ("甲<br>乙<span class='x'>丙</span>", ["甲\n乙丙"]),
        (r"2 \* 3 \_ 4", ["2 * 3 _ 4"]),
        ("snake_case_name 和 3*4", ["snake_case_name 和 3*4"]),
        ("行内代码 `<!-- 隐藏 -->` 不会显示出来。", ["行内代码 <!-- 隐藏 --> 不会显示出来。"]),
        ("~~旧价~~新价", ["旧价新价"]),
    ],
)
def test_a_passage_reads_as_its_page_does(content: str, texts: list[str], desk: Desk) -> None:
    assert desk.texts(content) == texts


def test_code_keeps_its_lines_and_a_comment_in_it_is_text(desk: Desk) -> None:
    content = "写注释要这样：\n\n```html\n<!-- 值班表 -->\n  <p>养蜂课在四月</p>\n```\n\n后文。"
    assert desk.texts(content) == [
        "写注释要这样：\n<!-- 值班表 -->\n  <p>养蜂课在四月</p>",
        "后文。",
    ]


def test_a_number_sign_in_indented_code_heads_nothing(desk: Desk) -> None:
    article = desk.article("## 代码\n\n例子：\n\n    # 缩进四格是代码\n    print(1)\n\n最后一段。\n")
    assert [section.title for section in article.sections] == ["代码"]
    assert article.sections[0].passages[0].text == "例子：\n# 缩进四格是代码\nprint(1)"


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("下列商品不退：\n- 鲜花\n- 书", ["下列商品不退：\n- 鲜花\n- 书"]),
        ("下列商品不退：\n\n- 鲜花\n\n- 书", ["下列商品不退：\n- 鲜花\n- 书"]),
        ("他说：\n\n> 好。", ["他说：\n> 好。"]),
        (
            "分三步：\n（一）报名。\n（二）体检。\n\n另一段。",
            ["分三步：\n（一）报名。\n（二）体检。", "另一段。"],
        ),
        ("第一条 甲。\n第二条 乙。\n第十二条 丙。", ["第一条 甲。", "第二条 乙。", "第十二条 丙。"]),
    ],
)
def test_what_belongs_together_stays_together(content: str, texts: list[str], desk: Desk) -> None:
    assert desk.texts(content) == texts


def test_an_item_numbered_as_what_announced_the_others_is_none_of_them(desk: Desk) -> None:
    content = (
        "（三）须带：\n\n1.证件；\n\n2.发票。\n\n（四）不予退换。\n\n一、须知：\n\n（一）安静；\n\n二、附则。"
    )
    assert desk.texts(content) == [
        "（三）须带：\n1.证件；\n2.发票。",
        "（四）不予退换。",
        "一、须知：\n（一）安静；",
        "二、附则。",
    ]


def test_items_that_end_no_sentence_are_one_list_and_whole_sentences_are_not(desk: Desk) -> None:
    items = [
        "1.户口簿",
        "2.接种证；",
        "3.照片两张",
        "（一）到校。",
        "（二）在二楼交费。",
        "（三）领书",
        "末段。",
    ]
    content = "\n\n".join(["## 携带材料", *items])
    assert desk.texts(content) == [
        "1.户口簿\n2.接种证；\n3.照片两张",
        "（一）到校。",
        "（二）在二楼交费。",
        "（三）领书",
        "末段。",
    ]


def test_a_long_list_is_parted_by_its_items_and_each_part_keeps_what_leads_in(desk: Desk) -> None:
    items = [f"- 第{number}件，{'很长' * 60}。" for number in range(20)]
    texts = desk.texts("要带的东西：\n" + "\n".join(items))
    assert len(texts) > 3
    assert all(text.startswith("要带的东西：\n- 第") for text in texts)
    assert all(len(text) < 750 for text in texts)
    assert sum(text.count("- 第") for text in texts) == 20


@pytest.mark.parametrize(
    "content",
    [
        "问：怎么退货？\n答：七天内拿小票来。",
        "问：怎么退货？\n\n答：七天内拿小票来。",
        "**问：** 怎么退货？\n\n**答：** 七天内拿小票来。",
        "Q: 怎么退货？\nA: 七天内拿小票来。",
        "Q1：怎么退货？\nA1：七天内拿小票来。",
        "问题1：怎么退货？\n回答：七天内拿小票来。",
    ],
)
def test_of_a_question_and_its_answer_the_answer_is_quoted_and_the_question_finds_it(
    content: str, desk: Desk
) -> None:
    knowledge = desk.write("articles/town.md", f"{content}\n\n后文。").read()
    first, second = knowledge.passages
    assert (first.text, second.text) == ("七天内拿小票来。", "后文。")
    assert knowledge.forms == {first.id: ("怎么退货？",)}


def test_what_stands_between_an_answer_and_the_next_question_belongs_to_the_answer(desk: Desk) -> None:
    content = "问：能办卡吗？\n\n答：能。\n\n寒暑假也能用。\n\n问：要戴泳帽吗？\n\n答：要。\n\n欢迎光临。"
    assert desk.texts(content) == ["能。\n寒暑假也能用。", "要。", "欢迎光临。"]


@pytest.mark.parametrize(
    "content",
    [
        "问：怎么去？答：坐3路车。",
        "问题一：怎么去？\n答：坐3路车。",
        "【问】怎么去？\n【答】坐3路车。",
        "**问：** 怎么去？\n**答：** 坐3路车。",
    ],
)
def test_questions_and_answers_are_known_by_their_marks_however_written(content: str, desk: Desk) -> None:
    assert desk.texts(content) == ["坐3路车。"]
    assert [form for forms in desk.read().forms.values() for form in forms] == ["怎么去？"]


def test_lines_between_bars_are_a_table_whatever_became_of_its_rule(desk: Desk) -> None:
    content = "|项目|价格|\n|:-:|\n|茶|4元|\n\n末段。\n\n|名|数|\n|甲|-|"
    assert desk.texts(content) == ["项目 | 价格\n茶 | 4元", "末段。", "名 | 数\n甲 | -"]


def test_an_answer_may_stand_below_its_mark(desk: Desk) -> None:
    article = desk.article("问：怎么去？\n\n答：\n\n坐3路车。")
    assert [passage.text for passage in article.sections[0].passages] == ["坐3路车。"]
    assert [form for forms in desk.read().forms.values() for form in forms] == ["怎么去？"]


def test_a_question_without_an_answer_is_text(desk: Desk) -> None:
    assert desk.texts("问：为什么？\n\n没有人知道。\n\n问：何时？") == ["为什么？", "没有人知道。", "何时？"]


def test_a_row_of_a_table_comes_with_its_header(desk: Desk) -> None:
    rows = "\n".join(
        f"| 第{number}村 | {number + 100}户 | 种的是水稻和小麦，也种一些茶 |" for number in range(9)
    )
    texts = desk.texts(f"| 村 | 户数 | 作物 |\n|---|---:|---|\n{rows}")
    assert len(texts) == 9
    assert texts[3] == "村 | 户数 | 作物\n第3村 | 103户 | 种的是水稻和小麦，也种一些茶"


def test_a_small_table_without_outer_pipes_is_one_passage_with_what_leads_in(desk: Desk) -> None:
    content = "票价如下：\n\n票种 | 价钱\n--- | ---\n成人 | **20元**\n儿童 | 10元"
    assert desk.texts(content) == ["票价如下：\n票种 | 价钱\n成人 | 20元\n儿童 | 10元"]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (
            "　　第一段讲种树，时间是三月。\n　　第二段讲浇水。\n　　第三段讲施肥。",
            ["第一段讲种树，时间是三月。", "第二段讲浇水。", "第三段讲施肥。"],
        ),
        (
            "本馆每周一闭馆，节假日除外，请提前预约。\n入馆请出示身份证，并按指示存包，不得带水。",
            ["本馆每周一闭馆，节假日除外，请提前预约。", "入馆请出示身份证，并按指示存包，不得带水。"],
        ),
        (
            "江门久久为功、\n驰而不息，从一座桥到\n一座城，一路走来。",
            ["江门久久为功、驰而不息，从一座桥到一座城，一路走来。"],
        ),
        ("床前明月光，\n疑是地上霜。", ["床前明月光，\n疑是地上霜。"]),
        ("地址：东街一号  \n电话：12345", ["地址：东街一号\n电话：12345"]),
        ("one line\nand one more.", ["one line and one more."]),
    ],
)
def test_lines_are_paragraphs_poems_or_wrapped_as_they_look(
    content: str, texts: list[str], desk: Desk
) -> None:
    assert desk.texts(content) == texts


@pytest.mark.parametrize(
    "content",
    ["题目\n===\n\n小节\n---\n\n文。", "＃ 题目\n\n＃＃小节\n\n文。", "# 题目 #\n\n## 小节 ##\n\n文。"],
)
def test_headings_of_every_kind_are_headings(content: str, desk: Desk) -> None:
    article = desk.article(content)
    assert (article.title, [section.title for section in article.sections]) == ("题目", ["小节"])


@pytest.mark.parametrize("opening", ["", "\n\n", " ", "<!-- 编辑：\n老王 -->\n"])
def test_front_matter_may_stand_below_blank_lines(opening: str, desk: Desk) -> None:
    content = f"{opening}---\ntitle: 春耕\ndate: 2026年3月5日\npublisher: 江门日报\nurl: https://example.org/a\n---\n文。"
    article = desk.article(content)
    assert (article.title, article.date, article.publisher, article.url) == (
        "春耕",
        "2026-03-05",
        "江门日报",
        "https://example.org/a",
    )
    assert desk.problems() == []


def test_front_matter_in_toml_is_no_text_and_is_named(desk: Desk) -> None:
    assert desk.texts('+++\ntitle = "春耕"\n+++\n\n# 春耕\n\n犁地。\n') == ["犁地。"]
    assert "front matter in TOML is not read" in desk.problem()


def test_drafts_and_what_has_expired_are_left_out_and_the_order_is_the_editors(desk: Desk) -> None:
    desk.write("articles/a.md", "---\norder: 2\n---\n# 甲\n\n文。")
    desk.write("articles/b.md", "---\norder: 1\n---\n# 乙\n\n文。")
    desk.write("articles/c.md", "---\ndraft: true\n---\n# 丙\n\n文。")
    desk.write("articles/d.md", "---\nuntil: 2001-01-01\n---\n# 丁\n\n文。")
    assert [article.title for article in desk.read().articles] == ["乙", "甲"]


def test_other_endings_and_subfolders_are_read_and_other_files_named(desk: Desk) -> None:
    desk.write("articles/a.md", "# 甲\n\n文。")
    desk.write("articles/b.markdown", "# 乙\n\n文。")
    desk.write("articles/rules/c.txt", "丙文。")
    desk.write("articles/rules/d.docx", b"PK")
    assert [article.slug for article in desk.read().articles] == ["a", "b", "rules/c"]
    assert "articles/rules/d.docx" in desk.problem()


def test_two_articles_of_one_title_are_named(desk: Desk) -> None:
    desk.write("articles/2023.md", "# 年度报告\n\n文。").write("articles/2024.md", "# 年度报告\n\n字。")
    assert "has the title of 2023" in desk.problem()
