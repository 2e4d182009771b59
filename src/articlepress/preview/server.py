"""The preview's pages: list, column, outputs, changes; and news of what changed.

Takes a desk; gives an ASGI application. Whatever belongs to a column is named by its number on the
desk, so no path of a request ever reaches the file system.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from articlepress.batch.jobs import as_bug
from articlepress.errors import ArticlepressError
from articlepress.preview import sheets
from articlepress.preview.building import Builder
from articlepress.preview.collection_view import CollectionViews
from articlepress.preview.desk import Desk
from articlepress.preview.edits import Edits, Outdated
from articlepress.preview.guard import FRAME_POLICY, Guard
from articlepress.preview.news import Interest, News
from articlepress.preview.report import render, template_text
from articlepress.preview.views import Views

STATIC = {
    **dict.fromkeys(
        ("collection.js", "column.js", "list.js", "mail.js", "reader.js", "talk.js"),
        "text/javascript",
    ),
    **dict.fromkeys(("preview.css", "colours.css"), "text/css"),
}
MAX_BODY_BYTES = 1_000_000


@dataclass(slots=True)
class Server:
    """The state of one run."""

    desk: Desk
    news: News
    edits: Edits = field(default_factory=Edits)
    builder: Builder = field(default_factory=Builder)

    @property
    def views(self) -> Views:
        return Views(self.desk, self.edits)

    @property
    def collection(self) -> CollectionViews:
        return CollectionViews(self.desk, self.edits, self.builder)

    @asynccontextmanager
    async def lifespan(self, app: object) -> AsyncIterator[None]:
        """Leave no process and no file behind."""
        yield
        self.builder.close()
        self.desk.workshop.close()


def application(
    desk: Desk, token: str, port: int, news: News | None = None, builder: Builder | None = None
) -> Guard:
    """Return the application behind its guard."""
    server = Server(desk, news or News(), builder=builder or Builder())
    routes = [
        Route("/", _page(server, lambda views, request: views.list_page())),
        Route("/static/{name}", _static),
        Route("/events", _events(server)),
        Route("/column/{n:int}", _page(server, _column)),
        Route("/column/{n:int}/view/{view}", _page(server, _part)),
        *column_documents(server),
        Route("/column/{n:int}/plain", _json(server, _plain)),
        Route("/column/{n:int}/progress/{form}", _json(server, _progress)),
        Route("/column/{n:int}/element/{e:int}", _json(server, _element)),
        Route("/column/{n:int}/correct", _json(server, _correct), methods=["POST"]),
        Route("/column/{n:int}/state", _json(server, _state), methods=["POST"]),
        Route("/column/{n:int}/check/{form}", _page(server, _check)),
        Route("/undo/{edit:int}", _json(server, _undo), methods=["POST"]),
        *collection_routes(server),
    ]
    app = Starlette(routes=routes, exception_handlers={Exception: _fault}, lifespan=server.lifespan)
    return Guard(app, token, port)


def collection_routes(server: Server) -> list[Route]:
    """Return the routes of the collection and of what is built of it."""

    def state(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
        return server.builder.find(request.path_params["form"]).told()

    def start(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
        return server.collection.build(request.path_params["form"]).told()

    def stop(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
        return server.builder.stop(request.path_params["form"]).told()

    def save(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
        return server.collection.save(given, str(given["version"]))

    def built(views: Views, request: Request) -> str:
        return server.collection.built(request.path_params["form"])

    def frame(request: Request) -> str:
        params = request.path_params
        if params["frame"] != params["form"]:
            raise KeyError(params["frame"])
        return server.collection.frame(params["form"], request.query_params)

    def sheet(request: Request) -> bytes:
        number, width = int(request.path_params["page"]), sheets.width_of(request.query_params)
        return sheets.sheet_picture(server.builder.content("pdf"), number, width)

    def file(request: Request) -> tuple[str, bytes]:
        form = request.path_params["form"]
        return server.builder.find(form).path.name, server.builder.content(form)

    return [
        Route("/collection", _page(server, lambda views, request: server.collection.page())),
        Route("/collection/save", _json(server, save), methods=["POST"]),
        Route("/build/{form}", _json(server, start), methods=["POST"]),
        Route("/build/{form}/stop", _json(server, stop), methods=["POST"]),
        Route("/build/{form}/state", _json(server, state)),
        Route("/build/{form}/view", _page(server, built)),
        Route("/build/{form}/frame/{frame}", _frame(frame)),
        Route("/build/{form}/sheet/{page:int}.jpg", _picture(sheet)),
        Route("/build/{form}/file/{same}", _file(file)),
    ]


def _fault(request: Request, error: Exception) -> Response:
    """Return a fault of our own as one line with a remedy, never as a traceback."""
    return HTMLResponse(render("problem.html", {"error": as_bug(error)}), 500)


def _n(views: Views, request: Request) -> int:
    number = int(request.path_params["n"])
    if not 0 <= number < len(views.desk.names):
        raise HTTPException(404, "no such column")
    return number


Answer = Callable[[Views, Request], str]
Endpoint = Callable[[Request], Any]  # Any: starlette takes coroutines and responses alike


def _page(server: Server, answer: Answer) -> Endpoint:
    def endpoint(request: Request) -> Response:
        try:
            return HTMLResponse(answer(server.views, request))
        except ArticlepressError as error:
            return HTMLResponse(render("problem.html", {"error": error}), 200)

    return endpoint


def _column(views: Views, request: Request) -> str:
    try:
        return views.column_page(_n(views, request), request.query_params)
    except KeyError:
        raise HTTPException(404, "no such view") from None


def _part(views: Views, request: Request) -> str:
    try:
        return views.part(_n(views, request), request.path_params["view"], request.query_params)
    except KeyError:
        raise HTTPException(404, "no such view") from None


def _check(views: Views, request: Request) -> str:
    return views.check(_n(views, request), request.path_params["form"])


def _frame(document: Callable[[Request], str]) -> Endpoint:
    def endpoint(request: Request) -> Response:
        try:
            html = document(request)
        except ArticlepressError as error:
            html = render("problem_frame.html", {"error": error})
        except (KeyError, IndexError, ValueError):
            raise HTTPException(404, "no such frame") from None
        kind = "application/xhtml+xml" if html.startswith("<html xmlns") else "text/html"
        headers = {"content-security-policy": FRAME_POLICY}
        return Response(html, headers=headers, media_type=f"{kind}; charset=utf-8")

    return endpoint


def _picture(picture: Callable[[Request], bytes]) -> Endpoint:
    def endpoint(request: Request) -> Response:
        try:
            return Response(picture(request), media_type="image/jpeg")
        except (IndexError, ArticlepressError) as error:
            raise HTTPException(404, str(error)) from None

    return endpoint


def _file(file: Callable[[Request], tuple[str, bytes]]) -> Endpoint:
    def endpoint(request: Request) -> Response:
        try:
            name, content = file(request)
        except ArticlepressError as error:
            raise HTTPException(404, str(error)) from None
        headers = {
            "content-disposition": f'attachment; filename="{name}"',
            "content-security-policy": FRAME_POLICY,
        }
        return Response(content, media_type="application/octet-stream", headers=headers)

    return endpoint


def column_documents(server: Server) -> list[Route]:
    """Return the routes of what is shown of a column in frames and pictures, and saved as files."""

    def frame(request: Request) -> str:
        views = server.views
        return views.frame(_n(views, request), request.path_params["frame"], request.query_params)

    def sheet(request: Request) -> bytes:
        number, width = int(request.path_params["page"]), sheets.width_of(request.query_params)
        return server.views.sheet(_n(server.views, request), number, width)

    def file(request: Request) -> tuple[str, bytes]:
        return server.views.file(_n(server.views, request), request.path_params["form"])

    return [
        Route("/column/{n:int}/frame/{frame}", _frame(frame)),
        Route("/column/{n:int}/sheet/{page:int}.jpg", _picture(sheet)),
        Route("/column/{n:int}/file/{form}", _file(file)),
    ]


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    return Response(template_text(name), media_type=STATIC[name])


Change = Callable[[Views, Request, Mapping[str, Any]], Mapping[str, object]]  # Any: JSON


def _json(server: Server, change: Change) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                raise HTTPException(413, "too much")
        try:
            given = json.loads(body or b"{}")
            if not isinstance(given, dict):
                raise ValueError
        except ValueError:
            raise HTTPException(400, "no JSON") from None
        try:
            answer = await run_in_threadpool(change, server.views, request, given)
        except Outdated as error:
            return JSONResponse(
                {"problem": f"{error.path.name} was changed by somebody else; nothing was written",
                 "theirs": error.theirs, "ours": error.ours}, 409,
            )  # fmt: skip
        except ArticlepressError as error:
            return JSONResponse({"problem": str(error)}, 422)
        except (KeyError, TypeError, IndexError, ValueError):
            return JSONResponse({"problem": "the request is not complete"}, 400)
        return JSONResponse(answer)

    return endpoint


def _element(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
    return views.element(_n(views, request), int(request.path_params["e"]))


def _correct(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
    return views.correct(
        _n(views, request), str(given["kind"]), str(given["selector"]), str(given["scope"])
    )


def _state(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
    return views.state(_n(views, request), dict(given["values"]), str(given["version"]))


def _plain(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
    return views.plain_part(_n(views, request))


def _progress(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
    return views.progress(_n(views, request), request.path_params["form"])


def _undo(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
    return views.undo(int(request.path_params["edit"]))


def _interest(server: Server, request: Request) -> Interest | None:
    """Return what a page says it shows; nothing where it says no such column."""
    column = request.query_params.get("column", "")
    if not column.isascii() or not column.isdigit() or int(column) >= len(server.desk.names):
        return None
    return Interest(int(column), request.query_params.get("form", ""))


def _events(server: Server) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        async def lines() -> AsyncIterator[str]:
            yield "retry: 1000\n\n"
            async for change in server.news.listen(_interest(server, request)):
                yield f"data: {json.dumps(asdict(change))}\n\n"

        return StreamingResponse(lines(), media_type="text/event-stream")

    return endpoint
