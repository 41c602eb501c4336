"""A command that tells how it is run, or fails as it is told."""

import os
import sys


def main() -> None:
    match sys.argv[1:]:
        case ["fail"]:
            raise ValueError("as told")
        case ["stop"]:
            sys.exit("no more")
        case arguments:
            print(os.getpid(), os.environ["PLACE"], *arguments)
