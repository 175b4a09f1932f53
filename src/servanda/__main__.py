"""Lets `python -m servanda` run the command line."""

from servanda.cli import main

if __name__ == "__main__":
    main()
