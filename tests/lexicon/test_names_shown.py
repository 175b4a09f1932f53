"""Whoever an id stands for has a name that people read."""

import re

import msgspec
import pytest

from servanda.lexicon.entities import load_entities
from servanda.lexicon.names_shown import party_names, spelt
from servanda.lexicon.registry import load_registry
from servanda.reasoning.named import lexicon_name, name_of_id


def test_groups_of_the_registry_have_a_name() -> None:
    registry, entities = load_registry(), load_entities()
    told = msgspec.json.encode(registry.instruments).decode()
    groups = set(re.findall(r'"(group:[^"#]+)"', told))
    assert len(groups) > 80
    assert not [g for g in sorted(groups) if not lexicon_name(g, registry, entities)]


def test_names_of_parties_are_of_groups_that_the_tables_lack() -> None:
    assert not [i for i in party_names() if load_entities().by_id.get(i)]


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("person:zhou-enlai", "Zhou Enlai"),
        ("group:front-for-the-north", "Front for the North"),
        ("group:fnl", "FNL"),
        ("instrument:candidate-peace-treaty-of-1993", "Peace treaty of 1993"),
        ("instrument:treaty-of-zenda#4", "Treaty of zenda, point 4"),
        ("A. Columnist: notes", "A. Columnist: notes"),
        ("Reuters", "Reuters"),
    ],
)
def test_an_id_without_a_name_is_spelt_out(id_: str, name: str) -> None:
    assert spelt(id_) == name


def test_a_known_id_has_its_name() -> None:
    assert name_of_id("state:ARM") == "Armenia"
