"""The command line: one small file a verb; rooms are imported only when a verb needs them."""


def main() -> None:
    """Run the command line; the entry point of the `servanda` program."""
    from servanda.cli.root import run

    run()


__all__ = ["main"]
