"""Documents of many makers become articles, and nothing of them is lost in silence."""

from __future__ import annotations

import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from bot.editing.importing.readers import read
from bot.knowledge import check_knowledge, read_knowledge
from tests.editing.importing import makers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.models import Article

MAKERS: dict[str, Callable[[Path], None]] = {
    "word.docx": makers.word,
    "wps.docx": makers.wps,
    "web.html": makers.web,
    "paper.txt": makers.newspaper,
    "plain.txt": makers.plain,
    "book.epub": makers.book,
}


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("BOT_LANGUAGE", "zh-Hans")


def imported(tmp_path: Path, name: str, make: Callable[[Path], None]) -> Article:
    """The article that comes of a document."""
    source = tmp_path / name
    tmp_path.mkdir(exist_ok=True)
    make(source)
    assert main(["import", str(source), "--to", str(tmp_path / "knowledge")]) == 0
    assert [each for each in check_knowledge(tmp_path / "knowledge") if each.severity == "error"] == []
    (article,) = read_knowledge(tmp_path / "knowledge").articles
    return article


@pytest.mark.parametrize("name", MAKERS)
def test_titles_headings_and_paragraphs_are_found(name: str, tmp_path: Path) -> None:
    article = imported(tmp_path, name, MAKERS[name])
    assert article.title == makers.TITLE
    titles = [section.title for section in article.sections if section.number]
    assert [title.rpartition("、")[2].rpartition(" ")[2] for title in titles] == list(makers.BODY)
    texts = [passage.text for section in article.sections for passage in section.passages]
    for text in makers.BODY["借书办法"]:
        assert text in texts


@pytest.mark.parametrize("name", MAKERS)
def test_no_character_is_lost_in_silence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(tmp_path, name, MAKERS[name])
    said = capsys.readouterr().out
    (path,) = (tmp_path / "knowledge" / "articles").iterdir()
    kept = Counter(said + path.read_text(encoding="utf-8"))
    source = Counter("".join(f"{piece.text}{piece.rows}" for piece in read(tmp_path / name)))
    assert not {char for char, count in (source - kept).items() if char.isalnum() and count}


def test_broken_lines_are_joined_and_lost_words_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = imported(tmp_path, "paper.txt", makers.newspaper)
    said = capsys.readouterr().out
    first, second, third = article.sections[-2].passages
    assert first.text == "图书馆每天早上九点开门，晚上六点关门。"
    assert (second.text, second.breaks_off) == ("每周一闭馆，今年以来，大", True)
    assert third.text == "从三月起，周日也开门。"
    assert article.credits == ("文/周远 何小满",)
    assert "接上的断行（1）" in said
    assert "像是缺了字，请对照原文（1）" in said


NOTICE = """关于年度参保缴费工作的通告
各镇（街道）、各有关单位：
根据上级有关文件精神，现就今年参保缴费有关事项通告如下：
一、参保对象
（一）具有本市户籍的城乡居民；
（二）持有居住证的人员。
二、缴费渠道
（一）小程序
（二）就近的银行网点
三、申报、审核和其他事项
1. 咨询电话：12393，周一至周五可以打。
2. 办理时请带上身份证，代办的还要带委托书。
3. 表格
联系人：李小姐（工作日上班时间）
市医疗保障局
2025年8月20日
"""


def test_the_items_of_a_notice_are_no_headings_and_its_signature_lacks_nothing(tmp_path: Path) -> None:
    def make(path: Path) -> None:
        path.write_text(NOTICE, encoding="utf-8")

    article = imported(tmp_path, "a.txt", make)
    assert [section.title for section in article.sections if section.number] == [
        "一、参保对象",
        "二、缴费渠道",
        "三、申报、审核和其他事项",
    ]
    last = article.sections[-1].passages
    assert [passage.text for passage in last] == NOTICE.strip().splitlines()[-6:]
    assert not any(passage.breaks_off for section in article.sections for passage in section.passages)


PASTED = """云谷县人民医院
关于规范挂号、退费的通告
云医发〔2025〕37号
各位患者：
【挂号费用】
号别\t诊查费\t备注
普通门诊\t15元\t
专家门诊\t50元\t限预约
各科室的号源于就诊前七日放出，当日的号源用完为止。
【退号规定】
就诊前一日可以全额退号。
2.1 现金退款
现金挂号的，到门诊一楼的窗口办理退款，当天到账。
咨询电话：0399-8620117
投诉电话：0399-8620190
本通告自发布之日起施行。
"""


def test_what_was_pasted_from_a_word_processor_keeps_its_table_its_title_and_its_headings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def make(path: Path) -> None:
        path.write_text(PASTED, encoding="utf-8")

    article = imported(tmp_path, "a.txt", make)
    assert article.title == "云谷县人民医院关于规范挂号、退费的通告"
    titles = [section.title for section in article.sections if section.number]
    assert titles == ["【挂号费用】", "【退号规定】", "【退号规定】 › 2.1 现金退款"]
    table = article.sections[1].passages[0].text
    assert table.splitlines()[0] == "号别 | 诊查费 | 备注"
    assert "专家门诊 | 50元 | 限预约" in table
    assert "接上的断行" not in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_of_every_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    article = imported(tmp_path, "paper.txt", lambda path: makers.newspaper(path, encoding))
    assert article.title == makers.TITLE


def test_text_in_big5_is_read(tmp_path: Path) -> None:
    text = "圖書館每天早上九點開門，晚上六點關門，大家都可以來看書。\n\n每個人一次可以借五本。"

    def make(path: Path) -> None:
        path.write_text(text, encoding="big5")

    article = imported(tmp_path, "a.txt", make)
    assert article.sections[0].passages[0].text == text.split("\n", maxsplit=1)[0]


def test_lists_and_tables_of_word_come_along(tmp_path: Path) -> None:
    texts = [
        passage.text
        for section in imported(tmp_path, "word.docx", makers.word).sections
        for passage in section.passages
    ]
    assert "要带的东西：\n- 身份证\n- 一张照片" in texts
    assert any("项目 | 价钱\n补证 | 5元" in text for text in texts)


def test_numbers_that_word_counts_by_itself_are_written_out(tmp_path: Path) -> None:
    article = imported(tmp_path, "counted.docx", makers.counted)
    titles = [section.title for section in article.sections if section.number]
    assert titles == ["一、开放时间", "二、借书办法"]
    first = article.sections[-1].passages[0].text
    assert first.startswith("（1）凭身份证办理借书证")


def written(tmp_path: Path, text: str) -> Article:
    """The article that comes of a plain text."""

    def make(path: Path) -> None:
        path.write_text(text, encoding="utf-8")

    return imported(tmp_path, "a.txt", make)


def outline(article: Article) -> dict[str, list[str]]:
    """The passages below each heading."""
    return {section.title: [passage.text for passage in section.passages] for section in article.sections}


def test_lines_in_columns_are_a_list_or_a_table_and_are_never_joined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "茶餐厅菜单\n\n早餐（7:00—11:00）\n云吞面　　　　18元\n肠粉（猪肉/牛肉）　15元\n\n用料：\n"
        "五花肉 500克\n冰糖 30克\n\n"
        "车次：\n车次　　开往　　　时刻\n3路　　　古镇　　　7:30\n8路　　　南站　　　9:00\n\n"
        "第一名：奖金800元\n第二名：奖金500元"
    )
    assert outline(written(tmp_path, text)) == {
        "早餐（7:00—11:00）": [
            "- 云吞面　18元\n- 肠粉（猪肉/牛肉）　15元",
            "用料：\n- 五花肉　500克\n- 冰糖　30克",
            "车次：\n车次 | 开往 | 时刻\n3路 | 古镇 | 7:30\n8路 | 南站 | 9:00",
            "第一名：奖金800元",
            "第二名：奖金500元",
        ]
    }
    assert "接上的断行" not in capsys.readouterr().out


def test_a_numbered_question_heads_its_answer_and_one_of_a_list_does_not(tmp_path: Path) -> None:
    text = (
        "食堂问答\n1.哪些人优惠？\n老人八折。\n孩子七折。\n2.退休后，还能来吗？\n能。\n先想想这几个问题：\n"
        "1.饿不饿？\n2.远不远？\n都好说。"
    )
    article = written(tmp_path, text)
    assert outline(article)["1.哪些人优惠？"] == ["老人八折。", "孩子七折。"]
    assert titles_of(article) == ["1.哪些人优惠？", "2.退休后，还能来吗？"]


def test_rules_bullets_contents_and_page_numbers_are_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "古镇简介\n目录\n交通……3\n门票\t5\n=========\n交通\n=========\n坐3路车可以到，\n"
        "车程四十分钟～\n- 自驾走省道\n● 停车不收费\n- 3 -\n末班车七点。"
    )
    assert outline(written(tmp_path, text)) == {
        "交通": ["坐3路车可以到，车程四十分钟～", "- 自驾走省道\n- 停车不收费", "末班车七点。"]
    }
    said = capsys.readouterr().out
    assert "交通……3" in said
    assert "- 3 -" in said


def test_headings_of_speeches_rules_and_posters_are_found(tmp_path: Path) -> None:
    text = (
        "象棋赛规程\n一、主办单位：文化站\n二、比赛时间\n1月18日至19日，在二楼。\n三、提高认识，落实责任\n"
        "各队要守时。\n★注意事项\n自带水杯。\n"
    )
    assert outline(written(tmp_path, text)) == {
        "": ["一、主办单位：文化站"],
        "二、比赛时间": ["1月18日至19日，在二楼。"],
        "三、提高认识，落实责任": ["各队要守时。"],
        "★注意事项": ["自带水杯。"],
    }


def test_the_title_below_the_head_of_a_letter_is_found_and_so_are_its_two_lines(tmp_path: Path) -> None:
    article = imported(tmp_path, "letter.docx", makers.letter)
    assert article.title == "云谷县办公室关于印发《实施方案》的通知"
    assert outline(article) == {
        "": ["云谷县办公室文件", "云府办〔2025〕8号", "现印发给你们。"],
        "实施方案 › 一、区域": ["城区。"],
        "实施方案 › 二、时间": ["全年。"],
    }
    assert imported(tmp_path / "2", "minutes.docx", makers.minutes).title == "锦绣花园业委会第三次会议纪要"


def test_a_paragraph_of_word_that_somebody_broke_after_a_comma_is_joined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = imported(tmp_path, "broken.docx", makers.broken)
    assert texts_of(article) == ["图书馆每天九点开门，六点关门。", "周一闭馆。"]
    assert "接上的断行（1）" in capsys.readouterr().out


def test_the_first_line_of_a_frame_is_its_title_and_a_caption_heads_nothing(tmp_path: Path) -> None:
    article = imported(tmp_path, "framed.docx", makers.framed)
    assert article.title == "停水通知"
    assert outline(article) == {"": ["6月3日城东片区停水。", "图1 片区", "请储水。"]}


def test_the_matters_of_a_meeting_are_headings_and_a_broken_item_goes_on(tmp_path: Path) -> None:
    text = "会议记录\n议题一：修路\n李梅：同意今年就修。\n议题二：常规\n请做到：\n1，到校要早，\n不迟到；\n2，问好。\n"
    assert outline(written(tmp_path, text)) == {
        "议题一：修路": ["李梅：同意今年就修。"],
        "议题二：常规": ["请做到：\n1，到校要早，不迟到；\n2，问好。"],
    }


def test_a_heading_above_all_others_is_the_title_and_what_is_bold_stands_below_them(tmp_path: Path) -> None:
    article = imported(tmp_path, "ranked.docx", makers.ranked)
    assert article.title == makers.TITLE
    assert titles_of(article) == ["入住", "退房", "退房 › 温馨提示"]


def test_who_wrote_a_text_stands_below_its_title_and_heads_nothing(tmp_path: Path) -> None:
    article = written(
        tmp_path, "阅读推广的做法\n清溪小学　王丽\n本文介绍本校推广阅读的做法。\n一、图书角\n每班都有。\n"
    )
    assert article.credits == ("清溪小学 王丽",)
    assert titles_of(article) == ["一、图书角"]


def test_a_single_line_is_the_text_and_not_the_title_of_nothing(tmp_path: Path) -> None:
    article = written(tmp_path, "今天闭馆")
    assert (article.title, texts_of(article)) == ("a", ["今天闭馆"])


def test_odd_numbers_in_a_page_break_nothing(tmp_path: Path) -> None:
    def make(path: Path) -> None:
        path.write_text(
            "<ol start=x><li>甲。</li></ol><table><tr><td rowspan=0>乙</td><td colspan=9999>丙</td></tr></table>",
            encoding="utf-8",
        )

    assert texts_of(imported(tmp_path, "odd.html", make)) == ["1. 甲。", "乙 | 丙"]


def texts_of(article: Article) -> list[str]:
    return [passage.text for section in article.sections for passage in section.passages]


def titles_of(article: Article) -> list[str]:
    return [section.title for section in article.sections if section.number]


def test_what_word_keeps_apart_is_read_and_what_was_deleted_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert texts_of(imported(tmp_path, "rich.docx", makers.rich)) == [
        "九点开门，六点关门。（注：节日除外。）",
        "带好身份证。",
        "周一闭馆。",
        "楼层 | 去处\n一楼 | 总台 电话8600001",
    ]
    assert "云桥馆内部资料" in capsys.readouterr().out


def test_rank_and_number_of_a_heading_come_of_its_style_or_outline(tmp_path: Path) -> None:
    article = imported(tmp_path, "outlined.docx", makers.outlined)
    assert titles_of(article) == ["一、开放时间", "二、借书办法 › 逾期"]
    assert texts_of(article) == ["请登录公众号，填写姓名。", "一天一角。", "步骤：\n1.填表\n2.交钱"]


def test_merged_cells_name_what_they_reach_over_and_are_said_once_beside(tmp_path: Path) -> None:
    article = imported(tmp_path, "merged.docx", makers.merged)
    assert texts_of(article) == [
        "场地 | 每小时 平日 | 每小时 周末\n球场 | 50元 | 80元\n舞室 | 40元 | \n舞室 | 30元 | 40元",
        "注：节日另议。",
    ]
    assert titles_of(article) == ["租金表"]


def test_what_a_page_says_about_its_site_is_left_out_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = imported(tmp_path, "web.html", makers.web)
    texts = "".join(passage.text for section in article.sections for passage in section.passages)
    said = capsys.readouterr().out
    for dropped in ("首页 联系我们", "版权所有"):
        assert dropped not in texts
        assert dropped in said
    assert "见地图" in texts
    assert "alert" not in texts


def test_a_page_without_marks_for_machines_is_read_as_a_reader_sees_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = imported(tmp_path, "portal.html", makers.portal)
    said = capsys.readouterr().out
    assert article.title == makers.TITLE
    assert texts_of(article) == [
        "办事分两步：\n1. 填表；\n2. 交钱。",
        "第一行。",
        "不收钱。",
        "见下表。",
        "对象 | 比例 去年 | 比例 今年\n企业 | 20% | 30%\n企业 | 25% | 35%",
    ]
    assert titles_of(article) == ["收费"]
    for dropped in ("首页", "政务 服务", "发布时间", "上一篇", "主办：县府"):
        assert dropped in said


def test_pages_lose_their_headers_and_keep_their_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = imported(tmp_path, "guide.pdf", makers.pdf)
    texts = [passage.text for section in article.sections for passage in section.passages]
    assert texts == [
        f"The library opens at {number} in the morning, and it closes at six." for number in (1, 2, 3)
    ]
    assert "页眉、页脚或页码" in capsys.readouterr().out


def test_a_spreadsheet_of_questions_becomes_answers(tmp_path: Path) -> None:
    imported(tmp_path, "faq.xlsx", makers.questions)
    knowledge = read_knowledge(tmp_path / "knowledge")
    assert [passage.text for passage in knowledge.passages] == [
        makers.BODY["开放时间"][0],
        makers.BODY["借书办法"][0],
    ]
    assert sorted(form for forms in knowledge.forms.values() for form in forms) == [
        "几点开门？",
        "怎么办证？",
    ]


def test_the_spreadsheet_of_an_office_is_questions_below_their_topics(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = imported(tmp_path, "faq.xlsx", makers.offices)
    assert article.title == makers.TITLE
    assert [section.title for section in article.sections] == ["证件", "罚款"]
    assert texts_of(article) == [
        "带身份证，当场办。电话：8600001",
        "不要。",
        "以前收的可以退。",
        "逾期怎么办？",
    ]
    assert "没有定的事" in capsys.readouterr().out


def test_cells_read_as_the_sheet_shows_them(tmp_path: Path) -> None:
    article = imported(tmp_path, "prices.xlsx", makers.prices)
    assert article.title == makers.TITLE
    assert texts_of(article) == [
        "项目 | 单价 | 折扣 | 启用\n复印 | 0.30 | 85% | 2025年3月1日\n装订 | 8.00 | 90% | 08:30",
        "注：满百元包送",
    ]


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (400 << 20))


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.doc", lambda path: path.write_bytes(b"x"), "另存为 .docx"),
        ("a.wps", lambda path: path.write_bytes(b"x"), "另存为 .docx"),
        ("a.ofd", lambda path: path.write_bytes(b"x"), "OFD"),
        ("a.exe", lambda path: path.write_bytes(b"MZ"), "不认识这种文件"),
        ("a.docx", lambda path: path.write_bytes(b"no zip"), "内容和扩展名不符"),
        ("a.docx", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "有密码"),
        ("a.docx", bomb, "解开后超过"),
        ("a.pdf", lambda path: path.write_bytes(b"%PDF-1.4 broken"), "打不开"),
        ("a.xlsx", lambda path: path.write_bytes(b"PK\x05\x06" + b"\0" * 18), "内容和扩展名不符"),
        ("a.txt", lambda path: path.write_bytes(b" \n"), "里面没有文字"),
        ("a.txt", lambda path: path.write_bytes(b"\x81\xff\xfe\x80\x81"), "认不出文字编码"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_leaves_nothing(
    name: str,
    make: Callable[[Path], object],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make(tmp_path / name)
    assert main(["import", str(tmp_path / name), "--to", str(tmp_path / "knowledge")]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"✗ {name}: ")
    assert said in line
    assert not (tmp_path / "knowledge").exists()


def test_a_trial_writes_nothing_and_a_second_time_shows_what_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, folder = tmp_path / "paper.txt", tmp_path / "knowledge"
    makers.newspaper(source)
    main(["import", str(source), "--to", str(folder), "--dry-run"])
    assert not folder.exists()
    main(["import", str(source), "--to", str(folder)])
    source.write_text(source.read_text(encoding="utf-8").replace("五本", "八本"), encoding="utf-8")
    capsys.readouterr()
    main(["import", str(source), "--to", str(folder)])
    said = capsys.readouterr().out
    assert "-每人一次可以借五本" in said
    assert "+每人一次可以借八本" in said


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "no.docx"), "--to", str(tmp_path / "k")]) == 2
    assert "没有这个文件" in capsys.readouterr().err
