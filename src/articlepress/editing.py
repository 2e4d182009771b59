"""Writing the files people write: rules of a site and sidecars, changed in place.

Takes a path and one change; what else stands in the file stays as it is, comments and order too.
Nothing is written that could not be read again, and the old file stays whole until the new one is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.atomic import write_atomic
from articlepress.corrections import CorrectionKind
from articlepress.errors import ConfigError
from articlepress.metadata import Disclaimer, Metadata, Person
from articlepress.records import refuse_link_out
from articlepress.sidecar import SUFFIX, check_sidecar
from articlepress.siterules import FOLDER, check_host_rules
from articlepress.tables import Table, parse_table, read_table

if TYPE_CHECKING:  # tomlkit costs 30 ms, and only those who write need it
    from tomlkit import TOMLDocument


def rules_file(root: Path, host: str) -> Path:
    """Return where a project keeps the rules of a host."""
    return root / FOLDER / f"{host.lower().removeprefix('www.')}.toml"


def add_rule(path: Path, kind: CorrectionKind, selector: str, note: str = "") -> str:
    """Add a rule to a site's file or a sidecar and return the text written.

    A rule of that kind and selector that is there already gets the note. The file and its folder
    are made where they are missing.

    Raises:
        ConfigError: the file is broken, or the selector cannot be parsed; nothing was written.
    """

    def change(document: TOMLDocument) -> None:
        import tomlkit

        rules = _rules(document)
        rule = next((r for r in rules if _is(r, kind, selector)), None)
        if rule is None:
            rule = tomlkit.table()
            rule["kind"] = kind
            rule["selector"] = selector
            rules.append(rule)
            document["rule"] = rules
        if note:
            rule["note"] = note

    return _edit(path, change)


def remove_rule(path: Path, kind: CorrectionKind, selector: str) -> str:
    """Take a rule out of a site's file or a sidecar and return the text written.

    A rule that is not there is no error: the file is as wanted.

    Raises:
        ConfigError: the file is broken; nothing was written.
    """

    def change(document: TOMLDocument) -> None:
        rules = _rules(document)
        for place in [at for at, rule in enumerate(rules) if _is(rule, kind, selector)][::-1]:
            del rules[place]
        if not len(rules) and "rule" in document:
            del document["rule"]

    return _edit(path, change)


def write_sidecar(path: Path, values: Mapping[str, object]) -> str:
    """Put values into a sidecar and return the text written; None takes a key out.

    Values are as TOML holds them and `sidecar_values` gives them: texts in Markdown, authors and
    disclaimers as lists of tables. Keys that are not named stay as they are.

    Raises:
        ConfigError: the file is broken, or a value cannot be what its key says; nothing was
            written.
    """

    def change(document: TOMLDocument) -> None:
        for key, value in values.items():
            if value is None:
                document.pop(key, None)
            elif key not in document or _plain(document[key]) != value:
                put_key(document, key, value)

    return _edit(path, change)


def sidecar_values(metadata: Metadata) -> dict[str, object]:
    """Return metadata as a sidecar states it, all fields that hold something.

    Written and read again they give the same fields; portraits that are no files beside the page
    keep their address.
    """
    series = metadata.series
    values: dict[str, object] = {
        "title": _line(metadata.title),
        "subtitle": _line(metadata.subtitle),
        "kicker": _line(metadata.kicker),
        "standfirst": _line(metadata.standfirst),
        "authors": [_person(person) for person in metadata.authors if person.name],
        "disclaimers": [_disclaimer(item) for item in metadata.disclaimers if item.content],
        "series": _filled(name=series.name, number=series.number, url=series.url) if series else "",
        "section": metadata.section,
        "language": metadata.language,
        "direction": metadata.direction,
        "licence": metadata.licence,
        "description": metadata.description,
        "tags": list(metadata.tags),
        "published": metadata.published.iso if metadata.published else "",
        "updated": metadata.updated.iso if metadata.updated else "",
        "site": metadata.site.name,
        "canonical_url": metadata.canonical_url,
    }
    return {key: value for key, value in values.items() if value}


def _person(person: Person) -> dict[str, object]:
    return _filled(
        name=person.name,
        role="" if person.role == "author" else person.role,
        bio=_text(person.bio),
        portrait=person.portrait.src if person.portrait else "",
        links=list(person.handles),
        url=person.url,
        email=person.email,
        sort_name=person.sort_name,
    )


def _disclaimer(item: Disclaimer) -> dict[str, object]:
    return {"text": _text(item.content), "kind": item.kind, "scope": item.scope}


def _filled(**values: object) -> dict[str, object]:
    # **: the names of the call are the keys of the table.
    return {key: value for key, value in values.items() if value}


def _line(content: n.Inlines) -> str:
    return _text((n.Paragraph(content),)) if content else ""


def _text(content: n.Blocks) -> str:
    """Return blocks as Markdown."""
    from articlepress.writers.markdown import markdown_document  # imported here: only forms need it

    if not content:
        return ""
    return markdown_document(Article(Metadata(), content), with_front_matter=False).strip()


def _edit(path: Path, change: Callable[[TOMLDocument], None]) -> str:
    import tomlkit

    document = tomlkit.document()
    if path.exists():
        read_table(path)  # tells what is broken, with its line, before tomlkit sees it
        document = tomlkit.parse(path.read_text("utf-8-sig"))
    change(document)
    text = tomlkit.dumps(document).strip("\n") + "\n"
    _check(parse_table(text, path))
    refuse_link_out(path, "put the file itself there")
    write_atomic(path, text.encode())
    return text


def _check(table: Table) -> None:
    if table.path.name.endswith(SUFFIX):
        check_sidecar(table)
    else:
        check_host_rules(table)


def _rules(document: TOMLDocument) -> Any:  # Any: tomlkit's list of tables
    import tomlkit

    rules = document.get("rule", tomlkit.aot())
    if not isinstance(rules, Sequence):
        raise ConfigError("rule is no list of tables", hint="write [[rule]]")
    return rules


def _is(rule: Mapping[str, object], kind: str, selector: str) -> bool:
    return str(rule.get("kind")) == kind and str(rule.get("selector")) == selector


def _plain(value: Any) -> object:  # Any: an item of tomlkit
    return value.unwrap() if hasattr(value, "unwrap") else value


def put_key(document: TOMLDocument, key: str, value: object) -> None:
    """Set a key; a new one that is no table stands above the tables, where TOML wants it."""
    import tomlkit

    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        made: Any = tomlkit.aot()
        for entry in value:
            made.append(_table(entry))
    elif isinstance(value, Mapping):
        made = _table(value)
    else:
        made = _item(value)
    if key in document or not isinstance(made, tomlkit.items.Item) or _is_table(made):
        document[key] = made
        return
    tables = [name for name, item in document.items() if _is_table(item)]
    if not tables:
        document[key] = made
        return
    # TOML takes what follows a table's head for a part of it.
    later = [(name, document.pop(name)) for name in tables]
    document[key] = made
    for name, item in later:
        document[name] = item


def _is_table(item: object) -> bool:
    import tomlkit

    return isinstance(item, (tomlkit.items.Table, tomlkit.items.AoT))


def _table(values: Mapping[str, object]) -> Any:  # Any: tomlkit's table
    import tomlkit

    table = tomlkit.table()
    for key, value in values.items():
        table[key] = _item(value)
    return table


def _item(value: object) -> Any:  # Any: tomlkit's item
    import tomlkit

    if isinstance(value, str) and "\n" in value:
        return tomlkit.string(value, multiline=True)
    return tomlkit.item(value)
