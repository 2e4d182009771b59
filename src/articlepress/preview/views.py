"""What each page of the preview says, as HTML, and what a change in it does.

Takes the desk and the edits of a run; knows nothing of requests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from articlepress.check import check_for, load_checks
from articlepress.corrections import KINDS
from articlepress.editing import sidecar_values
from articlepress.errors import ArticlepressError, ConfigError, SourceError
from articlepress.page.selectors import selector_for
from articlepress.preview import shown
from articlepress.preview.desk import Desk, View
from articlepress.preview.edits import Edit, Edits, read_text, rules_place, version_of
from articlepress.preview.form import changed_values, form_values
from articlepress.preview.look import Look, article_page
from articlepress.preview.order import manifest_place, ordered
from articlepress.preview.report import MOST_LISTED, page_document, removed, render
from articlepress.walk import inline_text
from articlepress.writers import find_writer
from articlepress.writers.email.options import GMAIL_CLIP_BYTES

PARTS = ("page", "article", "outputs", "diagnostics")
FORMS = ("newsletter", "pdf", "epub", "html", "eml", "text", "markdown", "json")
CHECKED = ("newsletter", "eml", "epub", "pdf")
SLOW = ("pdf", "epub")
"""Formats that are waited for in the page, not before it."""
HEAD_BYTES = 65_536
"""How far into a page its title is looked for, in a list of hundreds."""
_TITLE = re.compile(rb"<title[^>]*>(.{1,400}?)</title", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Views:
    """The pages of one run."""

    desk: Desk
    edits: Edits

    def list_page(self) -> str:
        """Return the list of columns; none of them is read for it."""
        columns = [
            {"number": number, "name": Path(name).name, "title": quick_title(Path(name))}
            for number, name in enumerate(self.desk.names)
        ]
        return render("list.html", {"columns": columns, "problem": self.desk.plan_error})

    def order_page(self) -> str:
        """Return the page on which columns are put in order for a book or digest."""
        names = self.desk.names
        place = manifest_place(names)
        values: dict[str, object] = {"problem": None, "place": place, "columns": [], "title": ""}
        values["undoable"] = [edit for edit in self.edits.done if edit.path == place][-1:]
        values["version"] = version_of(read_text(place))
        if place is not None:
            try:
                inside, values["title"] = ordered(names, place)
            except ConfigError as error:
                return render("order.html", {**values, "problem": error})
            others = (number for number in range(len(names)) if number not in set(inside))
            values["columns"] = [
                {
                    "number": number,
                    "name": Path(names[number]).name,
                    "title": quick_title(Path(names[number])),
                    "inside": number in inside,
                }
                for number in (*inside, *others)
            ]
        return render("order.html", values)

    def order(self, numbers: list[Any], title: str, version: str) -> Mapping[str, object]:
        """Write an order into the manifest."""
        place = manifest_place(self.desk.names)
        if place is None:
            raise ConfigError("the columns lie in several folders, so no manifest is theirs")
        wanted = list(dict.fromkeys(int(number) for number in numbers))
        if any(not 0 <= number < len(self.desk.names) for number in wanted):
            raise IndexError(wanted)
        names = [self.desk.names[number] for number in wanted]
        return _told(self.edits.order(place, names, title.strip(), version))

    def column_page(self, number: int, query: Mapping[str, str]) -> str:
        """Return a column with one of its views.

        Raises:
            KeyError: there is no such view.
        """
        part = query.get("view", "page")
        look = self.desk.view(number).look
        if part == "outputs" and query.get("form") in SLOW and look is not None:
            content = render("pending.html", {"form": query["form"]})  # the page asks for it then
        else:
            content = self.part(number, part, query)
        return render(
            "column.html",
            {
                "number": number,
                "count": len(self.desk.names),
                "name": Path(self.desk.names[number]).name,
                "title": inline_text(look.article.metadata.title) if look else "",
                "parts": PARTS,
                "part": part,
                "query": urlencode({"form": query["form"]} if "form" in query else {}),
                "content": content,
            },
        )

    def part(self, number: int, part: str, query: Mapping[str, str]) -> str:
        """Return one view of a column.

        Raises:
            KeyError: there is no such view.
        """
        if part not in PARTS:
            raise KeyError(part)
        view = self.desk.view(number)
        values: dict[str, object] = {
            "number": number,
            "error": view.error or self.desk.plan_error,
            "stale": view.look is not None and view.error is not None,
            "look": view.look,
            "undoable": self.edits.done[-5:][::-1],
            "excerpt": _broken_line(view.error or self.desk.plan_error),
        }
        if view.look is not None:
            values |= getattr(self, f"_{part}")(number, view, query)
        return render(f"part_{part}.html", values)

    def _page(self, number: int, view: View, query: Mapping[str, str]) -> dict[str, object]:
        look = _seen(view)
        found = sorted(removed(look), key=lambda item: (-item.words, item.number))
        site = rules_place(self.desk.plan.project.root, look.host)
        return {
            "removals": found[:MOST_LISTED],
            "more": len(found[MOST_LISTED:]),
            "kinds": KINDS,
            "host": look.host if site is not None else "",
            "sidecar": self.desk.sidecar(number),
        }

    def _article(self, number: int, view: View, query: Mapping[str, str]) -> dict[str, object]:
        return {
            "form": form_values(_seen(view).article.metadata),
            "version": version_of(read_text(self.desk.sidecar(number))),
            "sidecar": self.desk.sidecar(number),
        }

    def _outputs(self, number: int, view: View, query: Mapping[str, str]) -> dict[str, object]:
        form = query.get("form", "newsletter")
        if form not in FORMS:
            raise KeyError(form)
        values: dict[str, object] = {"form": form, "forms": FORMS}
        values |= {"widths": shown.WIDTHS, "limit": GMAIL_CLIP_BYTES, "problem": None}
        try:
            made = self.desk.output(number, form)
        except ArticlepressError as error:
            return {**values, "problem": error, "made": None}
        values |= {"made": made, "size": len(made.content)}
        if form == "pdf":
            values["pages"] = range(shown.pdf_page_count(made.content))
        elif form == "epub":
            values["chapters"] = shown.book_chapters(made.content)
        elif form == "eml":
            values["text"] = shown.plain_part(made.content)
        elif find_writer(form).media_type.startswith("text/") or form == "json":
            values["text"] = made.content.decode("utf-8", "replace")
        return values

    def _diagnostics(self, number: int, view: View, query: Mapping[str, str]) -> dict[str, object]:
        return {"checked": CHECKED}

    def check(self, number: int, form: str) -> str:
        """Return what the check of a finished format finds."""
        if form not in CHECKED:
            raise SourceError(f"{form!r} has no check")
        import tempfile

        made = self.desk.output(number, form)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"column{find_writer(form).suffix}"
            path.write_bytes(made.content)
            check = check_for(path, load_checks())
            findings = tuple(check.run((path,)))
        return render("check.html", {"form": form, "findings": findings, "said": made.diagnostics})

    def frame(self, number: int, frame: str, query: Mapping[str, str]) -> str:
        """Return a document to be shown in a sandboxed frame.

        Raises:
            KeyError: there is no such frame.
            ArticlepressError: what it shows cannot be made.
        """
        if frame in ("page", "article"):
            look = self._look(number)
            if frame == "page":
                return page_document(look) or render("no_page.html", {})
            return article_page(look.article, self._dress(number).style)
        if frame == "newsletter":
            html = self._newsletter(number, blocked=query.get("pictures") == "blocked")
            return shown.newsletter_page(
                html, dark=query.get("scheme") == "dark", stripped=query.get("style") == "stripped"
            )
        if frame == "epub":
            return shown.book_page(
                self.desk.output(number, "epub").content, int(query.get("chapter", "0"))
            )
        if frame == "html":
            return self.desk.output(number, "html").content.decode()
        raise KeyError(frame)

    def _newsletter(self, number: int, *, blocked: bool) -> str:
        """Return the newsletter; with pictures inside it, unless they are to be blocked.

        Nothing is fetched here: a picture is seen when its file lies beside the page.
        """
        if blocked:
            return self.desk.output(number, "newsletter").content.decode()
        options: Any = self.desk.plan.dress(  # Any: of the newsletter's class
            self.desk.names[number], find_writer("newsletter")
        ).options
        inside = replace(options, images="data", image_base_url="")
        return self.desk.output(number, "newsletter", inside).content.decode()

    def _dress(self, number: int) -> Any:  # Any: Dress
        return self.desk.plan.dress(self.desk.names[number], find_writer("html"))

    def _look(self, number: int) -> Look:
        return _seen(self.desk.view(number))

    def pdf_picture(self, number: int, page: int) -> bytes:
        """Return a page of the column's PDF as PNG.

        Raises:
            IndexError: it has no such page.
        """
        content = self.desk.output(number, "pdf").content
        if not 0 <= page < shown.pdf_page_count(content):
            raise IndexError(page)
        return shown.pdf_page(content, page)

    def file(self, number: int, form: str) -> tuple[str, bytes]:
        """Return an output as a file, with its name."""
        writer = find_writer(form)
        name = re.sub(r"[^\w.-]", "_", self.desk.stems[number], flags=re.ASCII)
        return name + writer.suffix, self.desk.output(number, form).content

    def element(self, number: int, element: int) -> Mapping[str, object]:
        """Return what is known of an element somebody points at."""
        look = self._look(number)
        if look.page is None or look.parsed is None:
            raise SourceError("there is no page to point at")
        node = look.page.elements[element]
        text = " ".join(node.text(deep=True, separator=" ").split())
        return {"selector": selector_for(look.parsed.tree, node), "text": text[:160]}

    def correct(self, number: int, kind: str, selector: str, scope: str) -> Mapping[str, object]:
        """Write what somebody said of an element; `scope` is `site` or `column`."""
        path = self.desk.sidecar(number)
        if scope == "site":
            path = rules_place(self.desk.plan.project.root, self._look(number).host)
        if path is None:
            raise ConfigError(
                "there is no place for this rule", hint="`articlepress init` makes a project"
            )
        return _told(self.edits.correct(path, kind, selector))

    def state(self, number: int, values: dict[str, Any], version: str) -> Mapping[str, object]:
        """Write what the form says into the sidecar, what differs from the article alone."""
        path = self.desk.sidecar(number)
        if path is None:
            raise ConfigError("this source has no place for a sidecar")
        metadata = self._look(number).article.metadata
        changed = changed_values(sidecar_values(metadata), values)
        ours = "\n".join(f"{key} = {value!r}" for key, value in changed.items())
        if not changed:
            return {"text": read_text(path) or "", "path": path.name, "edit": 0}
        return _told(self.edits.state(path, changed, version, ours))

    def undo(self, edit: int) -> Mapping[str, object]:
        """Take a change back."""
        undone = self.edits.undo(edit)
        return {"path": undone.path.name, "text": undone.before or "", "edit": 0}


def _seen(view: View) -> Look:
    if view.look is None:
        raise view.error or SourceError("cannot be read")
    return view.look


def _told(edit: Edit) -> Mapping[str, object]:
    return {
        "path": edit.path.name,
        "text": edit.after,
        "edit": edit.number,
        "version": version_of(edit.after),
    }


def _broken_line(error: ArticlepressError | None) -> str:
    """Return the line a file of settings is broken at, where the error names one."""
    found = (
        re.fullmatch(r"(.+?):(\d+)(?::\d+)?", error.where)
        if isinstance(error, ConfigError)
        else None
    )
    if found is None:
        return ""
    lines = (read_text(Path(found[1])) or "").splitlines()
    at = int(found[2])
    return f"{at}: {lines[at - 1]}" if 0 < at <= len(lines) else ""


def quick_title(path: Path) -> str:
    """Return a page's title as its head says it, without reading the page."""
    try:
        with path.open("rb") as stream:
            found = _TITLE.search(stream.read(HEAD_BYTES))
    except OSError:
        return ""
    if found is None:
        return ""
    return " ".join(unescape(found[1].decode("utf-8", "replace")).split())
