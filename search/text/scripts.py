"""Chinese, Japanese and Korean text made plain, so that one writing of a name in the lexicon stands for its variants.

Full and half width are one (NFKC), katakana is hiragana, and a traditional or Japanese form of a character is the
simplified one (Unicode's Unihan database, kSimplifiedVariant, and the Jōyō list of 2010 for the Japanese forms).
"""

import re
import unicodedata

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u1100-\u11ff]")
_LETTERS = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u1100-\u11ff]")
_TRADITIONAL = (
    "綠緑龍竜雞鷄鶏鴨魚蝦鹹鹽塩醬麵麺麥餅乾筍葉蓮藥薬參靈霊蟲樹櫚薑蔥檸檳蘋鳳蘿蔔槤蔘麗絲綢織繡藝芸燈籠籃畫銀銅飾鏈鐲馬鳥"
    "鵪鶉豬鮮魷鮑鮭鯉鰻鱔鱘鯷鯖紅黃黒藍煙燻薰燒醃凍發髮濃漿湯鍋飯餃餡餛飩鬆顆養窩膠蠟臘貝蠔蠣褲襖襯裝傘筆紙書樂鑼鐵機無"
    "長東廣禮節國産產純淨濕潔齒車電維蘆薈釋釈榮買補歐釀嬰兒児穀糧雜種團圓線農場頭薺蕎號礦衛蘇劑鈴羅烏鱷鵝鹵滷邊條塊絨氈"
    "棗歸當黨連實実莖氷圍蕓荳龜壺鹼穂縮燉爐灣寶軟剝絹纖維維蔴駝鴿隻罈譽賓園島縣饋贈點種圖獎繩繪絵價賣顏閩臺沈觀捲薊萬絞醃槍煉優腦療護膚霜衝膏縐"
)
_SIMPLIFIED = (
    "绿绿龙龙鸡鸡鸡鸭鱼虾咸盐盐酱面面麦饼干笋叶莲药药参灵灵虫树榈姜葱柠槟苹凤萝卜莲参丽丝绸织绣艺艺灯笼篮画银铜饰链镯马鸟"
    "鹌鹑猪鲜鱿鲍鲑鲤鳗鳝鲟鳀鲭红黄黑蓝烟熏熏烧腌冻发发浓浆汤锅饭饺馅馄饨松颗养窝胶蜡腊贝蚝蛎裤袄衬装伞笔纸书乐锣铁机无"
    "长东广礼节国产产纯净湿洁齿车电维芦荟释释荣买补欧酿婴儿儿谷粮杂种团圆线农场头荠荞号矿卫苏剂铃罗乌鳄鹅卤卤边条块绒毡"
    "枣归当党连实实茎冰围芸豆龟壶碱穗缩炖炉湾宝软剥绢纤维维麻驼鸽只坛誉宾园岛县馈赠点种图奖绳绘绘价卖颜闽台沉观卷蓟万绞腌枪炼优脑疗护肤霜冲膏绉"
)
_ONE_FORM = str.maketrans(
    dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)) | {chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
)


def plain_script(text: str) -> str:
    """The text as names in another script are compared, without spaces and middle dots."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_ONE_FORM).replace("・", " ").split())


def is_sounded(char: str) -> bool:
    """Whether a character is written for its sound (kana, hangul): alone it hardly ever is a whole word."""
    return bool(_LETTERS.match(char))
