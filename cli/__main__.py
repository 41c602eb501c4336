"""Runs the command line: ``python -m cli`` or ``quarterdeck``."""

from cli.app import main

main()
