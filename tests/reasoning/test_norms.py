"""Obligations and powers through time: kept, late, suspended, resumed, handed on, ended."""

from servanda.reasoning.norms import Board, Deed, Held, Norm, Trigger

LEND = Norm("lend", "loan", "obligation", "bank", "firm", deed="lent", before=5,
            wants={"from": "performer", "to": "holder"})  # fmt: skip
REPAY = Norm("repay", "loan", "obligation", "firm", "bank", deed="repaid", before=30,
             wants={"from": "performer", "to": "holder"},
             trigger=Trigger("lend", "fulfillment"))  # fmt: skip
QUIET = Norm("quiet", "loan", "obligation", "firm", "bank", deed="disclosed", before=60,
             wants={"from": "performer"}, abstain=True)  # fmt: skip
HOLD = Norm("hold", "loan", "power", "bank", "firm", effect="suspended", on="lend",
            trigger=Trigger("quiet", "violation"))  # fmt: skip
QUIT = Norm("quit", "loan", "power", "firm", "bank", effect="terminated", on="loan",
            trigger=Trigger(missing="lend", from_day=10))  # fmt: skip

START = Deed("start", "started", 0, targets=("loan",))


def deed(kind: str, day: int, by: str, to: str = "") -> Deed:
    return Deed(f"{kind}{day}", kind, day, {"from": by, "to": to})


def upon(kind: str, day: int, *targets: str, **details: str) -> Deed:
    return Deed(f"{kind}{day}", kind, day, details, targets)


def held(*deeds: Deed, norms: tuple[Norm, ...] = (LEND, REPAY, QUIET, HOLD, QUIT)) -> set[str]:
    found = Board(norms).run([START, *deeds], end=100)
    return {f"{h.state} {h.of}" for h in found if not h.past}


def test_what_is_kept_starts_what_depends_on_it_and_ends_the_contract() -> None:
    found = held(deed("lent", 4, "bank", "firm"), deed("repaid", 29, "firm", "bank"))
    assert {"fulfillment lend", "fulfillment repay", "successfulTermination loan"} <= found


def test_a_deed_on_the_day_itself_is_late() -> None:
    found = held(deed("lent", 5, "bank", "firm"))
    assert "violation lend" in found
    assert "active quit" in found
    assert not any(f.endswith(" repay") for f in found)


def test_a_deed_by_or_to_the_wrong_one_does_not_count() -> None:
    assert "violation lend" in held(deed("lent", 1, "stranger", "firm"))
    assert "violation lend" in held(deed("lent", 1, "bank", "stranger"))


def test_others_may_perform_once_subcontracted() -> None:
    found = held(upon("subcontracted", 1, "lend", to="[fund]"), deed("lent", 2, "fund", "firm"))
    assert {"fulfillment lend", "performer lend,fund", "performer lend,bank"} <= found


def test_a_right_moves_only_with_consent() -> None:
    assignment = upon("assigned", 10, "repay", to="fund")
    lent = deed("lent", 1, "bank", "firm")
    assert "rightHolder repay,bank" in held(lent, assignment)
    found = held(lent, upon("consented", 9, assignment.id), assignment,
                 deed("repaid", 20, "firm", "bank"))  # fmt: skip
    assert {"rightHolder repay,fund", "violation repay"} <= found


def test_a_power_suspends_and_what_is_suspended_is_not_late() -> None:
    found = held(deed("disclosed", 1, "firm"), upon("exerted", 2, "hold"))
    assert {"violation quiet", "successfulTermination hold", "suspension lend"} <= found


def test_what_is_resumed_is_owed_again() -> None:
    suspended = (deed("disclosed", 1, "firm"), upon("exerted", 2, "hold"))
    found = held(*suspended, upon("resumed", 3, "lend"), deed("lent", 4, "bank", "firm"))
    assert "fulfillment lend" in found
    assert "violation lend" in held(*suspended, upon("resumed", 3, "lend"))


def test_a_power_not_in_effect_does_nothing() -> None:
    assert "fulfillment lend" in held(upon("exerted", 1, "hold"), deed("lent", 2, "bank", "firm"))


def test_an_end_at_will_leaves_the_rest_unfulfilled() -> None:
    found = held(upon("exerted", 12, "quit"))
    assert {"unsuccessfulTermination loan", "violation lend"} <= found
    assert "unsuccessfulTermination quiet" in found


def test_nothing_happens_before_the_start() -> None:
    assert Board((LEND,)).run([deed("lent", 1, "bank", "firm")], end=50) == []


def test_passed_states_are_told_apart() -> None:
    found = Board((LEND,)).run([START, deed("lent", 1, "bank", "firm")], end=50)
    assert Held("inEffect", "lend", past=True) in found
    assert Held("fulfillment", "lend") in found
