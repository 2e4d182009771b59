"""A WordPress export to one EPUB: CPU and memory at four sizes, beside its largest post alone.

    python benchmarks/feeds.py [POSTS]

The export is made up, the same on every machine: posts of about 3 kB, one of them ten times that.
Targets (issue 7): at most 60 MB above the largest post alone, time linear in the posts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HEAD = """<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Quay</title>
<link>https://quay.example</link><language>en</language>
"""
POST = """<item><title>Post {n}</title><link>https://quay.example/{n}/</link>
<dc:creator>Ann Moor</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_date_gmt>2020-05-04 08:00:00</wp:post_date_gmt><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type></item>
"""
MOST_MB = 60
MOST_GROWTH = 1.3
"""Time of four times the posts over four times the time; start-up makes it less than 1."""


def export(path: Path, posts: int) -> None:
    line = "Paragraph {p} of post {n}, about the ferry, the rain and the people who wait there."
    with path.open("w") as stream:
        stream.write(HEAD)
        for n in range(posts):
            paragraphs = 300 if n == 0 else 30
            body = "\n\n".join(line.format(p=p, n=n) for p in range(paragraphs))
            stream.write(POST.format(n=n, body=body))
        stream.write("</channel></rss>\n")


def spent(source: Path, out: Path) -> tuple[float, float]:
    """Return CPU seconds and megabytes of making one book."""
    command = [sys.executable, "-m", "articlepress", "convert", str(source), "-o", str(out), "-q"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"convert ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main() -> int:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for posts in (1, most // 16, most // 4, most):
            source = Path(folder) / f"{posts}.xml"
            export(source, posts)
            seconds, megabytes = spent(source, Path(folder) / f"{posts}.epub")
            rows.append((posts, seconds, megabytes))
            print(f"{posts:6,} posts {seconds:7.2f} CPU s {megabytes:6.0f} MB", flush=True)
    (_, start, alone), *_, (quarter, some, _), (whole, all_, peak) = rows
    growth = (all_ - start) / (some - start) / (whole / quarter)
    print(f"above the largest post alone: {peak - alone:.0f} MB (at most {MOST_MB})")
    print(f"time of four times the posts over four times the time: {growth:.2f}")
    return 0 if peak - alone <= MOST_MB and growth <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
