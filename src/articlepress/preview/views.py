"""What each page of the preview says, as HTML, and what a change in it does.

Takes the desk and the edits of a run; knows nothing of requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from articlepress.check import check_for, load_checks
from articlepress.corrections import KINDS
from articlepress.diagnostics import Diagnostic
from articlepress.editing import sidecar_values
from articlepress.errors import ArticlepressError, ConfigError, SourceError
from articlepress.page.selectors import selector_for
from articlepress.preview import mail, outputs_view, sheets
from articlepress.preview.desk import Desk, View
from articlepress.preview.edits import Edit, Edits, read_text, rules_place, version_of
from articlepress.preview.form import changed_values, form_values
from articlepress.preview.look import Look, article_page
from articlepress.preview.memory import folder_stamps
from articlepress.preview.outputs_view import CHECKED, FIRST
from articlepress.preview.report import MOST_LISTED, page_document, removed, render
from articlepress.preview.titles import quick_title
from articlepress.walk import inline_text
from articlepress.writers import find_writer

PARTS = ("page", "article", "outputs", "diagnostics")
KIND_WORDS = {
    "keep": "Keep this", "drop": "Drop this", "bio": "The bio", "disclaimer": "The disclaimer",
    "byline": "The byline", "date": "The date", "caption": "A caption", "title": "The title",
    "standfirst": "The standfirst",
}  # fmt: skip
"""What is said of an element, on its button."""
UNDOABLE = 5
"""Changes of a column that are offered to be taken back, the last ones."""


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

    def column_page(self, number: int, query: Mapping[str, str]) -> str:
        """Return a column with one of its views.

        Raises:
            KeyError: there is no such view.
        """
        part = query.get("view", "page")
        look = self.desk.view(number).look
        form = query.get("form", FIRST[0])
        if part == "outputs":
            self.desk.workshop.warm()
        if part == "outputs" and look is not None and self._is_waited_for(number, form):
            content = render("pending.html", {"form": form})  # the page asks for it then
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
                "form": form if part == "outputs" else "",
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
            "undoable": self._undoable(number, view),
            "excerpt": _broken_line(view.error or self.desk.plan_error),
        }
        if view.look is not None:
            values |= getattr(self, f"_{part}")(number, view, query)
        return render(f"part_{part}.html", values)

    def _is_waited_for(self, number: int, form: str) -> bool:
        if not outputs_view.is_offered(form):
            raise KeyError(form)
        return outputs_view.is_pending(form) and not self.desk.is_made(number, form)

    def _undoable(self, number: int, view: View) -> list[Edit]:
        """Return the last changes that concern a column, the newest first."""
        host = view.look.host if view.look is not None else ""
        places = (self.desk.sidecar(number), rules_place(self.desk.plan.project.root, host))
        return [edit for edit in self.edits.done if edit.path in places][-UNDOABLE:][::-1]

    def _page(self, number: int, view: View, query: Mapping[str, str]) -> dict[str, object]:
        look = _seen(view)
        found = sorted(removed(look), key=lambda item: (-item.words, item.number))
        site = rules_place(self.desk.plan.project.root, look.host)
        return {
            "removals": found[:MOST_LISTED],
            "more": len(found[MOST_LISTED:]),
            "kinds": [(kind, KIND_WORDS[kind]) for kind in KINDS],
            "version": hash(look.page.markup) if look.page is not None else 0,
            "host": look.host if site is not None else "",
            "sidecar": self.desk.sidecar(number),
        }

    def _article(self, number: int, view: View, query: Mapping[str, str]) -> dict[str, object]:
        return {
            "form": form_values(_seen(view).article.metadata),
            "version": version_of(read_text(self.desk.sidecar(number))),
            "sidecar": self.desk.sidecar(number),
            "shown": f"{view.version}-{self._style_state(number)}",
        }

    def _style_state(self, number: int) -> int:
        """Return a number that changes with the style's files."""
        return hash(folder_stamps(self._dress(number).style.folders))

    def _outputs(self, number: int, view: View, query: Mapping[str, str]) -> dict[str, object]:
        form = query.get("form", FIRST[0])
        if not outputs_view.is_offered(form):
            raise KeyError(form)
        values: dict[str, object] = {"form": form, "forms": FIRST, "names": outputs_view.NAMES}
        values |= {"others": outputs_view.other_formats(), "problem": None, "made": None}
        try:
            made = self.desk.output(number, form)
            values |= {"made": made, "version": made.serial}
            values |= outputs_view.shown(form, made.content, f"/column/{number}")
        except ArticlepressError as error:
            values["problem"] = error
        return values

    def plain_part(self, number: int) -> Mapping[str, object]:
        """Return the plain text a newsletter is sent with.

        Raises:
            ArticlepressError: no message can be made.
        """
        return {"text": mail.plain_part(self.desk.output(number, "eml").content)}

    def _diagnostics(self, number: int, view: View, query: Mapping[str, str]) -> dict[str, object]:
        return {"checked": CHECKED, "stages": list(self._stages(number))}

    def _stages(self, number: int) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
        """Yield what was said while outputs were made: the newsletter's, and those ready."""
        for form in FIRST:
            if form != FIRST[0] and not self.desk.is_made(number, form):
                continue
            with suppress(ArticlepressError):  # its own view tells
                yield form, self.desk.output(number, form).diagnostics

    def check(self, number: int, form: str) -> str:
        """Return what the check of a finished format finds.

        Raises:
            SourceError: that format has no check.
            ArticlepressError: the column cannot be made in it.
        """
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

        def content(with_pictures: bool) -> bytes:
            inside = with_pictures and frame == "newsletter"
            options = self._with_pictures(number) if inside else None
            return self.desk.output(number, frame, options).content

        return outputs_view.frame(frame, content, query)

    def _with_pictures(self, number: int) -> object:
        """Return options of a newsletter with pictures inside it: nothing is fetched here, so a
        picture is seen when its file lies beside the page."""
        dress = self.desk.plan.dress(self.desk.names[number], find_writer("newsletter"))
        options: Any = dress.options  # Any: of the newsletter's class
        return replace(options, images="data", image_base_url="")

    def _dress(self, number: int) -> Any:  # Any: Dress
        return self.desk.plan.dress(self.desk.names[number], find_writer("html"))

    def _look(self, number: int) -> Look:
        return _seen(self.desk.view(number))

    def sheet(self, number: int, page: int, width: int) -> bytes:
        """Return a page of the column's PDF as a picture.

        Raises:
            IndexError: it has no such page.
        """
        return sheets.sheet_picture(self.desk.output(number, "pdf").content, page, width)

    def progress(self, number: int, form: str) -> Mapping[str, object]:
        """Return how far an output is that is being made."""
        found = self.desk.workshop.progress((number, form, ""))
        if found is None:
            return {"making": False}
        return {
            "making": True, "said": found.said, "seconds": round(found.seconds, 1),
            "last": round(found.last_s, 1),
        }  # fmt: skip

    def file(self, number: int, form: str) -> tuple[str, bytes]:
        """Return an output as a file, with its name."""
        writer = find_writer(form)
        name = re.sub(r"[^\w.-]", "_", self.desk.stems[number], flags=re.ASCII)
        return name + writer.suffix, self.desk.output(number, form).content

    def element(self, number: int, element: int) -> Mapping[str, object]:
        """Return what is known of an element somebody points at.

        Raises:
            SourceError: the column has no page to point at.
        """
        look = self._look(number)
        if look.page is None or look.parsed is None:
            raise SourceError("there is no page to point at")
        node = look.page.elements[element]
        text = " ".join(node.text(deep=True, separator=" ").split())
        return {"selector": selector_for(look.parsed.tree, node), "text": text[:160]}

    def correct(self, number: int, kind: str, selector: str, scope: str) -> Mapping[str, object]:
        """Write what somebody said of an element; `scope` is `site` or `column`.

        Raises:
            UsageError: there is no such kind.
            ConfigError: there is no file for the rule, or its selector cannot be parsed.
        """
        path = self.desk.sidecar(number)
        if scope == "site":
            path = rules_place(self.desk.plan.project.root, self._look(number).host)
        if path is None:
            raise ConfigError(
                "there is no place for this rule", hint="`articlepress init` makes a project"
            )
        return _told(self.edits.correct(path, kind, selector))

    def state(self, number: int, values: dict[str, Any], version: str) -> Mapping[str, object]:
        """Write what the form says into the sidecar, what differs from the article alone.

        Raises:
            Outdated: the sidecar is no longer of that version.
            ConfigError: the source has no place for one, or a value cannot be what its key says.
        """
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
