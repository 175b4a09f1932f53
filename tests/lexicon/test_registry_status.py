"""What the status rules make of the registry, held against well-known facts."""

from __future__ import annotations

import pytest

from servanda.lexicon.registry import Registry, load_registry
from servanda.reasoning.status import Query, answers, parse_query
from servanda.reasoning.status.log import Log
from servanda.reasoning.status.parse import parse_log

KNOWN = """
trilateral-statement-2020 ARM 2020-11-01 none
trilateral-statement-2020 ARM 2023-09-13 in_force
trilateral-statement-2020 RUS 2023-09-13 in_force
trilateral-statement-2020#4 RUS 2023-09-13 in_force
russia-azerbaijan-declaration-2022 AZE 2023-09-13 in_force
alma-ata-declaration-1991 ARM 2023-09-13 in_force
armenia-azerbaijan-peace-agreement-2025 ARM 2026-01-01 none
csto-treaty-1992 AZE 1998-01-01 in_force
csto-treaty-1992 AZE 2000-01-01 withdrawn
csto-charter-2002 ARM 2022-09-13 in_force
csto-charter-2002 ARM 2025-01-01 in_force
energy-charter-treaty-1994 ITA 2015-12-31 ending
energy-charter-treaty-1994 ITA 2016-01-01 withdrawn
montreux-convention-1936 TUR 1936-08-15 provisional
montreux-convention-1936 TUR 1936-11-09 in_force
minsk-ii-2015 RUS 2022-02-23 in_force
cfe-treaty-1990 RUS 2023-11-06 suspended
belovezh-agreement-1991 GEO 2008-12-01 ending
belovezh-agreement-1991 GEO 2010-01-01 withdrawn
russia-ukraine-friendship-treaty-1997 UKR 1998-06-01 signed
russia-ukraine-friendship-treaty-1997 UKR 2014-03-01 in_force
russia-ukraine-friendship-treaty-1997 RUS 2019-03-31 in_force
russia-ukraine-friendship-treaty-1997 RUS 2019-04-01 expired
kharkiv-accords-2010 UKR 2012-01-01 in_force
kharkiv-accords-2010 UKR 2014-05-01 terminated
black-sea-grain-initiative-2022 TUR 2022-10-30 in_force
black-sea-grain-initiative-2022 RUS 2022-10-30 suspended
black-sea-grain-initiative-2022 UKR 2023-07-16 in_force
black-sea-grain-initiative-2022 UKR 2023-07-17 expired
minsk-ii-2015 UKR 2016-01-01 in_force
abm-treaty-1972 USA 2001-12-31 ending
abm-treaty-1972 RUS 2002-06-13 terminated
inf-treaty-1987 USA 2018-12-31 in_force
inf-treaty-1987 RUS 2019-08-02 terminated
start-i-1991 KAZ 2009-12-04 in_force
start-i-1991 KAZ 2009-12-05 expired
new-start-2010 RUS 2022-01-01 in_force
new-start-2010 RUS 2023-02-27 in_force
new-start-2010 USA 2023-02-28 suspended
new-start-2010 RUS 2024-01-01 suspended
new-start-2010 USA 2026-02-05 expired
salt-ii-1979 USA 1985-01-01 signed
open-skies-1992 USA 2020-06-01 ending
open-skies-1992 USA 2020-11-22 withdrawn
open-skies-1992 DEU 2022-01-01 in_force
cfe-treaty-1990 RUS 2010-01-01 suspended
cfe-treaty-1990 RUS 2023-11-07 withdrawn
ctbt-1996 FRA 2020-01-01 consented
ctbt-1996 USA 2020-01-01 signed
npt-1968 PRK 1990-01-01 in_force
npt-1968 PRK 2010-01-01 withdrawn
cwc-1993 SYR 2014-01-01 in_force
ottawa-convention-1997 LTU 2025-10-01 ending
ottawa-convention-1997 LTU 2025-12-27 withdrawn
paris-agreement-2015 USA 2020-12-01 withdrawn
paris-agreement-2015 USA 2021-01-25 consented
paris-agreement-2015 USA 2021-03-01 in_force
paris-agreement-2015 USA 2025-06-01 ending
paris-agreement-2015 USA 2026-02-01 withdrawn
rome-statute-1998 BDI 2017-10-26 ending
rome-statute-1998 BDI 2017-10-27 withdrawn
rome-statute-1998 ZAF 2016-12-01 ending
rome-statute-1998 ZAF 2018-01-01 in_force
rome-statute-1998 ARM 2024-01-15 consented
rome-statute-1998 ARM 2024-02-01 in_force
echr-1950 GRC 1970-06-12 ending
echr-1950 GRC 1972-01-01 withdrawn
echr-1950 GRC 1980-01-01 in_force
echr-1950 RUS 2022-09-16 withdrawn
jcpoa-2015 USA 2018-05-07 in_force
jcpoa-2015 USA 2018-05-08 withdrawn
jcpoa-2015 FRA 2019-01-01 in_force
jcpoa-2015 IRN 2025-10-18 suspended
agreed-framework-1994 USA 2002-12-01 in_force
oslo-i-accord-1993 ISR 2020-06-01 in_force
treaty-of-amity-1955 IRN 2019-01-01 ending
treaty-of-amity-1955 IRN 2019-10-03 terminated
algiers-agreement-1975 IRQ 1979-01-01 in_force
algiers-agreement-1975 IRQ 1985-01-01 terminated
algiers-agreement-1975 IRQ 2000-01-01 in_force
comprehensive-military-agreement-2018 KOR 2023-11-22 in_force
comprehensive-military-agreement-2018 KOR 2024-01-01 terminated
visiting-forces-agreement-1998 PHL 2020-03-01 ending
visiting-forces-agreement-1998 PHL 2021-01-01 in_force
us-roc-mutual-defense-treaty-1954 USA 1979-06-01 ending
us-roc-mutual-defense-treaty-1954 USA 1980-01-01 terminated
indus-waters-treaty-1960 PAK 2025-04-01 in_force
indus-waters-treaty-1960 PAK 2025-05-01 suspended
wadi-araba-treaty-1994 JOR 2020-01-01 in_force
wadi-araba-treaty-1994#annex-i-b ISR 2019-11-09 in_force
wadi-araba-treaty-1994#annex-i-b ISR 2019-11-10 expired
egypt-israel-peace-treaty-1979 EGY 1979-04-01 signed
egypt-israel-peace-treaty-1979 EGY 1980-01-01 in_force
may-17-agreement-1983 LBN 1983-12-01 signed
algiers-accord-mali-2015 MLI 2024-01-24 in_force
algiers-accord-mali-2015 MLI 2024-01-25 withdrawn
western-sahara-ceasefire-1991 MAR 2020-01-01 in_force
yemen-truce-2022 YEM 2022-10-01 in_force
yemen-truce-2022 YEM 2022-10-02 expired
cpa-sudan-2005 SDN 2011-07-08 in_force
cpa-sudan-2005 SDN 2011-07-09 expired
nafta-1992 MEX 2020-06-30 in_force
nafta-1992 MEX 2020-07-01 superseded
tpp-2016 USA 2017-02-01 withdrawn
good-friday-agreement-1998 IRL 1999-01-01 signed
good-friday-agreement-1998 IRL 2000-01-01 in_force
kyoto-protocol-1997 CAN 2012-06-01 ending
kyoto-protocol-1997 CAN 2012-12-15 withdrawn
maastricht-treaty-1992 GBR 2019-06-01 ending
maastricht-treaty-1992 GBR 2020-01-31 withdrawn
maastricht-treaty-1992 FRA 2020-02-01 in_force
warsaw-pact-1955 HUN 1991-06-30 in_force
warsaw-pact-1955 HUN 1991-07-01 terminated
refugee-convention-1951 DEU 1954-04-22 in_force
un-charter-1945 IDN 1965-06-01 withdrawn
un-charter-1945 IDN 1970-01-01 in_force
""".strip().splitlines()


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="module")
def log(registry: Registry) -> Log:
    return parse_log(registry.log())


def asked(line: str) -> Query:
    name, state, day, _ = line.split()
    return parse_query(
        {
            "instrument": f"instrument:{name}",
            "party": f"state:{state}",
            "as_of": day,
            "seen_by": "record",
        }
    )


@pytest.mark.parametrize("line", KNOWN)
def test_the_record_gives_the_known_status_and_is_sure(log: Log, line: str) -> None:
    (answer,) = answers(log, [asked(line)])
    assert (answer.statuses, answer.sure) == ((line.split()[3],), True)


def test_the_point_on_peacekeepers_is_open_between_decision_and_departure(log: Log) -> None:
    line = "trilateral-statement-2020#4 RUS 2024-05-01 ?"
    (answer,) = answers(log, [asked(line)])
    assert set(answer.statuses) == {"in_force", "withdrawn"}
    assert not answer.sure


def test_the_log_of_the_registry_is_accepted_as_a_whole(registry: Registry, log: Log) -> None:
    assert len(log.instruments) == len(registry.log()["instruments"])
