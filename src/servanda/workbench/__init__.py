"""The workbench: a local web app over one ledger file, to browse, check and review it."""

from servanda.workbench.app import app
from servanda.workbench.options import HOSTS, Options

__all__ = ["HOSTS", "Options", "app"]
