"""Shared switches of the test suite: the slow lane is run with --slow."""

import pytest
from hypothesis import settings

# The same examples every time: a check that fails for one fails for all.
settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the long checks too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="long check, run with --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)
