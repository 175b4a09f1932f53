"""Print what the program says of a ledger: status board, duties with evidence, an answer.

usage: tour.py LEDGER DOC [--as-of DAY]
"""

import subprocess
import sys
from pathlib import Path

PROGRAM = str(Path(sys.executable).parent / "servanda")
QUESTION = "Who committed to what, to whom, and does it still hold?"


def main() -> int:
    """Run three verbs as a user would, each announced by its command."""
    ledger, _, *rest = sys.argv[1:]
    for title, command in (
        ("Does it still hold?", ["status"]),
        ("Who owes what, and what does the record show?", ["duties", "--found"]),
        (QUESTION, ["ask", QUESTION]),
    ):
        words = " ".join(f'"{w}"' if " " in w else w for w in [*command, *rest])
        print(f"\n\033[1m{title}\033[0m\n$ servanda {words}\n" if sys.stdout.isatty()
              else f"\n== {title}\n$ servanda {words}\n", flush=True)  # fmt: skip
        done = subprocess.run([PROGRAM, *command, "--ledger", ledger, *rest], check=False)
        if done.returncode not in (0, 1):
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
