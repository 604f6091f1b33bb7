"""Documents as several programs make them, on invented matters."""

from __future__ import annotations

import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from openpyxl import Workbook

if TYPE_CHECKING:
    from pathlib import Path

BODY = {
    "开放时间": ("图书馆每天早上九点开门，晚上六点关门。", "每周一闭馆，法定节假日另行通知。"),
    "借书办法": ("凭身份证办理借书证，不收押金。", "每人一次可以借五本，期限四个星期。"),
}
TITLE = "流动图书馆读者须知"


def word(path: Path) -> None:
    """With Word's own heading styles, a list and a table."""
    document = Document()
    document.add_heading(TITLE, 0)
    for heading, paragraphs in BODY.items():
        document.add_heading(heading, 1)
        for text in paragraphs:
            document.add_paragraph(text)
    document.add_paragraph("要带的东西：")
    for item in ("身份证", "一张照片"):
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("项目", "价钱"), ("补证", "5元")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))


def wps(path: Path) -> None:
    """Without styles, as most notices are: a bold centred title, headings by number, indented by hand."""
    document = Document()
    title = document.add_paragraph()
    title.add_run(TITLE).bold = True
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, (heading, paragraphs) in zip("一二", BODY.items(), strict=True):
        document.add_paragraph(f"{number}、{heading}")
        for text in paragraphs:
            document.add_paragraph(f"　　{text}")
    document.save(str(path))


_NUMBERING = """<w:abstractNum xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:abstractNumId="77">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>"""
_NUMBER = (
    '<w:num xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:numId="77">'
    '<w:abstractNumId w:val="77"/></w:num>'
)


def counted(path: Path) -> None:
    """Headings and points whose numbers Word counts itself, so that they stand nowhere in the text."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_NUMBERING))
    numbering.append(parse_xml(_NUMBER))
    title = document.add_paragraph()
    title.add_run(TITLE).bold = True

    def add(text: str, level: int) -> None:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_numId().val = 77
        numbered.get_or_add_ilvl().val = level

    for heading, paragraphs in BODY.items():
        add(heading, 0)
        for text in paragraphs:
            add(text, 1)
    document.save(str(path))


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOX = (
    "<w:txbxContent><w:p><w:r><w:t>带好身份证。</w:t></w:r></w:p></w:txbxContent>"
    "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>带好身份证。</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
)


def rich(path: Path) -> None:
    """What Word keeps apart from the plain text of its paragraphs."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "云桥馆内部资料"
    document.add_heading(TITLE, 0)
    paragraph = document.add_paragraph("九点开门")
    for change in (
        "<w:ins {}><w:r><w:t>，六点关门</w:t></w:r></w:ins>",
        "<w:del {}><w:r><w:delText>，不关门</w:delText></w:r></w:del>",
    ):
        paragraph._p.append(parse_xml(change.format(_W)))
    paragraph.add_run("。")
    paragraph._p.append(parse_xml(f'<w:r {_W}><w:footnoteReference w:id="2"/></w:r>'))
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    paragraph._p.append(parse_xml(f"<w:r {_W} {mc}>{_BOX}</w:r>"))
    control = f"<w:sdt {_W}><w:sdtContent><w:p><w:r><w:t>周一闭馆。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(-1, parse_xml(control))
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("楼层", "去处", "一楼", "总台"), strict=True):
        cell.text = text
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "电话8600001"
    notes = f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>节日除外。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(path))


def outlined(path: Path) -> None:
    """Headings whose rank and number come of their style or outline alone, and lists of the same kind that count on."""
    document = Document()
    document.add_heading(TITLE, 0)
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_NUMBERING))
    numbering.append(parse_xml(_NUMBER))
    style = f'<w:numPr {_W}><w:numId w:val="77"/></w:numPr>'
    document.styles["Heading 1"].element.get_or_add_pPr().append(parse_xml(style))
    document.add_heading("开放时间", 1)
    document.add_paragraph("请登录公众号，\n填写姓名。")
    document.add_heading("借书办法", 1)
    heading = document.add_paragraph("逾期")
    heading._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {_W} w:val="1"/>'))
    document.add_paragraph("一天一角。")
    document.add_paragraph("步骤：")
    for text in ("填表", "交钱"):
        document.add_paragraph(text, style="List Number")
    document.save(str(path))


def merged(path: Path) -> None:
    """A table with a caption, a header of two rows, what reaches down, what reaches across, and a remark."""
    document = Document()
    document.add_heading(TITLE, 0)
    rows = (
        ("租金表", "", ""),
        ("场地", "每小时", ""),
        ("", "平日", "周末"),
        ("球场", "50元", "80元"),
        ("舞室", "40元", ""),
        ("", "30元", "40元"),
        ("注：节日另议。", "", ""),
    )
    table = document.add_table(len(rows), 3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in (
        ((0, 0), (0, 2)),
        ((1, 0), (2, 0)),
        ((1, 1), (1, 2)),
        ((4, 1), (4, 2)),
        ((4, 0), (5, 0)),
        ((6, 0), (6, 2)),
    ):
        table.cell(*first).merge(table.cell(*last))
    document.save(str(path))


def _lines(path: Path, centred: tuple[str, ...], *lines: str) -> None:
    document = Document()
    for line in (*centred, *lines):
        paragraph = document.add_paragraph(line)
        if line in centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.save(str(path))


def letter(path: Path) -> None:
    """A public office's letter: its head, its number, its title, and what it encloses."""
    head = "云谷县办公室文件", "云府办〔2025〕8号", "云谷县办公室关于印发《实施方案》的通知"
    enclosed = "一、区域", "城区。", "二、时间", "全年。"
    _lines(path, head, "现印发给你们。")
    document = Document(str(path))
    document.add_paragraph("实施方案").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in enclosed:
        document.add_paragraph(line)
    document.save(str(path))


def minutes(path: Path) -> None:
    """A title in two lines."""
    _lines(path, ("锦绣花园业委会", "第三次会议纪要"), "时间：9月12日", "会议决定更换电梯。")


def broken(path: Path) -> None:
    """A paragraph that its writer has broken with the return key."""
    _lines(path, (TITLE,), "图书馆每天九点开门，", "六点关门。", "周一闭馆。")


def framed(path: Path) -> None:
    """A notice in a frame, which is a table of one column."""
    document = Document()
    lines = ("停水通知", "6月3日城东片区停水。", "图1 片区", "请储水。")
    for cell, line in zip(document.add_table(4, 1)._cells, lines, strict=True):
        cell.text = line
    document.tables[0].cell(2, 0).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.save(str(path))


def ranked(path: Path) -> None:
    """A title that has the style of a heading, and one that is merely bold, below the others."""
    document = Document()
    for text, level in ((TITLE, 1), ("入住", 2), ("退房", 2)):
        document.add_heading(text, level)
        if level > 1:
            document.add_paragraph(f"{text}时请带身份证。")
    document.add_paragraph().add_run("温馨提示").bold = True
    document.add_paragraph("夜里请安静。")
    document.save(str(path))


def web(path: Path) -> None:
    """A page with a menu and a foot."""
    sections = "".join(
        f"<h2>{heading}</h2>" + "".join(f"<p>{text}</p>" for text in paragraphs)
        for heading, paragraphs in BODY.items()
    )
    path.write_bytes(
        f"<html><head><meta charset=gb2312><title>x</title></head><body><nav>首页 联系我们</nav><h1>{TITLE}</h1>{sections}"
        "<p>见<a href='http://a.example'>地图</a>&nbsp;。<script>alert(1)</script></p>"
        "<footer>版权所有</footer></body></html>".encode("gb18030")
    )


def portal(path: Path) -> None:
    """A page of a public office: no heading, but a name of the window; its menus are marked by their class alone."""
    table = (
        "<tr><th rowspan=2>对象</th><th colspan=2>比例</th></tr><tr><th>去年</th><th>今年</th></tr>"
        "<tr><td rowspan=2>企业</td><td>20%</td><td>30%</td></tr><tr><td>25%</td><td>35%</td></tr>"
    )
    path.write_text(
        f"<html><head><meta charset=utf-8><title>{TITLE} - 云谷县</title></head><body>"
        "<div class='head'><a>首页</a><a>繁体</a></div><div class='main-nav'><p>政务</p><p>服务</p></div>"
        f"<table width=900><tr><td><div class='tit'>{TITLE}</div><div>发布时间：2025-06-18 浏览次数：9</div>"
        "<p>办事分两步：</p><ol><li>填表；</li><li>交钱。</li></ol>第一行。<br><b>收费</b><br>不收钱。<p>　　见下表。</p>"
        f"<table>{table}</table></td></tr></table>"
        "<p>上一篇：<a>公示</a></p><div id=footer><p>主办：县府</p></div></body></html>",
        encoding="utf-8",
    )


def newspaper(path: Path, encoding: str = "utf-8") -> None:
    """The text of a page of columns: a line broken twice, once with words lost."""
    lines = [
        TITLE,
        "",
        "开放时间",
        "",
        "图书馆每天早上九点开门，晚上六",
        "",
        "点关门。",
        "",
        "每周一闭馆，今年以来，大",
        "",
    ]
    lines += ["从三月起，周日也开门。", "", "借书办法", "", *BODY["借书办法"], "", "文/周远 何小满"]
    path.write_bytes("\n".join(lines).encode(encoding))


def plain(path: Path) -> None:
    """A paragraph a line, headings by number."""
    lines = [TITLE]
    for number, (heading, paragraphs) in enumerate(BODY.items(), 1):
        lines += [f"第{'一二'[number - 1]}章 {heading}", *paragraphs]
    path.write_text("\n".join(lines), encoding="utf-8")


def book(path: Path) -> None:
    """An e-book."""
    container = "<container><rootfiles><rootfile full-path='OEBPS/content.opf' media-type='x'/></rootfiles></container>"
    package = (
        "<package><manifest><item id='a' href='a.xhtml'/><item id='b' href='b.xhtml'/></manifest>"
        "<spine><itemref idref='a'/><itemref idref='b'/></spine></package>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OEBPS/content.opf", package)
        for name, (heading, paragraphs) in zip("ab", BODY.items(), strict=True):
            title = f"<h1>{TITLE}</h1>" if name == "a" else ""
            words = "".join(f"<p>{text}</p>" for text in paragraphs)
            archive.writestr(
                f"OEBPS/{name}.xhtml", f"<html><body>{title}<h2>{heading}</h2>{words}</body></html>"
            )


def questions(path: Path) -> None:
    """A spreadsheet of questions and answers."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (("问题", "答案"), ("几点开门？", BODY["开放时间"][0]), ("怎么办证？", BODY["借书办法"][0])):
        sheet.append(row)
    workbook.save(path)


def offices(path: Path) -> None:
    """A spreadsheet of questions as an office keeps it: a caption, topics, empty rows, merged cells, a hidden sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    rows = (
        (TITLE, None, None, None, None),
        (),
        ("序号", "分类", "问题", "答复", "电话"),
        (1, "证件", "怎么办证？", "带身份证，\n当场办。", "8600001"),
        (),
        (2, None, "要押金吗？", "不要。", None),
        (None, None, None, "以前收的可以退。", None),
        (3, "罚款", "逾期怎么办？", None, None),
    )
    for row in rows:
        sheet.append(row)
    for area in ("A1:E1", "B4:B6", "C6:C7"):
        sheet.merge_cells(area)
    hidden = workbook.create_sheet("草稿")
    hidden["A1"] = "没有定的事"
    hidden.sheet_state = "hidden"
    workbook.save(path)


def prices(path: Path) -> None:
    """A spreadsheet whose table begins in the second column, with shares, dates and times."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"] = TITLE
    sheet.merge_cells("A1:E1")
    sheet.append((None, "项目", "单价", "折扣", "启用"))
    sheet.append((None, "复印", 0.3, 0.85, datetime(2025, 3, 1)))  # noqa: DTZ001 - a cell has no zone
    sheet.append((None, "装订", 8, 0.9, time(8, 30)))
    sheet.append((None, "注：满百元包送", None, None, None))
    for row in (3, 4):
        sheet.cell(row, 3).number_format = "0.00"
        sheet.cell(row, 4).number_format = "0%"
    workbook.save(path)


def pdf(path: Path, pages: int = 3) -> None:
    """Pages with a header and numbers, in the plainest way that PDF has."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for number in range(1, pages + 1):
        lines = [
            "READER'S GUIDE",
            f"The library opens at {number} in the morning, and it",
            "closes at six.",
            str(number),
        ]
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        content = f"BT /F1 12 Tf 72 700 Td {shown} ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 "
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(kids))
    written, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    written += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    path.write_bytes(bytes(written))
