"""The preview's pages: list, column, outputs, changes; and news of what changed.

Takes a desk; gives an ASGI application. Whatever belongs to a column is named by its number on the
desk, so no path of a request ever reaches the file system.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from articlepress.batch.jobs import as_bug
from articlepress.errors import ArticlepressError
from articlepress.preview.desk import Desk
from articlepress.preview.edits import Edits, Outdated
from articlepress.preview.guard import FRAME_POLICY, Guard
from articlepress.preview.news import News
from articlepress.preview.report import render, template_text
from articlepress.preview.views import Views

STATIC = {"preview.js": "text/javascript", "preview.css": "text/css", "colours.css": "text/css"}
MAX_BODY_BYTES = 1_000_000


@dataclass(slots=True)
class Server:
    """The state of one run."""

    desk: Desk
    news: News
    edits: Edits = field(default_factory=Edits)

    @property
    def views(self) -> Views:
        return Views(self.desk, self.edits)


def application(desk: Desk, token: str, port: int, news: News | None = None) -> Guard:
    """Return the application behind its guard."""
    server = Server(desk, news or News())
    routes = [
        Route("/", _page(server, lambda views, request: views.list_page())),
        Route("/order", _page(server, lambda views, request: views.order_page())),
        Route("/order/save", _json(server, _order), methods=["POST"]),
        Route("/static/{name}", _static),
        Route("/events", _events(server)),
        Route("/column/{n:int}", _page(server, _column)),
        Route("/column/{n:int}/view/{view}", _page(server, _part)),
        Route("/column/{n:int}/frame/{frame}", _frame(server)),
        Route("/column/{n:int}/pdf/{page:int}.png", _picture(server)),
        Route("/column/{n:int}/file/{form}", _file(server)),
        Route("/column/{n:int}/element/{e:int}", _json(server, _element)),
        Route("/column/{n:int}/correct", _json(server, _correct), methods=["POST"]),
        Route("/column/{n:int}/state", _json(server, _state), methods=["POST"]),
        Route("/column/{n:int}/check/{form}", _page(server, _check)),
        Route("/undo/{edit:int}", _json(server, _undo), methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={Exception: _fault}), token, port)


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


def _frame(server: Server) -> Endpoint:
    def endpoint(request: Request) -> Response:
        views = server.views
        headers = {"content-security-policy": FRAME_POLICY}
        try:
            html = views.frame(
                _n(views, request), request.path_params["frame"], request.query_params
            )
        except ArticlepressError as error:
            html = render("problem_frame.html", {"error": error})
        except (KeyError, IndexError, ValueError):
            raise HTTPException(404, "no such frame") from None
        kind = "application/xhtml+xml" if html.startswith("<html xmlns") else "text/html"
        return Response(html, headers=headers, media_type=f"{kind}; charset=utf-8")

    return endpoint


def _picture(server: Server) -> Endpoint:
    def endpoint(request: Request) -> Response:
        views = server.views
        try:
            png = views.pdf_picture(_n(views, request), int(request.path_params["page"]))
        except (IndexError, ArticlepressError) as error:
            raise HTTPException(404, str(error)) from None
        return Response(png, media_type="image/png")

    return endpoint


def _file(server: Server) -> Endpoint:
    def endpoint(request: Request) -> Response:
        views = server.views
        try:
            name, content = views.file(_n(views, request), request.path_params["form"])
        except ArticlepressError as error:
            raise HTTPException(404, str(error)) from None
        headers = {
            "content-disposition": f'attachment; filename="{name}"',
            "content-security-policy": FRAME_POLICY,
        }
        return Response(content, media_type="application/octet-stream", headers=headers)

    return endpoint


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


def _order(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
    return views.order(list(given["columns"]), str(given["title"]), str(given["version"]))


def _undo(views: Views, request: Request, given: Mapping[str, Any]) -> Mapping[str, object]:
    return views.undo(int(request.path_params["edit"]))


def _events(server: Server) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        async def lines() -> AsyncIterator[str]:
            yield "retry: 1000\n\n"
            async for changed in server.news.listen():
                yield f"data: {json.dumps({'columns': changed})}\n\n"

        return StreamingResponse(lines(), media_type="text/event-stream")

    return endpoint
