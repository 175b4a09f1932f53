"""Uncertain dates by the thousand, where the order of events is certain all the same."""


from servanda.reasoning.status.bulk_columns import Flags, Ints
from servanda.reasoning.status.bulk_fold import Changes
from servanda.reasoning.status.bulk_table import Lanes


def certain_order(some: Lanes, use: Flags) -> tuple[list[tuple[Changes, Ints]], Flags]:
    return [], use
