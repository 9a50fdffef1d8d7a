"""The program: `python -m backrelief`, and the console script."""

from __future__ import annotations

import sys

from backrelief.cli.interrupt import end_at_once

end_at_once()  # before anything slow is imported

from backrelief.cli.boundary import main  # noqa: E402  # after that


def run() -> None:
    """Run the command of the command line."""
    sys.exit(main())


if __name__ == "__main__":
    run()
