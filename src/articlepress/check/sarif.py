"""Findings as SARIF 2.1.0, the exchange format code hosts and editors show beside the file.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from articlepress.check import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_LINE = re.compile(r"(?:^line |:)(\d+)$")


def sarif(findings: Iterable[Finding], version: str) -> dict[str, object]:
    """Return a SARIF log of one run."""
    results: list[dict[str, object]] = []
    rules: dict[str, dict[str, object]] = {}
    for finding in findings:
        rule: dict[str, object] = {"id": finding.code}
        if finding.hint:
            rule["help"] = {"text": finding.hint}
        rules.setdefault(finding.code, rule)
        results.append(_result(finding))
    driver = {"name": "articlepress", "version": version, "rules": list(rules.values())}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _result(finding: Finding) -> dict[str, object]:
    # A URI: whoever reads it undoes the escapes, so that a name with some would be another file.
    uri = quote(finding.path.as_posix(), safe="/", errors="surrogateescape")
    physical: dict[str, object] = {"artifactLocation": {"uri": uri}}
    line = _LINE.search(finding.place)
    if line:
        physical["region"] = {"startLine": int(line[1])}
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": physical}],
    }
