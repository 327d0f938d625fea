"""Recognition decisions quoted in words: `Quyết định số 1693/QĐ-UBND ngày 22 tháng 8 năm 2022 của UBND tỉnh Trà Vinh`.

Decisions of the Prime Minister (…/QĐ-TTg) and on the OCOP mark (…/QĐ-VPĐP) are rules, not recognitions,
and are passed over.
"""

import re
from datetime import date

from catalog.facts import Decision
from catalog.normalise.text import fold

_NUMBER = re.compile(
    r"(?<![\w/])(?P<number>\d{1,6})\s?(?:/\s?(?P<year>20\d\d))?\s?/\s?q[dđ]\s?[-–—.]?\s?(?P<body>ub(?:nd)?"
    r"|bnnmt|bnn(?:ptnt|&ptnt)?|bnnvptnt)"
    r"(?P<tail>(?:\s?[-–—]\s?(?:vpdp|ktht|nn|nnmt|ptnt|kt|hc|nl\d?|snn|tcht)\b)*)(?![a-z])"
)
_HINT = re.compile(r"/\s?[qQ][dDđĐ]")
_DATE = re.compile(
    r"[\s,(]*(?:(?:ky|ban hanh|duoc ky|cap)\s)?(?:ngay|ngay ky|ky ngay|dated)?\s?:?\s?"
    r"(?:(?P<day>\d{1,2})\s?[/.\-]\s?(?P<month>\d{1,2})\s?[/.\-]\s?(?P<year>20\d\d)"
    r"|(?P<day2>\d{1,2})\s?thang\s?(?P<month2>\d{1,2})\s?(?:nam|,)\s?(?P<year2>20\d\d)"
    r"|(?P<year3>20\d\d)-(?P<month3>\d{2})-(?P<day3>\d{2}))"
)
_ISSUER = re.compile(
    r"(?P<body>uy ban nhan dan|ubnd|chu tich ubnd|bo nong nghiep (?:va|&) (?:phat trien nong thon|ptnt|moi "
    r"truong)|bo nn\s?(?:va|&)?\s?ptnt|bo nnmt|bo nn&ptnt)"
    r"(?P<place>\s(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|tx\.?|h\.)\s?[^,.;:()\n]{2,40}?)?"
    r"(?=\s?(?:[,.;:()\n]|$|\bve\b|\bcong nhan\b|\bphe duyet\b|\bngay\b|\bcap\b|\bvv\b|\bv/v\b|\bnam\b|\bso\b"
    r"|\bban hanh\b|\bdat\b|\bky\b))"
)
_MINISTRIES = {"bnnmt": "Bộ Nông nghiệp và Môi trường", "bnn": "Bộ Nông nghiệp và Phát triển nông thôn"}
_PLACE_KINDS = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã", "h.": "huyện"}
_REACH = 120


def find_decision(text: str) -> tuple[Decision, str] | None:
    """The first recognition decision a cleaned text quotes, with the words it stands in."""
    if _HINT.search(text) is None:
        return None
    folded = fold(text)
    found = _NUMBER.search(folded)
    if found is None:
        return None
    after = _DATE.match(folded, found.end()) or _DATE.search(folded, found.end(), found.end() + _REACH)
    signed = _date(after) if after else _date(_DATE.search(folded, max(0, found.start() - 40), found.start()))
    issuer = _issuer(text, folded, found)
    end = max(found.end(), after.end() if after else 0)
    year = f"/{found['year']}" if found["year"] else ""
    number = f"{found['number']}{year}/QĐ-{_body(found)}"
    return Decision(number=number, date=signed, issuer=issuer), text[max(0, found.start() - 20) : end + 40].strip()


def _body(found: re.Match[str]) -> str:
    body = {"ub": "UBND"}.get(found["body"], found["body"].upper())
    tail = re.sub(r"\s|[–—]", lambda sign: "" if sign[0].isspace() else "-", found["tail"]).upper()
    return body + tail.replace("VPDP", "VPĐP")


def _date(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    parts = [found["year"] or found["year2"] or found["year3"], found["month"] or found["month2"] or found["month3"]]
    try:
        return date(int(parts[0]), int(parts[1]), int(found["day"] or found["day2"] or found["day3"]))
    except ValueError:
        return None


def _issuer(text: str, folded: str, number: re.Match[str]) -> str | None:
    """Who signed: named after the number, else just before it; a ministry by the number's own letters."""
    if number["body"].startswith("bnn"):
        return _MINISTRIES["bnnmt" if number["body"] == "bnnmt" else "bnn"]
    named = _ISSUER.search(folded, number.end(), number.end() + _REACH)
    if named is None:
        named = next(reversed(list(_ISSUER.finditer(folded, max(0, number.start() - _REACH), number.start()))), None)
    if named is None or not named["place"]:
        return None
    words = text[named.start("place") : named.end("place")].split()
    kind = fold(words[0])
    if kind in _PLACE_KINDS:
        words[0] = _PLACE_KINDS[kind]
    elif "." in words[0]:
        head, _, rest = words[0].partition(".")
        words[:1] = [_PLACE_KINDS.get(fold(head), head.lower()), *([rest] if rest else [])]
    else:
        words[0] = words[0].lower()
        if kind in ("thanh", "thi"):
            words[1] = words[1].lower()
    return f"UBND {' '.join(words)}"
