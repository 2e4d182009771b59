"""Who is let in, what is written where, and what an error looks like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from articlepress.cli.app import run
from articlepress.preview.desk import Desk, Dress, Plan
from articlepress.preview.run import free_socket
from articlepress.preview.server import application
from articlepress.project import NO_PROJECT
from articlepress.render.styles import load_style
from preview.conftest import HOST, TOKEN

ORIGIN = {"origin": HOST}


def addresses() -> list[tuple[str, str]]:
    """Return a method and an address of every route there is, and of none."""
    found = [("GET", "/nothing"), ("POST", "/")]
    app = application(Desk((), lambda: EMPTY, EMPTY), TOKEN, 8765).app
    assert isinstance(app, Starlette)
    for route in app.routes:
        assert isinstance(route, Route)
        path = re.sub(r"\{\w+:int\}", "0", route.path)
        path = path.replace("{form}", "epub").replace("{frame}", "epub")
        path = re.sub(r"\{\w+\}", "page", path)
        found += [(method, path) for method in sorted((route.methods or set()) - {"HEAD"})]
    return found


EMPTY = Plan(NO_PROJECT, lambda name, writer: Dress(writer.options(), load_style()))


@pytest.mark.parametrize(("method", "path"), addresses())
def test_every_address_refuses_strangers(client: TestClient, method: str, path: str) -> None:
    def status(**headers: str) -> int:
        answer = client.request(
            method, path, json={} if method == "POST" else None, headers=headers
        )
        return answer.status_code

    assert status(origin="http://evil.example") == 403
    assert status(origin="null") == 403
    assert status(host="evil.example", origin="http://evil.example") == 403
    assert status(host="evil.example:8765") == 403
    if method == "POST":
        assert status() == 403  # no page of ours asks without an origin
    client.cookies.clear()
    assert status(origin=HOST) == 403
    assert client.request(method, f"{path}?token=guessed", headers=ORIGIN).status_code == 403


def test_page_of_another_site_cannot_show_ours(client: TestClient) -> None:
    told = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}

    assert client.get("/column/0/file/pdf", headers=told).status_code == 403
    assert client.get("/static/column.js", headers=told).status_code == 403


def test_token_becomes_a_strict_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get(f"/?token={TOKEN}")

    assert "HttpOnly; SameSite=Strict" in answer.headers["set-cookie"]
    assert TOKEN not in answer.text
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1:1", ""])
def test_foreign_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8765"])
def test_foreign_origin_is_refused(client: TestClient, origin: str) -> None:
    body = {"kind": "drop", "selector": "p", "scope": "column"}

    assert client.get("/", headers={"origin": origin}).status_code == 403
    answer = client.post("/column/0/correct", json=body, headers={"origin": origin})
    assert answer.status_code == 403


def test_change_without_an_origin_is_refused(client: TestClient, project: Path) -> None:
    body = {"kind": "drop", "selector": "p", "scope": "column"}

    assert client.post("/column/0/correct", json=body).status_code == 403

    assert not (project / "bergen.meta.toml").exists()


@pytest.mark.parametrize(
    "path",
    [
        "/static/..%2f..%2fguard.py", "/static/../guard.py", "/column/0/frame/..%2f..%2fpage",
        "/column/../../etc/passwd", "/column/99", "/column/-1", "/column/0/file/../../x",
        "/column/0/frame/epub?chapter=../../x", "/column/0?view=../page", "/column/0?view=state",
        "/column/0/sheet/..%2f0.jpg", "/build/..%2fepub/file/epub", "/build/epub/file/..%2f..%2fx",
        "/build/epub/frame/..%2fepub", "/column/0?view=outputs&form=../x",
        "/column/0/progress/../x", "/static/..%2findex.html", "/static/page.html",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_columns(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 403)


def test_every_answer_has_a_strict_policy(client: TestClient) -> None:
    page = client.get("/column/0")
    frame = client.get("/column/0/frame/page")

    assert "default-src 'none'; script-src 'self'" in page.headers["content-security-policy"]
    assert frame.headers["content-security-policy"].startswith("sandbox allow-same-origin; ")
    assert "script-src" not in frame.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("view", ["page", "article", "outputs", "diagnostics"])
def test_each_view_shows_the_column(client: TestClient, view: str) -> None:
    answer = client.get(f"/column/0?view={view}")

    assert answer.status_code == 200
    assert "bergen at night" in answer.text


@pytest.mark.parametrize("form", ["newsletter", "eml", "text", "markdown", "json", "html", "epub"])
def test_each_output_is_shown(client: TestClient, form: str) -> None:
    answer = client.get(f"/column/0/view/outputs?form={form}")

    assert answer.status_code == 200
    assert 'class="panel problem"' not in answer.text
    assert client.get(f"/column/0/file/{form}").status_code == 200


def test_book_chapters_hold_their_style_inside(client: TestClient) -> None:
    chapter = client.get("/column/0/frame/epub?chapter=1")

    assert "bergen at night" in chapter.text
    assert "<link" not in chapter.text


def test_rule_for_a_site_holds_for_its_next_column(client: TestClient, project: Path) -> None:
    body = {"kind": "drop", "selector": "p.lead-in", "scope": "site"}
    assert "weekly letter" in client.get("/column/1/frame/article").text

    answer = client.post("/column/0/correct", json=body, headers=ORIGIN)

    assert answer.status_code == 200
    assert 'selector = "p.lead-in"' in answer.json()["text"]
    assert (project / "rules/sites/harbour.example.toml").is_file()
    assert "weekly letter" not in client.get("/column/1/frame/article").text


def test_bio_said_by_click_is_kept_by_convert(client: TestClient, project: Path) -> None:
    body = {"kind": "bio", "selector": "div.who", "scope": "column"}

    client.post("/column/0/correct", json=body, headers=ORIGIN)

    out = project / "out.json"
    assert run(["convert", str(project / "bergen.html"), "-o", str(out), "--quiet"]) == 0
    assert '"bio"' in out.read_text("utf-8")
    assert "kept the lamp" in client.get("/column/0/view/article").text


def test_undo_takes_the_file_back_as_it_was(client: TestClient, project: Path) -> None:
    sidecar = project / "bergen.meta.toml"
    sidecar.write_text('# mine\ntitle = "Mine"\n', "utf-8")
    body = {"kind": "drop", "selector": "p.lead-in", "scope": "column"}
    edit = client.post("/column/0/correct", json=body, headers=ORIGIN).json()["edit"]

    assert client.post(f"/undo/{edit}", headers=ORIGIN).status_code == 200

    assert sidecar.read_text("utf-8") == '# mine\ntitle = "Mine"\n'


def test_undo_is_refused_after_another_change(client: TestClient, project: Path) -> None:
    body = {"kind": "drop", "selector": "p.lead-in", "scope": "column"}
    edit = client.post("/column/0/correct", json=body, headers=ORIGIN).json()["edit"]
    (project / "bergen.meta.toml").write_text('title = "Theirs"\n', "utf-8")

    answer = client.post(f"/undo/{edit}", headers=ORIGIN)

    assert answer.status_code == 409
    assert answer.json()["theirs"] == 'title = "Theirs"\n'


def test_form_writes_what_was_changed_alone(client: TestClient, project: Path) -> None:
    values = {
        "title": "Bergen by day",
        "authors": [{"name": "Ann Lee", "bio": "Keeps the *lamp*."}],
    }

    answer = client.post("/column/0/state", json={"values": values, "version": ""}, headers=ORIGIN)

    assert answer.status_code == 200
    written = (project / "bergen.meta.toml").read_text("utf-8")
    assert 'title = "Bergen by day"' in written
    assert "language" not in written
    assert "Bergen by day" in client.get("/column/0").text


def test_later_write_is_refused_with_both_texts(client: TestClient, project: Path) -> None:
    first = {"values": {"title": "The first"}, "version": ""}
    second = {"values": {"title": "The second"}, "version": ""}
    assert client.post("/column/0/state", json=first, headers=ORIGIN).status_code == 200

    answer = client.post("/column/0/state", json=second, headers=ORIGIN)

    assert answer.status_code == 409
    assert "The first" in answer.json()["theirs"]
    assert "The second" in answer.json()["ours"]
    assert "The first" in (project / "bergen.meta.toml").read_text("utf-8")


def test_sidecar_error_is_shown_at_its_line_over_the_last_good_state(
    client: TestClient, project: Path
) -> None:
    assert client.get("/column/0").status_code == 200
    (project / "bergen.meta.toml").write_text('title = "x"\ntags = [broken\n', "utf-8")

    text = client.get("/column/0?view=article").text

    assert "2: tags = [broken" in text
    assert "last state that could be read" in text
    assert "bergen at night" in text


def test_broken_rules_are_told_and_the_last_ones_hold(client: TestClient, project: Path) -> None:
    rules = project / "rules" / "sites"
    rules.mkdir(parents=True)
    (rules / "harbour.example.toml").write_text('[[rule]]\nkind = "bioo"\n', "utf-8")

    text = client.get("/column/0").text

    assert "no region is called" in text
    assert "bergen at night" in text


def test_removed_input_is_told(client: TestClient, project: Path) -> None:
    assert client.get("/column/0").status_code == 200
    (project / "bergen.html").unlink()

    text = client.get("/column/0").text

    assert 'role="alert"' in text
    assert "last state that could be read" in text


@pytest.mark.parametrize(
    "body", [{}, {"kind": "bioo", "selector": "p", "scope": "column"},
             {"kind": "bio", "selector": "p[", "scope": "column"}, [1]],
)  # fmt: skip
def test_wrong_correction_writes_nothing(client: TestClient, project: Path, body: object) -> None:
    answer = client.post("/column/0/correct", json=body, headers=ORIGIN)

    assert answer.status_code in (400, 422)
    assert not list(project.glob("*.meta.toml"))


def test_source_pages_are_never_written(client: TestClient, project: Path) -> None:
    before = (project / "bergen.html").read_bytes()

    for kind in ("keep", "drop", "bio", "caption"):
        body = {"kind": kind, "selector": "p.lead-in", "scope": "site"}
        client.post("/column/0/correct", json=body, headers=ORIGIN)

    assert (project / "bergen.html").read_bytes() == before


def test_pointing_gives_a_selector_that_finds_the_element_alone(client: TestClient) -> None:
    markup = client.get("/column/0/frame/page").text
    at = markup.index("weekly letter")
    element = markup[:at].rpartition('data-e="')[2].partition('"')[0]

    told = client.get(f"/column/0/element/{element}").json()

    assert told["selector"] == "p.lead-in"
    assert told["text"].startswith("Read more")


def test_next_free_port_is_taken() -> None:
    first = free_socket(0)
    try:
        port = first.getsockname()[1]
        second = free_socket(port)
        try:
            assert second.getsockname()[1] > port
        finally:
            second.close()
    finally:
        first.close()


def test_check_findings_are_shown(client: TestClient) -> None:
    assert "finding" in client.get("/column/0/check/newsletter").text
