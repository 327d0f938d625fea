"""`/kiem-tra`: a cooperative tries its listings before it publishes them. Nothing that is sent is kept."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from api.http.checker import Checker, CheckerDep
from api.http.checking import MOST_BYTES, MOST_LISTINGS, CheckedEntry, Entry, Sent, check_entries, read_sent
from api.http.problem import ProblemError
from api.web import check_form
from api.web.check_form import FIELDS, Typed
from api.web.check_sheet import empty_sheet
from api.web.fact_rows import fact_rows
from api.web.forms import Form, read_form
from api.web.language import LanguageDep
from api.web.render import page
from api.web.texts import Translator
from catalog.checks import Finding
from catalog.recognition import Registry
from catalog.sheets import TEMPLATE, names_a_row

router = APIRouter(include_in_schema=False)

SEVERITIES = ("error", "warning", "info")
_AROUND_A_FILE = 50_000
_OPEN_AT_MOST = 3


@dataclass(frozen=True)
class Sheet:
    """One checked listing as it is shown: what was understood, and the findings of each severity."""

    number: int
    name: str
    url: str | None
    rows: list[tuple[str, str]]
    findings: dict[str, list[Finding]]
    unread: list[str]


@dataclass(frozen=True)
class Answer:
    """All that is said of what was sent."""

    sheets: list[Sheet]
    wrong: list[tuple[int, str]]
    counts: dict[str, int]
    sent: Sent
    alone: bool

    @property
    def opened(self) -> bool:
        """Whether the sheets stand open: of many one wants to see first which need mending."""
        return len(self.sheets) <= _OPEN_AT_MOST


@router.api_route("/kiem-tra", methods=["GET", "POST"])
async def check(request: Request, checker: CheckerDep, lang: LanguageDep) -> HTMLResponse:
    """The form; where it was sent, what is wrong with the listing or listings stands above it."""
    t = Translator(lang)
    shown = _View(check_form.empty(request.query_params))
    status = 200
    if request.method == "POST":
        try:
            status = await _fill(shown, await read_form(request, most=MOST_BYTES + _AROUND_A_FILE), checker, t)
        except ProblemError as error:
            status, shown.refused = error.status, error.detail if lang == "vi" else error.detail_en
    context = {
        "asked": None,
        "fields": FIELDS,
        "severities": SEVERITIES,
        "most": {"listings": MOST_LISTINGS, "megabytes": MOST_BYTES // 1_000_000},
        "fillable": f"/kiem-tra/bang-mau.xlsx?lang={lang}",
        "view": shown,
    }
    headers = {"Cache-Control": "no-store"} if request.method == "POST" else {}
    # Two hundred listings are a long page: writing it must not hold up whoever searches meanwhile.
    return await run_in_threadpool(page, request, "check.html", context, status=status, headers=headers)


@router.get("/kiem-tra/bang-mau.xlsx")
def fillable(lang: LanguageDep) -> Response:
    """An empty sheet with the headings that are read."""
    name = {"vi": "tin-dang.xlsx", "en": "listings.xlsx"}[lang]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-cache"}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(empty_sheet(lang), media_type=kind, headers=headers)


@dataclass
class _View:
    """What the page shows: the typed fields or the pasted lines, and the answer or why there is none."""

    typed: Typed
    pasted: str = ""
    many: bool = False
    refused: str = ""
    answer: Answer | None = None


async def _fill(view: _View, form: Form, checker: Checker, t: Translator) -> int:
    """Put what was sent and the answer to it into the view; gives the page's status. Raises ProblemError."""
    view.many = form.text("way") == "many"
    if view.many:
        view.pasted = form.text("lines")
        body = form.files.get("file") or view.pasted.encode()
        view.answer = await checker(lambda registry, today: _answer(read_sent(body), registry, today, t))
        return 200
    view.typed = check_form.read(form, t)
    if view.typed.problems.keys() - {"images"}:
        return 422
    sent = Sent([Entry(1, view.typed.listing, [])])
    view.answer = await checker(lambda registry, today: _answer(sent, registry, today, t, alone=True))
    return 200


def _answer(sent: Sent, registry: Registry, today: date, t: Translator, *, alone: bool = False) -> Answer:
    checked = check_entries(sent.entries, registry, today)
    refused = [(one.number, one.wrong) for one in sent.entries if one.wrong]
    wrong = [(number, why.vietnamese if t.lang == "vi" else str(why)) for number, why in refused]
    found = Counter[str](finding.severity for one in checked for finding in one.checked.findings)
    counts = {severity: found[severity] for severity in SEVERITIES}
    return Answer(list(_sheets(checked, sent, t)), wrong, counts, sent, alone)


def _sheets(checked: Sequence[CheckedEntry], sent: Sent, t: Translator) -> Iterator[Sheet]:
    # A column that is not understood is named once for all rows.
    unknown = () if sent.table else ("extra/unknown",)
    for entry, one in checked:
        yield Sheet(
            number=entry.number,
            name=one.facts.name,
            url=None if names_a_row(one.url) else one.url,
            rows=list(fact_rows(one.facts, t)),
            findings={
                severity: [finding for finding in one.findings if finding.severity == severity]
                for severity in SEVERITIES
            },
            unread=[
                _titled(odd.field, sent, t) for odd in entry.oddities if odd.code in (*unknown, f"{odd.field}/invalid")
            ],
        )


def _titled(name: str, sent: Sent, t: Translator) -> str:
    """A field by its name in the contract, or, to whoever keeps a spreadsheet, as a column is headed."""
    return TEMPLATE[name][t.lang == "en"] if sent.table and name in TEMPLATE else name
