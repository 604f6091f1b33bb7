"""Kinds of fault that readers reported of search in Chinese: seven paragraphs alike but for what decides, and one is meant.

The expected paragraph is the one that begins with the given words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.retrieval.retriever import Retriever
    from tests.retrieval.conftest import Over


def first(retriever: Retriever, question: str) -> str:
    return retriever.retrieve(question).matches[0].passage.text


def alike(pattern: str, *tokens: str) -> list[str]:
    """Paragraphs that differ in a token and in nothing else."""
    return [pattern.format(token) for token in tokens]


SHELF = "{}摆在三号架上，每月清点一次。"
CODES = alike(SHELF, "Blu-ray ", "Hi-Fi 4 ", "Q&A ", "Vue.js ", "F-16 ", "M6×40 ", "Galaxy 24 ")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("bluray摆在哪里？", "Blu-ray"),
        ("HiFi4 摆在哪里？", "Hi-Fi"),
        ("QA摆在哪里？", "Q&A"),
        ("vuejs摆在哪里？", "Vue"),
        ("f16摆在哪里？", "F-16"),
        ("M6X40摆在哪里？", "M6×40"),
        ("galaxy24摆在哪里？", "Galaxy"),
    ],
)
def test_code_spacing(over: Over, question: str, expected: str) -> None:
    assert first(over(*CODES), question).startswith(expected)


LETTERS = alike(SHELF, "O5 ", "05 ", "L7 ", "17 ", "2l ", "21 ", "90 ")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("O5摆在哪里？", "O5"),
        ("L7摆在哪里？", "L7"),
        ("2l摆在哪里？", "2l"),
        ("2L摆在哪里？", "2l"),
        ("17摆在哪里？", "17"),
        ("9O摆在哪里？", "90"),
    ],
)
def test_letters_and_figures_are_told_apart_unless_only_the_figure_is_printed(
    over: Over, question: str, expected: str
) -> None:
    assert first(over(*LETTERS), question).startswith(expected)


BRANCHES = alike("{}书店开在商场里，周末也开门。", "成都", "大厦", "会计", "长城", "柏林", "西藏", "乐山")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("chengdu书店开在哪里", "成都"),
        ("dasha shudian kai zai nali", "大厦"),
        ("kuaiji书店开在哪里", "会计"),
        ("changcheng shudian kai zai nali", "长城"),
        ("bolin书店开在哪里", "柏林"),
        ("xizang shudian kai zai nali", "西藏"),
    ],
)
def test_pinyin_of_characters_with_several_readings(over: Over, question: str, expected: str) -> None:
    assert first(over(*BRANCHES), question).startswith(expected)


PARTED = alike("{}书店开在商场里，周末也开门。", "饥饿", "平安", "东安", "长安", "仙居", "固安", "泰安")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("ji'e书店开在哪里", "饥饿"),
        ("Ping'an shudian kai zai nali", "平安"),
        ("dong’an书店开在哪里", "东安"),
        ("chang'an书店开在哪里", "长安"),
        ("pingan书店开在哪里", "平安"),
        ("Gu'an shudian zai nali", "固安"),
    ],
)
def test_pinyin_with_an_apostrophe_or_without(over: Over, question: str, expected: str) -> None:
    assert first(over(*PARTED), question).startswith(expected)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("tai4an1 shu1dian4 kai1 zai4 na3li3", "泰安"),
        ("Xiānjū shūdiàn kāi zài nǎlǐ", "仙居"),
        ("TàiānShūdiàn kāi zài nǎlǐ", "泰安"),
    ],
)
def test_pinyin_with_tones(over: Over, question: str, expected: str) -> None:
    assert first(over(*PARTED), question).startswith(expected)


@pytest.mark.parametrize("char", ["䶮", "𣲘", "𬱖"])
def test_rare_ideographs(over: Over, char: str) -> None:
    texts = alike("名字里带{}字的人坐在前排，由老师带着。", "䶮", "𣲘", "𬱖", "𠅤", "𬀩", "朋", "友")
    assert first(over(*texts), f"{char}字的人坐在哪里？") == f"名字里带{char}字的人坐在前排，由老师带着。"


LABELS = alike(
    "{}样本的标签贴在瓶底，颜色是蓝色。", "β ", "δ ", "Нева ", "サクラ ", "Zürich ", "Crème ", "한강 "
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("δ样本的标签贴在哪里？", "δ"),
        ("нева样本的标签", "Нева"),
        ("サクラ", "サクラ"),
        ("zurich样本的标签贴在哪里", "Zürich"),
        ("Creme样本贴什么颜色的标签", "Crème"),
        ("한강样本的标签", "한강"),
    ],
)
def test_other_letters(over: Over, question: str, expected: str) -> None:
    assert first(over(*LABELS), question).startswith(expected)


RADICALS = (
    "⻝堂⻔⼝挂着菜单。",
    "⻜机停在⻄边。",
    "⻘⻥三⽄⼀条。",
    "车库门口挂着钥匙。",
    "船停在岸边。",
    "白菜一斤一元。",
    "路灯亮了。",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [("食堂门口挂着什么？", RADICALS[0]), ("飞机停在哪边？", RADICALS[1]), ("青鱼几斤一条？", RADICALS[2])],
)
def test_radicals_of_the_supplement(over: Over, question: str, expected: str) -> None:
    assert first(over(*RADICALS), question) == expected


NUMBERED = alike(
    "{}放在西门旁边，由保安看着。",
    "4号柜",
    "6号柜",
    "9路公交牌",
    "2楼钥匙",
    "5年级名册",
    "8栋图纸",
    "7组名单",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("六号柜放在哪里？", "6号柜"),
        ("四号柜放在哪里？", "4号柜"),
        ("五年级名册放在哪里？", "5年级"),
        ("八栋图纸放在哪里？", "8栋"),
    ],
)
def test_numerals_in_words(over: Over, question: str, expected: str) -> None:
    assert first(over(*NUMBERED), question).startswith(expected)


DAYS = alike(
    "{}，老街办了一场集市，来了许多人。",
    "2022年3月8日",
    "2022年8月3日",
    "2023年3月8日",
    "2022年11月20日",
    "2021年12月1日",
    "2022年3月18日",
    "2020年7月9日",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("22年3月8日老街办了什么？", "2022年3月8日"),
        ("2022/08/03老街办了什么", "2022年8月3日"),
        ("2023-03-08老街办了什么", "2023年3月8日"),
        ("20221120老街办了什么？", "2022年11月20日"),
        ("12/1老街办了什么？", "2021年12月1日"),
        ("二〇二〇年七月九日老街办了什么？", "2020年7月9日"),
    ],
)
def test_writings_of_a_date(over: Over, question: str, expected: str) -> None:
    assert first(over(*DAYS), question).startswith(expected)


SUMS = alike(
    "保证金为人民币{}，签约时付清。",
    "柒仟元整",
    "捌万贰仟元整",
    "玖佰元整",
    "陆拾万元整",
    "壹万元整",
    "贰佰元整",
    "肆仟伍佰元整",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("7000元的保证金什么时候付清？", "柒仟"),
        ("8.2万元的保证金何时付清？", "捌万"),
        ("九百元的保证金何时付清？", "玖佰"),
        ("4500元保证金", "肆仟"),
    ],
)
def test_capital_numerals(over: Over, question: str, expected: str) -> None:
    assert expected in first(over(*SUMS), question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("二十六日的戏", "廿六"),
        ("26日的戏是什么", "廿六"),
        ("三十日的戏在哪演", "卅日"),
        ("30日的戏", "卅日"),
    ],
)
def test_numerals_for_scores(over: Over, question: str, expected: str) -> None:
    texts = alike(
        "腊月{}的戏在祠堂演，不收票。", "廿六日", "廿七日", "卅日", "十五日", "十七日", "初八", "廿三日"
    )
    assert expected in first(over(*texts), question)


VERSIONS = alike(
    "{}修了打印的毛病，由小组发布。",
    "v5.2 版",
    "5.20 版",
    "v5.2.1 版",
    "4.0.7 版",
    "v6 版",
    "5.3 版",
    "2.5.1 版",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("5.2版修了什么？", "v5.2 版"),
        ("5.20版修了什么？", "5.20 版"),
        ("V5.2.1修了什么", "v5.2.1 版"),
        ("v4.0.7修了什么？", "4.0.7 版"),
        ("v 6修了什么", "v6 版"),
        ("v2.5.1修了什么", "2.5.1 版"),
    ],
)
def test_versions(over: Over, question: str, expected: str) -> None:
    assert first(over(*VERSIONS), question).startswith(expected)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("075787654321是什么电话", "食堂"),
        ("0757 8765 4322是哪里的电话", "车库"),
        ("138-0013-9000是谁的电话", "门卫"),
    ],
)
def test_figures_grouped_in_another_way(over: Over, question: str, expected: str) -> None:
    texts = [
        "食堂的电话是 0757-87654321，中午没人接。",
        "车库的电话是 0757-87654322，中午没人接。",
        "门卫的电话是 13800139000，中午没人接。",
        *alike("{}的电话在墙上，中午没人接。", "医务室", "图书馆", "收发室", "机房"),
    ]
    assert first(over(*texts), question).startswith(expected)


@pytest.mark.parametrize(
    ("question", "answer", "others"),
    [
        (
            "修表要多久？",
            "修表要一刻钟。",
            "修表在二楼。修表找老范。修表先登记。修鞋要两天。修伞要三周。修表要小心。",
        ),
        (
            "换证要几天？",
            "换证要五个工作日。",
            "换证在二楼。换证找小范。换证先登记。补证要十天。年检要半天。换证要照片。",
        ),
        (
            "腌菜要多长时间？",
            "腌菜要两个月。",
            "腌菜在地窖。腌菜找老范。腌菜先洗净。酿酒要一年。晒酱要半年。腌菜要粗盐。",
        ),
        (
            "竹竿有多长？",
            "竹竿有3.5 m。",
            "竹竿在墙角。竹竿归老范。竹竿先浸水。木板有90cm。铁链有7km。竹竿有虫眼。",
        ),
        (
            "屏幕有多宽？",
            "屏幕有27英寸。",
            "屏幕在墙角。屏幕归小范。屏幕先擦净。画框有90cm。灯管有4英尺。屏幕有划痕。",
        ),
        (
            "布匹有多长？",
            "布匹有三丈二尺。",
            "布匹在墙角。布匹归老范。布匹先浸水。丝带有九寸。麻绳有五米。布匹有花纹。",
        ),
        (
            "煤气的报修电话是多少？",
            "煤气的报修电话是96777。",
            (
                "煤气的报修电话很忙。煤气的阀门在墙角。供暖的报修电话是96888。煤气的报修要登记。"
                "宽带的报修电话是10010。煤气的报修电话印在账单上。"
            ),
        ),
        (
            "急救的电话是多少？",
            "急救的电话是120。",
            "急救的电话很忙。急救的药箱在墙角。火警的电话是119。急救的事要登记。匪警的电话是110。急救的电话印在墙上。",
        ),
        (
            "校车的电话是多少？",
            "校车的电话是六六七八九零一。",
            (
                "校车的电话很忙。校车停在墙角。食堂的电话是六六七八九零二。校车的事要登记。"
                "宿舍的电话是六六七八九零三。校车的电话印在墙上。"
            ),
        ),
    ],
)
def test_types_of_answer(over: Over, question: str, answer: str, others: str) -> None:
    texts = [f"{text}。" for text in others.split("。") if text]
    assert first(over(*texts[:3], answer, *texts[3:]), question) == answer


@pytest.mark.parametrize(
    ("question", "answer", "others"),
    [
        ("果园种了几亩桃树？", "果园种了三十亩桃树。", ("果园种了桃树。", "果园种了不少桃树。")),
        (
            "果园里的客人住几楼？",
            "果园里的客人住在四楼。",
            ("果园里的客人住得舒服。", "果园里的客人住在隔壁。"),
        ),
        ("果园里的戏演了几场？", "果园里的戏演了九场。", ("果园里的戏演了很久。", "果园里的戏是新编的。")),
        ("果园里的墙刷了几遍？", "果园里的墙刷了两遍。", ("果园里的墙刷了白漆。", "果园里的墙刷了很久。")),
        ("果园的技师是哪国人？", "果园的技师来自荷兰。", ("果园的工人来自邻村。", "果园的猫来自镇上。")),
    ],
)
def test_question_words_glued_to_measures(
    over: Over, question: str, answer: str, others: tuple[str, ...]
) -> None:
    assert (
        first(over("农场养牛。", "牧场养羊。", *others, answer, "鱼塘养鱼。", "花圃种花。"), question)
        == answer
    )


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        (("校刊出了十一期", "校刊出了名", "校刊出了差错", "校报出了四期"), "校刊出了多少期？"),
        (("烤箱调到二百度", "烤箱调到外面", "烤箱调到晚上", "冰箱调到四度"), "烤箱调到多少度？"),
        (("评书讲了四十集", "评书讲了三国", "评书讲了很久", "相声讲了两段"), "评书讲了多少集？"),
        (("字典有九百页", "字典有插图", "字典有目录", "词典有六百页"), "字典有多少页？"),
    ],
)
def test_measures_that_are_not_counted(over: Over, texts: tuple[str, ...], question: str) -> None:
    answer, *others = texts
    assert (
        first(over(*others, f"{answer}。", "画报很厚。", "剧本很薄。", "乐谱很旧。"), question)
        == f"{answer}。"
    )


SERVICES = (
    "剃须十五元，每天都有。",
    "修眉二十元，每天都有。",
    "水塔高三十五米，每年粉刷一次。",
    "石狮重两吨，每年擦洗一次。",
    "栈道长六公里，每年检修一次。",
    "站长名叫罗小河，每天值班。",
    "站里的价格牌每天都有人擦。",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("剃须的价格是多少？", "剃须"),
        ("修眉的费用是多少？", "修眉"),
        ("水塔的高度是多少？", "水塔"),
        ("石狮的重量是多少？", "石狮"),
        ("栈道的长度是多少？", "栈道"),
        ("站长姓什么？", "站长"),
    ],
)
def test_the_kind_of_answer_named_as_if_it_were_content(over: Over, question: str, expected: str) -> None:
    assert first(over(*SERVICES), question).startswith(expected)


OFFICE = (
    "自习室的座位费是八元，当天结清。",
    "健身房的教练是退役运动员，周五轮休。",
    "打印店的老板是本地人，周五轮休。",
    "琴房的座位费另算，当天结清。",
    "楼下超市周末打折，鸡蛋很便宜。",
    "电梯每月检修，检修时走楼梯。",
    "快递放在门卫室，晚上十点锁门。",
)
CHAT = (
    "这个学期课排得很满，楼下超市周末打折，室友买了很多鸡蛋，电梯又坏了两回，大家只好走楼梯，"
    "快递堆在门卫室没有人拿，晚上回来已经锁门，心里有点着急。"
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("自习室的座位费要多少？", "自习室"),
        ("健身房的教练是谁？", "健身房"),
        ("打印店的老板是哪里人？", "打印店"),
    ],
)
@pytest.mark.parametrize(("before", "after"), [(1, 0), (0, 1), (1, 1), (12, 0), (0, 12), (6, 6), (50, 1)])
def test_long_questions_with_asides(
    over: Over, question: str, expected: str, before: int, after: int
) -> None:
    assert first(over(*OFFICE), CHAT * before + question + CHAT * after).startswith(expected)


NOTICES = (
    "报名 Joomla! 训练营的人要带三张照片，五月截止。",
    "上传作业请打开 https://zy.example.cn/up?class=2&no=7 选择文件，当晚有效。",
    "乐队 Wh!te 的专辑在书店有售，定价六十元。",
    "开放时间是 8:30-16:00（节日除外！），中午清场。",
    "报名摄影训练营的人要带画笔，六月截止。",
    "下载软件请找机房的老师，当晚有效。",
    "乐队老街的磁带在地摊有售，价格随意。",
)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Joomla训练营要带几张照片？", NOTICES[0]),
        ("在哪里上传作业？", NOTICES[1]),
        ("Wh!te的专辑定价多少？", NOTICES[2]),
        ("开放时间是几点？", NOTICES[3]),
    ],
)
def test_sentences_are_not_cut_inside_a_token(over: Over, question: str, sentence: str) -> None:
    assert over(*NOTICES).retrieve(question).matches[0].sentence_text == sentence


SPREAD = (
    "图 书 馆 每 周 三 闭 馆，请 勿 敲 门。",
    "泳 池 每 周 五 换 水，请 勿 入 内。",
    "校　医　室　每　天　都　有　人。",
    "琴房每天都有人。",
    "食堂每天都换菜。",
    "车棚每月换锁。",
    "机房每周换班。",
)


@pytest.mark.parametrize(
    ("question", "expected"), [("图书馆周几闭馆？", 0), ("泳池星期几换水", 1), ("校医室每天有人吗", 2)]
)
def test_spaces_in_the_article(over: Over, question: str, expected: int) -> None:
    assert first(over(*SPREAD), question) == SPREAD[expected]


ROOMS = (
    "音响在四楼，密码贴在门后。",
    "直播间在五楼，密码问老师。",
    "值班信箱在一楼，密码问门卫。",
    "投影仪在三楼，密码问班长。",
    "打字机在二楼，密码不用。",
    "复印机在六楼，密码不用。",
    "保险柜在地下，密码保密。",
)
KEYS: dict[str, tuple[str, ...]] = {
    "Hi-Fi": ("音响",),
    "v-log": ("直播间",),
    "T-mail": ("值班信箱",),
    "放映機": ("投影仪",),
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("hifi在几楼？", "音响"),
        ("HI FI的密码在哪里", "音响"),
        ("vlog在几楼？", "直播间"),
        ("Tmail在几楼", "值班信箱"),
        ("t-mail在几楼", "值班信箱"),
        ("放映机在几楼？", "投影仪"),
    ],
)
def test_keys_of_aliases_in_several_spellings(over: Over, question: str, expected: str) -> None:
    assert first(over(*ROOMS, aliases=KEYS), question).startswith(expected)


@pytest.mark.parametrize("question", ["放映的那台机器在几楼", "幻灯在几楼", "幻燈在几楼"])
def test_a_key_that_is_an_alias_and_a_synonym_is_both(over: Over, question: str) -> None:
    retriever = over(
        *ROOMS,
        aliases={"放映的那台机器": ("投影仪",), "幻燈": ("投影仪",)},
        synonyms={"放映的那台机器": ("打字机",), "幻灯": ("打字机",)},
    )
    found = [match.passage.text for match in retriever.retrieve(question).matches[:2]]
    assert {text[:3] for text in found} == {"投影仪", "打字机"}


ENGLISH: dict[str, tuple[str, ...]] = {
    "steam engine": ("蒸汽机",),
    "reading room": ("阅览室",),
    "swimming pool": ("泳池",),
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("where is the steam engine", "蒸汽机"),
        ("Where is the Reading Room?", "阅览室"),
        ("swimming-pool在哪里", "泳池"),
        ("steam engines", "蒸汽机"),
    ],
)
def test_keys_of_several_english_words(over: Over, question: str, expected: str) -> None:
    texts = alike("{}在东边，周末开放。", "打谷机", "阅览室", "泳池", "蒸汽机", "棋牌室", "球场", "花房")
    assert first(over(*texts, aliases=ENGLISH), question).startswith(expected)


RULES = (
    "有会员卡的人入场付三元。",
    "没有会员卡的人入场付十元。",
    "能下水的人是持泳衣的成人。",
    "不能下水的人是发烧的成人。",
    "可以带上车的东西是雨伞和书包。",
    "不可以带上车的东西是汽油和鞭炮。",
    "车上的人都要系安全带。",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("无会员卡的人入场付多少？", 1),
        ("没有会员卡的人入场付多少？", 1),
        ("没会员卡入场付多少？", 1),
        ("未办会员卡的人入场付多少？", 1),
        ("有会员卡的人入场付多少？", 0),
        ("不能下水的人是谁？", 3),
        ("能下水的人是谁？", 2),
        ("禁止带上车的东西是什么？", 5),
        ("可以带上车的东西是什么？", 4),
    ],
)
def test_negation(over: Over, question: str, expected: int) -> None:
    assert first(over(*RULES), question) == RULES[expected]
