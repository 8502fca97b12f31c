"""Runs lawkit from a bare checkout: `python cli.py --help`. Not packaged."""

from lawkit.commands import main

if __name__ == "__main__":
    main()
