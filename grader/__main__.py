"""Run the command line: `python -m grader`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - pip would have refused; a folder on the path does not ask
    told = "grader: this is Python {}.{}, and 3.11 or newer is needed: install it from python.org, then run this again with it\n"
    sys.stderr.write(told.format(*sys.version_info[:2]))
    sys.exit(2)

from grader.cli import main

main()
