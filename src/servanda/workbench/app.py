"""The app: which address shows which page, and how a request becomes a visit."""

import contextlib
import functools
import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote, unquote

from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from servanda.asking.readied import get_ready as questions_ready
from servanda.model.errors import LedgerConflict, ServandaError, UnknownName
from servanda.reasoning.check.readied import get_ready as checks_ready
from servanda.reasoning.foretold.readied import get_ready as predictions_ready
from servanda.workbench.desk import Desk
from servanda.workbench.guard import Guard, same_token
from servanda.workbench.options import Options
from servanda.workbench.pages import (
    answers,
    checking,
    dealings,
    entities,
    findings,
    foretold,
    instrument,
    intake,
    overview,
    records,
    review,
    search,
    source,
)
from servanda.workbench.pages.whole import all_forecasts, all_ties
from servanda.workbench.render import NAV, STATIC, Renderer, as_csv, as_json
from servanda.workbench.state import State, read_state
from servanda.workbench.visit import Form, Go, Missing, Page, Visit

View = Callable[[Visit], Page | Go]
LARGE = 20_000  # records from which on what takes long is worked out beside
PATIENCE = 0.12  # seconds that a page waits for it
CLOSING = 5.0  # seconds that the end waits for what is got ready
WHO_COOKIE = "servanda_who"
YEAR = 365 * 24 * 3600

PAGES: Mapping[str, View] = {
    "/": overview.overview, "/documents": overview.documents, "/records": records.records,
    "/review": review.review, "/entities": entities.entities, "/entity": entities.entity,
    "/status": findings.status, "/duties": findings.duties, "/clashes": findings.clashes,
    "/timeline": findings.timeline, "/changes": instrument.changes,
    "/network": dealings.network, "/positions": dealings.positions,
    "/predictions": foretold.predictions, "/questions": foretold.questions,
    "/ask": answers.ask, "/search": search.search,
    "/failures": records.failures, "/add": intake.form, "/progress": intake.progress,
}  # fmt: skip
ITEMS: Mapping[str, View] = {
    "/document": source.source, "/record": records.record, "/instrument": instrument.instrument,
    "/check": checking.checked,
}  # fmt: skip
CHANGES: Mapping[str, View] = {
    "/verdict": review.decide, "/verdicts": review.decide_many, "/undo": review.undo,
    "/correct": review.correct, "/pair": entities.decide_pair, "/add": intake.add,
    "/who": review.name, "/outcome": foretold.decide,
}  # fmt: skip

# Views that reason over all records; what they find is kept while the ledger stays the same.
SLOW: frozenset[View] = frozenset({
    findings.duties, findings.clashes, findings.timeline,
    instrument.instrument, dealings.positions, dealings.network,
    foretold.questions,
})  # fmt: skip


def app(options: Options) -> Starlette:
    """Return the workbench of one ledger as an ASGI app."""
    desk, renderer = Desk(options), Renderer()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with desk.open() as ledger:  # a large ledger takes seconds to read: before, not during
            desk.case(ledger, State())
            if desk.size(ledger) > LARGE:
                warm(Visit(desk, ledger, State(), "/"))
                renderer.warm()
                gc.freeze()  # or whoever comes next waits while all of it is looked through
                desk.workers.waiting("readied", functools.partial(ready, desk), 0.0)
        yield
        desk.closing.set()
        desk.workers.waiting("readied", lambda: None, CLOSING)

    routes = [Route("/static/{name}", functools.partial(_static, renderer))]
    for path, view in PAGES.items():
        stem = "/overview" if path == "/" else path
        for ending in (".json", ".csv"):
            routes.append(Route(stem + ending, _page(desk, renderer, view, ending)))
        routes.append(Route(path, _page(desk, renderer, view)))
    for path, view in ITEMS.items():
        for ending in (".json", ".csv"):
            routes.append(Route(f"{path}/{{item}}{ending}", _page(desk, renderer, view, ending)))
        routes.append(Route(f"{path}/{{item}}", _page(desk, renderer, view)))
    for path, view in CHANGES.items():
        routes.append(Route(path, _change(desk, renderer, view), methods=["POST"]))
    made = Starlette(
        routes=routes, lifespan=lifespan,
        exception_handlers={
            HTTPException: functools.partial(_fault, desk, renderer),
            ServandaError: functools.partial(_fault, desk, renderer),
            Exception: _unexpected,
        },
    )  # fmt: skip
    made.add_middleware(Guard, options=options)
    return made


def warm(visit: Visit) -> None:
    """Work out, of each thing that pages show of all records, what later changes are added to."""
    all_ties(visit)
    entities.named(visit)
    findings.timeline(visit)
    findings.duties(visit)
    dealings.by_issue(visit)
    all_forecasts(visit)


def ready(desk: Desk) -> None:
    """Work out, beside the pages, what the first question, check and prediction look at."""
    with contextlib.suppress(Exception), desk.open() as ledger:  # the page itself tells of it
        case = desk.case(ledger, State())
        for get_ready in (questions_ready, checks_ready, predictions_ready):
            for _ in get_ready(case):
                if desk.closing.is_set():
                    return
            desk.lasting.flush()
    gc.freeze()


def _page(desk: Desk, renderer: Renderer, view: View, ending: str = "") -> Any:
    """Return the endpoint of a page, or of its JSON or CSV twin."""

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(_shown, desk, renderer, view, ending, request)

    return endpoint


def _shown(desk: Desk, renderer: Renderer, view: View, ending: str, request: Request) -> Response:
    with desk.open() as ledger:
        visit = Visit(
            desk, ledger, read_state(request.query_params), request.url.path,
            item=request.path_params.get("item", ""), who=_who(desk, request),
            patient=bool(ending) or desk.size(ledger) <= LARGE,
        )  # fmt: skip
        waiting = None if ending else _beside(visit, view)
        return _answer(renderer, visit, waiting or view(visit), ending)


def _beside(visit: Visit, view: View) -> Page | None:
    """Return the page to show while a view of a large ledger is worked out, or None if it is.

    Work goes on beside with a connection of its own; what it finds is kept by the desk. The JSON
    and CSV twins wait instead: a script wants the data, not a page that says to come again.
    """
    desk, state = visit.desk, visit.state
    if view not in SLOW or desk.size(visit.ledger) <= LARGE:
        return None

    def work() -> object:
        with contextlib.suppress(Exception), desk.open() as ledger:  # the page itself tells of it
            return visit.path, state, view(replace(visit, ledger=ledger))
        return None

    about = (desk.day(state), state.accepted, state.seen_by, state.undated)
    key = (view, visit.item, visit.ledger.last_batch(), about)
    seconds = desk.workers.waiting(key, work, PATIENCE)
    if seconds is None:  # where it was done for this very page, it need not be made again
        match desk.workers.taken(key):
            case (visit.path, done_for, Page() as made) if done_for == state:
                return made
        return None
    title = next((words for to, words in NAV if to == visit.path), "A moment")
    return Page("working.html", title, {"seconds": round(seconds)}, status=202)


def _change(desk: Desk, renderer: Renderer, view: View) -> Any:
    """Return the endpoint of a change; its form must carry the token."""

    async def endpoint(request: Request) -> Response:
        size = desk.options.max_bytes
        async with request.form(max_files=1, max_fields=200, max_part_size=size) as sent:
            form = {k: sent.getlist(k) for k in sent}
            if not same_token((form.get("token") or [""])[-1], desk.options.token):
                raise HTTPException(403, "The form did not carry the token; load the page again.")
            return await run_in_threadpool(_changed, desk, renderer, view, request, form)

    return endpoint


def _changed(desk: Desk, renderer: Renderer, view: View, request: Request, form: Form) -> Response:
    with desk.open(write=True) as ledger:
        visit = Visit(
            desk, ledger, read_state(request.query_params), request.url.path,
            who=_who(desk, request), form=form,
        )  # fmt: skip
        found = view(visit)
        ending = ".json" if "application/json" in request.headers.get("accept", "") else ""
        return _answer(renderer, visit, found, ending)


def _answer(renderer: Renderer, visit: Visit, found: Page | Go, ending: str) -> Response:
    """Return a page in the form asked for, or send the browser on."""
    if isinstance(found, Go):
        if ending == ".json":
            page = Page("", "", {**found.data, "next": found.to})
            return Response(as_json(page), media_type="application/json")
        going = RedirectResponse(found.to, 303)
        if found.who:
            going.set_cookie(WHO_COOKIE, quote(found.who), max_age=YEAR, samesite="strict",
                             httponly=True)  # fmt: skip
        return going
    if ending == ".json":
        return Response(as_json(found), found.status, media_type="application/json")
    if ending == ".csv":
        if not found.columns:
            raise Missing("this page is no table", remedy="ask for its .json")
        table = as_csv(found.columns, found.rows())
        return Response(table, media_type="text/csv; charset=utf-8")
    html = renderer.html(
        found, visit.state, visit.path, token=visit.desk.options.token, who=visit.who,
        ledger_name=visit.desk.options.ledger.name, today=visit.desk.options.today(),
        bare=visit.ledger.bare(),
    )  # fmt: skip
    return Response(html, found.status, media_type="text/html; charset=utf-8")


async def _fault(desk: Desk, renderer: Renderer, request: Request, error: Exception) -> Response:
    """Say what is wrong in the form that was asked for."""
    if isinstance(error, HTTPException):
        status, cause, place, remedy = error.status_code, str(error.detail), "", ""
        if status == 404:
            cause = "There is no page at this address."
    else:
        assert isinstance(error, ServandaError)
        status = 404 if isinstance(error, (Missing, UnknownName)) else 400
        status = 409 if isinstance(error, LedgerConflict) else status
        cause, place, remedy = error.cause, error.place, error.remedy
    data = {"cause": cause, "place": place, "remedy": remedy, "status": status}
    page = Page("fault.html", "That did not work", data, status=status)
    if request.url.path.endswith(".json") or "application/json" in request.headers.get(
        "accept", ""
    ):
        return Response(as_json(page), status, media_type="application/json")
    if request.url.path.endswith(".csv"):
        return PlainTextResponse(f"{cause}\n", status)
    html = renderer.html(
        page, State(), request.url.path, token="", who="",
        ledger_name=desk.options.ledger.name, today=desk.options.today(),
    )  # fmt: skip
    return Response(html, status, media_type="text/html; charset=utf-8")


async def _unexpected(request: Request, error: Exception) -> Response:
    """Say that something went wrong inside; the traceback is in the terminal, not on the page."""
    return PlainTextResponse(
        f"Unexpected {type(error).__name__} at {request.url.path}. The terminal in which servanda "
        "serve runs shows where; please report it.\n", 500,
    )  # fmt: skip


async def _static(renderer: Renderer, request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    return Response(renderer.static[name], media_type=f"{STATIC[name][2]}; charset=utf-8")


def _who(desk: Desk, request: Request) -> str:
    return unquote(request.cookies.get(WHO_COOKIE, "")) or desk.options.who
