"""What a question asks for, such as a person, a place, a time or a quantity; and whether a text has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.retrieval.text.numbers import numbers


class Asked(Enum):
    """The kind of thing that would be an answer."""

    ANY = "any"
    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    YEAR = "year"
    MONTH = "month"
    QUANTITY = "quantity"
    MONEY = "money"
    PRICE = "price"
    SHARE = "share"
    AREA = "area"
    LENGTH = "length"
    CONTACT = "contact"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is asked for; `unit` is what a quantity counts, such as 辆 or 个项目, or how many a list has."""

    asked: Asked
    unit: str = ""


# Bounded, so that searching a long run of digits takes no longer than its length.
_NUM = r"(?:\d[\d,.]{0,20}|[一二两三四五六七八九十百千万亿]{1,20})"
_WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天末]"
_MANY = r"(?:多少|几多|几(?!乎|何|经|率|时|年来|十年来)|how many|how much)"
_MEASURES = (
    "个只条张位名家项座所种类份批次回套台部辆间户件艘架颗粒层栋片块处"
    "门届支对组人级款样号首本册篇卷幅枚盏杯碗瓶天岁米吨斤亩公里"
)
_VAGUE_MEASURES = ("", *"个款样号门种些类")
"""Measure words that go with nearly anything, so that a passage need not repeat them; or none."""

# Ordered: the first that matches decides. The groups named unit hold the word that is counted.
_RULES: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (
        Asked.LIST,
        re.compile(
            r"哪(?P<unit>\d+|[二两三四五六七八九十]+|几)[\u4e00-\u9fff]"
            r"|分别(?:是|指|代表)?(?:的)?(?:什么|哪些|啥)|各(?:是|指)什么|叫什么名字?$"
        ),
    ),
    (
        Asked.CONTACT,
        re.compile(
            r"电话|手机号|号码|邮箱|微信号|网址|官网|联系方式|热线|传真|地址"
            r"|phone|email|e-mail|address|website|contact"
        ),
    ),
    (
        Asked.YEAR,
        re.compile(
            r"哪一?年|几几年|何年|什么年份?|哪个年份|年份|引进年|建成年|成立年|出生年|what year|which year"
        ),
    ),
    (
        Asked.MONTH,
        re.compile(r"哪个?月|几月|何月|哪一个月|几号|哪一?天|什么日子|which month|what month"),
    ),
    (
        Asked.LENGTH,
        re.compile(r"多[长高宽深远重](?!时间|期|一段时间)|全长|how (?:long is|high|deep|wide|far|heavy)"),
    ),
    (
        Asked.TIME,
        re.compile(
            r"什么时候|什么时间|啥时|何时|几时|几点|时间表?$|时间是|多久|多长时间|多会儿|日期"
            r"|^when\b|\bwhen (?:is|was|will|did|does|do)\b"
        ),
    ),
    (
        Asked.PRICE,
        re.compile(
            r"(?:卖|买|租|租金|门票|票价|车票|机票|船票|收费|学费|费用|工资|薪水|月薪|年薪|房价|房租|价格|单价"
            r"|[一每][台包张斤个本辆平吨套次晚件份月])[^,。?]{0,6}(?:多少|几多|几钱|怎么收|怎么卖|怎么算)"
            r"|(?:多少|几多)(?:工资|门票|租金|学费|过路费|费用|[\u4e00-\u9fff]?费)"
            r"|票价|房价|租金|工资标准|收费标准|门票"
            r"|how expensive|\bprices?\b|\bcosts?\b|\bfees?\b|\brent\b|\bsalar"
        ),
    ),
    (
        Asked.MONEY,
        re.compile(
            rf"多少钱|几多钱|多大一?笔|多少投资|{_MANY}(?:个)?(?:[亿万](?![件个名人家吨辆台套项册亩平])|块|元|美元|美金|资金|投资|补贴|奖金|工资|费用|经费"
            r"|租金|人民币|港币|钱)"
            r"|(?:花|投|砸|耗资|造价|收入|补贴|奖励|预算|产值|营收|税收|gdp)"
            r"[^,，。?？]{0,8}(?:多少|几多|是多少|几钱)"
            r"|投资额|投资规模|产值$"
            r"|how much (?:money|did|does|was|is|has)"
        ),
    ),
    (
        Asked.SHARE,
        re.compile(
            r"百分之几|百分之多少|百分比|几成|多少成|占比|比例|多少个?%|几个?%|增速|增幅|增长率|市占率|市场份额"
            r"|占有率|占了?多少|涨了多少|增长了?多少|percent|proportion|share of"
        ),
    ),
    (
        Asked.AREA,
        re.compile(
            r"多少平方|几平方|多少亩|面积|占地|有?多大(?!岁|年纪|年龄)(?:面积)?|how large|how big|what area"
        ),
    ),
    (
        Asked.QUANTITY,
        re.compile(rf"(?:{_MANY}(?:[十百千万亿]|来)*)(?P<unit>[\u4e00-\u9fffa-z]{{0,6}})"),
    ),
    (
        Asked.PERSON,
        re.compile(
            r"谁|哪位|什么人|何人|哪个人|名叫什么|叫什么名|作者|记者|负责人|校长|市长|书记|创始人|董事长|首席"
            r"|\bwho\b|whose"
        ),
    ),
    (
        Asked.PLACE,
        re.compile(
            r"哪里|哪儿|哪个?地方|何处|何地|什么地方|啥地方|在哪|哪个城市|哪座城|位于|去哪|地点|坐落|\bwhere\b"
        ),
    ),
)

_PRESENT: dict[Asked, re.Pattern[str]] = {
    Asked.PERSON: re.compile(
        r"先生|女士|院士|教授|得主|主任|市长|书记|总裁|董事长|记者|文/|统筹/|博士|经理|科学家|创始人|作家|总统"
        r"|国王|皇帝|将军"
    ),
    Asked.PLACE: re.compile(r"位于|在|省|市|区|县|镇|街|园|路|港|湾|岛|国|州|湖|基地|学校|大学|公司"),
    Asked.TIME: re.compile(
        rf"{_NUM}[年月天日时]|去年|今年|明年|前年|近年|日前|以来|上旬|中旬|下旬|月底|年底|世纪|时期|期间"
        rf"|之后|之前|当时|如今|{_WEEKDAY}"
    ),
    Asked.YEAR: re.compile(rf"{_NUM}年|去年|今年|明年|前年|世纪|年代"),
    Asked.MONTH: re.compile(rf"{_NUM}[月日]|{_WEEKDAY}"),
    Asked.MONEY: re.compile(
        rf"{_NUM}多?余?[十百千万亿]{{0,20}}(?:元|美元|欧元|港元|英镑|日元|块|人民币|美金)"
    ),
    Asked.PRICE: re.compile(rf"{_NUM}(?:元|块|港元|美元)(?!资)|价|费|租金|工资|薪"),
    Asked.SHARE: re.compile(rf"%|{_NUM}成|分之|倍|{_NUM}/{_NUM}|{_NUM}个百分点"),
    Asked.AREA: re.compile(rf"{_NUM}多?余?[十百千万亿]{{0,20}}(?:平方|亩|公顷|m2|km2)|1/6|占.{{0,6}}分之"),
    Asked.LENGTH: re.compile(rf"{_NUM}多?余?[十百千万亿]{{0,20}}(?:米|公里|千米|海里|里|厘米|吨|公斤|斤)"),
    Asked.CONTACT: re.compile(r"\d{7,}|\d{3,4}-\d{7,8}|@|http|www\.|地址|路\d+号"),
}
_ANY_NUMBER = re.compile(
    r"\d|[一二两三四五六七八九十百千万亿]{2,}|[一二两三四五六七八九十][个家项种类座条级大位名批次]"
)
_CLAUSE = re.compile(r"[,。;:—]")
_AND = re.compile(r"[和与及]|”“|》《")


def expectation(text: str) -> Expectation:
    """What a normalised question asks for, by its question words."""
    for asked, pattern in _RULES:
        match = pattern.search(text)
        if match is not None:
            return Expectation(asked, match.groupdict().get("unit") or "")
    return Expectation(Asked.ANY)


def fulfilment(expected: Expectation, text: str) -> float | None:
    """How far a normalised sentence has what is asked for, 0 to 1; None when nothing definite is asked."""
    match expected.asked:
        case Asked.ANY:
            return None
        case Asked.LIST:
            return _enumerates(text, expected.unit)
        case Asked.QUANTITY:
            return _counts(text, expected.unit)
        case Asked.PERSON | Asked.PLACE:
            # Who may be asked of a company or a city as well, and names of places have no sure sign.
            return 1.0 if _PRESENT[expected.asked].search(text) else 0.6
        case _:
            return 1.0 if _PRESENT[expected.asked].search(text) else 0.0


def _counts(text: str, unit: str) -> float:
    """Whether a number stands close to what is counted: 多少辆 wants a number and 辆."""
    counted = unit[:1] not in _VAGUE_MEASURES
    noun = unit.lstrip(_MEASURES + "的")[:2]
    if counted and unit[0] in _MEASURES and re.search(rf"{_NUM}多?余?[余多]?{unit[0]}", text):
        return 1.0
    if len(noun) == 2 and re.search(
        rf"{_NUM}.{{0,8}}{re.escape(noun)}|{re.escape(noun)}.{{0,10}}?{_NUM}", text
    ):
        return 1.0
    if not _ANY_NUMBER.search(text):
        return 0.2
    return 0.4 if counted or len(noun) == 2 else 0.8


def _enumerates(text: str, count: str) -> float:
    """Whether as many things are named in a row as are asked for, or at least two."""
    found = numbers(count)
    wanted = int(found[0].value) if found else 2
    items = max((run.count("、") + len(_AND.findall(run)) + 1 for run in _CLAUSE.split(text)), default=0)
    return 1.0 if items >= wanted else 0.0
