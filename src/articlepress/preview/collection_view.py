"""The page on which columns become a book or a digest: order, parts, cover, and the build.

Takes the desk, the edits and the builder of a run; knows nothing of requests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articlepress.errors import ArticlepressError, ConfigError, UsageError
from articlepress.preview import outputs_view
from articlepress.preview.building import FORMS, Build, Builder
from articlepress.preview.desk import Desk
from articlepress.preview.edits import Edits, read_text, version_of
from articlepress.preview.order import (
    Contents,
    Group,
    covers,
    manifest_place,
    read_contents,
    write_contents,
)
from articlepress.preview.report import render
from articlepress.preview.titles import quick_title


@dataclass(frozen=True, slots=True)
class Row:
    """A column as the page lists it."""

    ident: str
    """Its number on the desk; `x3` is the fourth of those that are not on it."""
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """Columns under one heading."""

    kind: str
    """`part`, `loose` or `out`."""
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CollectionViews:
    """The collection of one run."""

    desk: Desk
    edits: Edits
    builder: Builder

    @property
    def place(self) -> Path | None:
        """Where the manifest stands."""
        return manifest_place(self.desk.names)

    def page(self) -> str:
        """Return the page."""
        place = self.place
        values: dict[str, object] = {"problem": None, "place": place, "forms": FORMS}
        if place is None:
            return render("collection.html", values)
        values["undoable"] = [edit for edit in self.edits.done if edit.path == place][-1:]
        values["version"] = version_of(read_text(place))
        values["builds"] = list(self.builder.builds.values())
        try:
            contents = read_contents(self.desk.names, place)
        except ArticlepressError as error:
            return render("collection.html", {**values, "problem": error})
        values["contents"] = contents
        values["covers"] = covers(place, contents.cover)
        values["sections"] = self._sections(contents)
        return render("collection.html", values)

    def _sections(self, contents: Contents) -> tuple[Section, ...]:
        idents = _idents(self.desk.names, contents)

        def rows(names: Sequence[str]) -> tuple[Row, ...]:
            return tuple(
                Row(idents[name], Path(name).name, quick_title(Path(name))) for name in names
            )

        inside = {name for part in contents.parts for name in part.names} | set(contents.loose)
        out = [name for name in self.desk.names if name not in inside]
        return (
            *(Section("part", part.title, rows(part.names)) for part in contents.parts),
            Section("loose", "", rows(contents.loose)),
            Section("out", "", rows(out)),
        )

    def save(self, given: Mapping[str, Any], version: str) -> Mapping[str, object]:
        """Write what the page says into the manifest.

        Raises:
            Outdated: the manifest was changed since.
            ConfigError: the columns share no folder, or the manifest is broken.
            KeyError: something is missing, or names no column.
        """
        place = self.place
        if place is None:
            raise ConfigError("the columns share no folder, so no manifest is theirs")
        now = read_contents(self.desk.names, place)
        names = {ident: name for name, ident in _idents(self.desk.names, now).items()}
        cover = str(given["cover"])
        if cover and cover not in covers(place, now.cover):
            raise UsageError(f"no cover is called {cover!r}")

        def group(idents: Sequence[object]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(names[str(ident)] for ident in idents))

        contents = Contents(
            str(given["title"]).strip(),
            str(given["subtitle"]).strip(),
            cover,
            tuple(Group(str(p["title"]).strip(), group(p["columns"])) for p in given["parts"]),
            group(given["columns"]),
        )
        edit = self.edits.write(
            place, lambda: write_contents(place, contents), version, _outline(contents)
        )
        return {
            "path": edit.path.name, "text": edit.after, "edit": edit.number,
            "version": version_of(edit.after),
        }  # fmt: skip

    def build(self, form: str) -> Build:
        """Begin to build what the manifest says.

        Raises:
            ArticlepressError: there is no such format, or no manifest.
        """
        place = self.place
        if place is None:
            raise ConfigError("the columns share no folder, so no manifest is theirs")
        contents = read_contents(self.desk.names, place)
        total = len(contents.loose) + sum(len(part.names) for part in contents.parts)
        return self.builder.start(form, place, total, self.desk.plan.flags)

    def built(self, form: str) -> str:
        """Return how a build stands: its progress, what was said, and the result to look at.

        Raises:
            SourceError: there is none.
        """
        build = self.builder.find(form)
        values: dict[str, object] = {"build": build, "told": build.told()}
        if build.state == "done":
            values |= outputs_view.shown(form, self.builder.content(form), f"/build/{form}")
            values["version"] = build.begun
        return render("build.html", values)

    def frame(self, form: str, query: Mapping[str, str]) -> str:
        """Return a document of what was built, for a sandboxed frame.

        Raises:
            KeyError: nothing of this format is shown in a frame.
            ArticlepressError: it is not built.
        """
        return outputs_view.frame(form, lambda pictures: self.builder.content(form), query)


def _idents(names: Sequence[str], contents: Contents) -> dict[str, str]:
    """Return what columns are called in the page, by name."""
    known = {name: str(number) for number, name in enumerate(names)}
    listed = (*(name for part in contents.parts for name in part.names), *contents.loose)
    foreign = [name for name in listed if name not in known]
    return known | {name: f"x{number}" for number, name in enumerate(foreign)}


def _outline(contents: Contents) -> str:
    """Return contents as lines, to be laid beside a manifest that says something else."""
    lines = [contents.title, *(Path(name).name for name in contents.loose)]
    for part in contents.parts:
        lines += [f"[{part.title}]", *(Path(name).name for name in part.names)]
    return "\n".join(filter(None, lines))
