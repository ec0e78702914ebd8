"""`python -m dalil` is the `dalil` command."""

from dalil.cli.main import main

main()
