"""Books and digests arranged in the browser: what is written, refused and built."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from articlepress.cli.app import run
from articlepress.manifest import read_manifest
from articlepress.preview.order import MANIFEST, Contents, Group, read_contents, write_contents
from preview.conftest import HOST, column

ORIGIN = {"origin": HOST}


def body(**values: Any) -> dict[str, Any]:  # Any: JSON
    """Return what the page sends, of a book of both columns."""
    whole = {"title": "", "subtitle": "", "cover": "", "parts": [], "columns": ["0", "1"]}
    return {**whole, "version": "", **values}


def version(client: TestClient) -> str:
    page = client.get("/collection").text
    return page.partition('data-version="')[2].partition('"')[0]


def save(client: TestClient, **values: Any) -> Any:  # Any: as above
    return client.post(
        "/collection/save", json=body(version=version(client), **values), headers=ORIGIN
    )


def test_order_is_written_into_the_manifest_and_read_by_collect(
    client: TestClient, project: Path
) -> None:
    manifest = project / MANIFEST
    manifest.write_text('# ours\nsort = "date"\npublisher = "Us"\n', "utf-8")

    answer = save(client, columns=["1", "0"], title="Two harbours", cover="none")

    assert answer.status_code == 200
    text = manifest.read_text("utf-8")
    assert text.startswith("# ours")
    assert 'publisher = "Us"' in text
    assert 'sort = "given"' in text
    assert 'inputs = ["oslo.html", "bergen.html"]' in text
    shown = client.get("/collection").text
    assert shown.index("oslo.html") < shown.index("bergen.html")
    out = project / "book.epub"
    assert run(["collect", str(manifest), "-o", str(out), "--quiet"]) == 0


def test_parts_are_written_and_shown_again(client: TestClient, project: Path) -> None:
    parts = [{"title": "North", "columns": ["1"]}, {"title": "West", "columns": ["0"]}]

    assert save(client, parts=parts, columns=[]).status_code == 200

    entries = read_manifest(project / MANIFEST, ()).entries
    assert [(Path(entry.name).name, entry.part) for entry in entries] == [
        ("oslo.html", "North"),
        ("bergen.html", "West"),
    ]
    shown = client.get("/collection").text
    assert shown.index('value="North"') < shown.index("oslo.html") < shown.index('value="West"')


def test_part_that_stays_keeps_its_comments(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{name}.html") for name in ("a", "b")]
    for name in names:
        Path(name).write_text(column("a"), "utf-8")
    place = tmp_path / MANIFEST
    place.write_text('[[part]]\n# why\ntitle = "One"\ninputs = ["a.html"]\n', "utf-8")

    write_contents(place, Contents(parts=(Group("New", (names[1],)), Group("One", (names[0],)))))

    text = place.read_text("utf-8")
    assert text.index("New") < text.index("# why") < text.index("One")


def test_inputs_that_are_not_on_the_desk_stay(client: TestClient, project: Path) -> None:
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "third.html").write_text(column("third"), "utf-8")
    text = 'inputs = ["elsewhere/*.html", "bergen.html"]\nfront = ["oslo.html"]\n'
    (project / MANIFEST).write_text(text, "utf-8")

    answer = save(client, columns=["0", "x0"], title="Kept")

    assert answer.status_code == 200
    written = (project / MANIFEST).read_text("utf-8")
    assert 'inputs = ["bergen.html", "elsewhere/third.html"]' in written
    assert 'front = ["oslo.html"]' in written


def test_what_was_written_is_read_again_as_it_was(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{name}.html") for name in ("a", "b", "c")]
    for name in names:
        Path(name).write_text(column("a"), "utf-8")
    contents = Contents("T", "S", "none", (Group("P", (names[2],)),), (names[1], names[0]))

    write_contents(tmp_path / MANIFEST, contents)

    assert read_contents(names, tmp_path / MANIFEST) == contents


def test_save_is_refused_when_the_manifest_was_changed(client: TestClient, project: Path) -> None:
    before = version(client)
    (project / MANIFEST).write_text('title = "Theirs"\n', "utf-8")

    answer = client.post(
        "/collection/save", json=body(version=before, title="Ours"), headers=ORIGIN
    )

    assert answer.status_code == 409
    assert answer.json()["theirs"] == 'title = "Theirs"\n'
    assert "Ours" in answer.json()["ours"]
    assert (project / MANIFEST).read_text("utf-8") == 'title = "Theirs"\n'


@pytest.mark.parametrize(
    "values",
    [{"columns": ["2"]}, {"columns": ["-1"]}, {"columns": ["../x"]}, {"columns": [["0"]]},
     {"columns": ["x0"]}, {"cover": "../../etc/passwd"}, {"parts": [{"title": "", "columns": []}]},
     {"parts": [{"title": "A", "columns": []}, {"title": "A", "columns": []}]}, {"parts": 3}],
)  # fmt: skip
def test_wrong_contents_are_refused_and_nothing_is_written(
    client: TestClient, project: Path, values: dict[str, object]
) -> None:
    assert save(client, **values).status_code in (400, 422)

    assert not (project / MANIFEST).exists()


def test_broken_manifest_is_told_with_its_line(client: TestClient, project: Path) -> None:
    (project / MANIFEST).write_text('title = "x"\ninputs = [broken\n', "utf-8")

    page = client.get("/collection").text

    assert f"{MANIFEST}:2" in page
    assert save(client).status_code in (409, 422)
    assert "broken" in (project / MANIFEST).read_text("utf-8")


def test_manifest_is_undone(client: TestClient, project: Path) -> None:
    edit = save(client).json()["edit"]

    assert client.post(f"/undo/{edit}", headers=ORIGIN).status_code == 200

    assert not (project / MANIFEST).exists()


def built(client: TestClient, form: str) -> Any:  # Any: JSON
    for _ in range(600):
        told = client.get(f"/build/{form}/state").json()
        if told["state"] != "running":
            return told
        time.sleep(0.1)
    raise AssertionError("the build does not end")


def test_book_is_built_as_collect_builds_it(client: TestClient, project: Path) -> None:
    save(client, title="Two harbours", parts=[{"title": "North", "columns": ["1"]}], columns=["0"])

    assert client.post("/build/epub", headers=ORIGIN).json()["state"] == "running"

    assert built(client, "epub")["state"] == "done"
    file = client.get("/build/epub/file/epub")
    assert 'filename="book.epub"' in file.headers["content-disposition"]
    out = project / "by-hand.epub"
    assert run(["collect", str(project / MANIFEST), "-o", str(out), "--quiet"]) == 0
    assert file.content == out.read_bytes()
    shown = client.get("/build/epub/view").text
    assert "oslo at night" in shown
    chapters = [client.get(f"/build/epub/frame/epub?chapter={n}").text for n in range(6)]
    assert any("3 boats came in to oslo" in text for text in chapters)
    assert not (project / "book.epub").exists()


def test_digest_is_built_as_a_newsletter(client: TestClient) -> None:
    save(client, title="This week")

    client.post("/build/newsletter", headers=ORIGIN)

    assert built(client, "newsletter")["state"] == "done"
    frame = client.get("/build/newsletter/frame/newsletter?scheme=dark").text
    assert "bergen at night" in frame
    assert "oslo at night" in frame


def test_failed_build_says_why(client: TestClient, project: Path) -> None:
    (project / MANIFEST).write_text('titel = "x"\ninputs = ["bergen.html"]\n', "utf-8")

    client.post("/build/epub", headers=ORIGIN)

    assert built(client, "epub")["state"] == "failed"
    assert "no key is called" in client.get("/build/epub/view").text
    assert client.get("/build/epub/file/epub").status_code == 404


def test_build_is_stopped(client: TestClient) -> None:
    save(client)
    client.post("/build/pdf", headers=ORIGIN)

    assert client.post("/build/pdf/stop", headers=ORIGIN).json()["state"] == "stopped"

    assert built(client, "pdf")["state"] == "stopped"
    assert client.get("/build/pdf/file/pdf").status_code == 404


def test_build_without_a_manifest_says_what_to_do(client: TestClient) -> None:
    answer = client.post("/build/epub", headers=ORIGIN)

    assert answer.status_code == 422
    assert "save the order first" in answer.json()["problem"]


@pytest.mark.parametrize("form", ["docx", "..", "book.epub"])
def test_other_books_are_not_built(client: TestClient, form: str) -> None:
    save(client)

    assert client.post(f"/build/{form}", headers=ORIGIN).status_code in (404, 405, 422)


def test_one_format_of_a_build_shows_no_other(client: TestClient) -> None:
    save(client)
    client.post("/build/newsletter", headers=ORIGIN)
    built(client, "newsletter")

    assert client.get("/build/newsletter/frame/epub").status_code == 404
    assert client.get("/build/epub/frame/epub").status_code == 200  # says that there is none
    assert "was not built yet" in client.get("/build/epub/frame/epub").text
