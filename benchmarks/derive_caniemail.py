"""Derive the linter's table of mail clients from the npm package `caniemail` (MIT).

    npm install caniemail
    python benchmarks/derive_caniemail.py node_modules/caniemail/data/caniemail.json

Writes `src/articlepress/check/email/caniemail.json`: clients, and for each feature its title,
category and one letter a client: y supported, a partly, n not, u unknown, in the newest version
tested.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src/articlepress/check/email/caniemail.json"


def newest(versions: dict[str, str]) -> str:
    # Versions stand in the order they were tested in.
    return (list(versions.values())[-1].split() or ["u"])[0]


def derive(data: dict[str, Any]) -> dict[str, object]:  # Any: the package's own JSON
    features = {}
    clients: set[str] = set()
    for item in data["data"]:
        letters = {
            f"{family}.{platform}": newest(versions)
            for family, platforms in item["stats"].items()
            for platform, versions in platforms.items()
            if versions
        }
        clients |= set(letters)
        features[item["slug"]] = (item["title"].strip(), item["category"], letters)
    ordered = sorted(clients)
    return {
        "source": "https://www.caniemail.com/",
        "updated": data["last_update_date"][:10],
        "clients": ordered,
        "features": {
            slug: [title, category, "".join(letters.get(client, "u") for client in ordered)]
            for slug, (title, category, letters) in sorted(features.items())
        },
    }


def main() -> None:
    table = derive(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(text.replace('],"', '],\n"') + "\n", "utf-8")
    print(f"{TARGET.name}: {len(text):,} characters")


if __name__ == "__main__":
    main()
