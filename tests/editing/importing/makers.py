"""Documents as several programs make them, on invented matters."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
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
