"""The command `articlepress`, also as `python -m articlepress`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Answered before click is imported: 30 ms of CPU that one line of text need not cost.
        from articlepress import __version__

        sys.stdout.write(f"articlepress {__version__}\n")
        return
    try:
        from articlepress.cli.app import run

        sys.exit(run(arguments))
    except KeyboardInterrupt:  # while modules are still being loaded
        sys.exit(130)


if __name__ == "__main__":
    main()
