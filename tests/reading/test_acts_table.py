"""Acts in sentences of many kinds: which act on which instrument by whom, and where is none."""

from datetime import date

import pytest

from servanda.engine.pipeline import read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Act

# A sentence, below it each act: kind, polarity, modality | instrument | actors joined by "+".
ACTS = """
Moscow gave notice of its exit from the Treaty on Open Skies.
    notice affirmed actual | instrument:open-skies-1992 | state:RUS
Iran walked out of the nuclear deal of 2015.
    withdrawal affirmed actual | instrument:jcpoa-2015 | state:IRN
North Korea pulled out of the Non-Proliferation Treaty in 2003.
    withdrawal affirmed actual | instrument:npt-1968 | state:PRK
Kyiv insists that Moscow reneged on the Minsk agreements.
    breach_alleged affirmed actual | instrument:minsk-ii-2015 | state:RUS
India put the Indus Waters Treaty on hold after the attack.
    suspension affirmed actual | instrument:indus-waters-treaty-1960 | state:IND
New Delhi ditched the Simla Agreement.
    withdrawal affirmed actual | instrument:simla-agreement-1972 | state:IND
Islamabad shelved the Simla Agreement.
    suspension affirmed actual | instrument:simla-agreement-1972 | state:PAK
Russia froze its participation in New START.
    suspension affirmed actual | instrument:new-start-2010 | state:RUS
Hezbollah flouted resolution 1701.
    breach_alleged affirmed actual | instrument:unsc-resolution-1701 | group:hezbollah
Israel says that it is honouring the Camp David Accords.
    reaffirmation affirmed actual | instrument:camp-david-accords-1978 | state:ISR
Uzbekistan left the CSTO in 2012.
    withdrawal affirmed actual | instrument:csto-treaty-1992 | state:UZB
The collapse of the ceasefire in Sudan sent thousands fleeing.
    termination affirmed actual | ceasefire |
The Paris Agreement was ratified by India in October 2016.
    ratification affirmed actual | instrument:paris-agreement-2015 | state:IND
The grain deal brokered by Turkey was suspended by Moscow.
    suspension affirmed actual | instrument:candidate-grain-deal | state:RUS
Russia quits grain deal
    withdrawal affirmed actual | instrument:candidate-grain-deal | state:RUS
Turkey is in breach of the Montreux Convention.
    breach_alleged affirmed actual | instrument:montreux-convention-1936 | state:TUR
Settlement building is a flagrant violation of resolution 2334.
    breach_alleged affirmed actual | instrument:unsc-resolution-2334 | Settlement building
Resolutions 242 and 338 have been ignored by Israel for decades.
    breach_alleged affirmed actual | instrument:unsc-resolution-242 | state:ISR
The JCPOA is dead.
    termination affirmed actual | instrument:jcpoa-2015 |
The Dayton Agreement is still in force.
    expiry negated actual | instrument:dayton-agreement-1995 |
The Oslo Accords are a dead letter.
    termination affirmed actual | instrument:oslo-i-accord-1993 |
Britain turned its back on the Paris Agreement.
    withdrawal affirmed actual | instrument:paris-agreement-2015 | state:GBR
Donald Trump pulled the United States out of the Paris Agreement.
    withdrawal affirmed actual | instrument:paris-agreement-2015 | person:donald-trump
The United States rejoined the Paris Agreement in 2021.
    accession affirmed actual | instrument:paris-agreement-2015 | state:USA
Greece accuses Turkey of violating the Treaty of Lausanne.
    breach_alleged affirmed actual | instrument:lausanne-treaty-1923 | state:TUR
Venezuela denounced the Geneva Agreement of 1966.
    withdrawal affirmed actual | instrument:geneva-agreement-1966 | state:VEN
Mali's junta ended the Algiers accord with immediate effect.
    termination affirmed actual | instrument:algiers-accord-mali-2015 | Mali's junta
We remain fully committed to the Dayton Agreement.
    reaffirmation affirmed actual | instrument:dayton-agreement-1995 | We
My country reaffirms its commitment to the Non-Proliferation Treaty.
    reaffirmation affirmed actual | instrument:npt-1968 | country
France is committed to the Budapest Memorandum.
    reaffirmation affirmed actual | instrument:budapest-memorandum-1994 | state:FRA
Russia trampled on the Budapest Memorandum.
    breach_alleged affirmed actual | instrument:budapest-memorandum-1994 | state:RUS
Israel has not complied with resolution 2334.
    breach_alleged affirmed actual | instrument:unsc-resolution-2334 | state:ISR
The truce collapsed within hours.
    termination affirmed actual | truce |
The Houthis broke the Stockholm Agreement.
    breach_alleged affirmed actual | instrument:stockholm-agreement-2018 | group:houthis
Cambodia accuses Thailand of breaching the ceasefire.
    breach_alleged affirmed actual | ceasefire | state:THA
Bangkok suspended the peace declaration with Cambodia.
    suspension affirmed actual | instrument:candidate-peace-declaration-with-cambodia | state:THA
Seoul scrapped the Comprehensive Military Agreement of 2018.
    termination affirmed actual | instrument:comprehensive-military-agreement-2018 | state:KOR
The Ostrava Peace Agreement broke down in 2000.
    termination affirmed actual | instrument:candidate-ostrava-peace-agreement |
The Lisbon Protocol, signed by Ukraine in 1992, made it a party to the treaty.
    signature affirmed actual | instrument:lisbon-protocol-1992 | state:UKR
Having signed the Rome Statute, Russia later withdrew its signature.
    signature affirmed actual | instrument:rome-statute-1998 | state:RUS
    withdrawal affirmed actual | instrument:rome-statute-1998 | state:RUS
Iran, Libya and Yemen have signed the Paris Agreement but not ratified. Eritrea joined in 2023.
    signature affirmed actual | instrument:paris-agreement-2015 | state:IRN+state:LBY+state:YEM
    ratification negated actual | instrument:paris-agreement-2015 | state:IRN+state:LBY+state:YEM
    accession affirmed actual | instrument:paris-agreement-2015 | state:ERI
Russia did not sign the Ottawa Convention, and China did not.
    signature negated actual | instrument:ottawa-convention-1997 | state:RUS
    signature negated actual | instrument:ottawa-convention-1997 | state:CHN
Burundi left the International Criminal Court. The withdrawal took effect a year later.
    withdrawal affirmed actual | instrument:rome-statute-1998 | state:BDI
    withdrawal affirmed actual | instrument:rome-statute-1998 |
The Gambia gave notice of withdrawal from the Rome Statute in 2016 and revoked it in 2017.
    notice affirmed actual | instrument:rome-statute-1998 | state:GMB
    notice_revoked affirmed actual | instrument:rome-statute-1998 | state:GMB
Burundi withdrew from the Rome Statute in 2017.
    withdrawal affirmed actual | instrument:rome-statute-1998 | state:BDI
The agreement, concluded under Qatari mediation, will enter into force on Monday.
    entry_into_force affirmed future | agreement |
Hanoi says Beijing undermines the Declaration on the Conduct of Parties in the South China Sea.
    breach_alleged affirmed actual | instrument:doc-2002 | state:CHN
The Philippines terminated the Visiting Forces Agreement with the United States.
    termination affirmed actual | instrument:visiting-forces-agreement-1998 | state:PHL
The Taliban have not lived up to the Doha agreement.
    breach_alleged affirmed actual | instrument:doha-agreement-2020 | group:taliban
If Iran leaves the NPT, others will follow.
    withdrawal affirmed conditional | instrument:npt-1968 | state:IRN
    withdrawal affirmed conditional | instrument:npt-1968 | others
Manila gave notice to end the Visiting Forces Agreement and then suspended the notice.
    notice affirmed actual | instrument:visiting-forces-agreement-1998 | state:PHL
    notice_revoked affirmed actual | instrument:visiting-forces-agreement-1998 | state:PHL
The Belfast Agreement, signed in April 1998 and endorsed by two referendums, survived a boycott.
    signature affirmed actual | instrument:good-friday-agreement-1998 |
    ratification affirmed actual | instrument:good-friday-agreement-1998 | two referendums
    expiry negated actual | instrument:good-friday-agreement-1998 |
Iran threatens to leave the NPT.
    withdrawal affirmed intended | instrument:npt-1968 | state:IRN
The Kremlin has repeatedly breached the Budapest Memorandum and the Minsk agreements.
    breach_alleged affirmed actual | instrument:budapest-memorandum-1994 | state:RUS
    breach_alleged affirmed actual | instrument:minsk-ii-2015 | state:RUS
Syria acceded to the Chemical Weapons Convention in 2013.
    accession affirmed actual | instrument:cwc-1993 | state:SYR
The Good Friday Agreement has held for a quarter of a century.
    expiry negated actual | instrument:good-friday-agreement-1998 |
The United Kingdom signed the Chagos treaty with Mauritius in May 2025.
    signature affirmed actual | instrument:chagos-agreement-2025 | state:GBR
Somalia rejected the memorandum of understanding between Ethiopia and Somaliland.
    objection affirmed actual | instrument:ethiopia-somaliland-mou-2024 | state:SOM
The warring parties reached an agreement in Jeddah.
    signature affirmed actual | instrument:candidate-agreement-jeddah | warring parties
The ink on the Pretoria deal was hardly dry when Eritrean troops violated it.
    breach_alleged affirmed actual | instrument:pretoria-agreement-2022 | state:ERI
Kyiv stuck to the Minsk agreements.
    reaffirmation affirmed actual | instrument:minsk-ii-2015 | state:UKR
The army extended the humanitarian truce by three days.
    reaffirmation affirmed actual | instrument:candidate-humanitarian-truce | army
Moscow declined to extend the Black Sea Grain Initiative.
    non_renewal affirmed actual | instrument:black-sea-grain-initiative-2022 | state:RUS
Tehran resumed its commitments under the JCPOA.
    resumption affirmed actual | instrument:jcpoa-2015 | state:IRN
The withdrawal of the United States from the JCPOA was a mistake.
    withdrawal affirmed actual | instrument:jcpoa-2015 | state:USA
After the US withdrawal from the JCPOA, Iran enriched more.
    withdrawal affirmed actual | instrument:jcpoa-2015 | state:USA
Violations of the ceasefire by the Rapid Support Forces continued.
    breach_alleged affirmed actual | ceasefire | group:rsf
Ceasefire violations were reported along the contact line.
    breach_alleged affirmed actual | Ceasefire |
The suspension of the Indus Waters Treaty by India is illegal.
    suspension affirmed actual | instrument:indus-waters-treaty-1960 | state:IND
The Istanbul Convention was denounced by Turkey by a decree.
    withdrawal affirmed actual | instrument:istanbul-convention-2011 | state:TUR
Parliament in Skopje ratified the Prespa Agreement.
    ratification affirmed actual | instrument:prespa-agreement-2018 | Parliament
The Senate gave its consent to the New START treaty.
    ratification affirmed actual | instrument:new-start-2010 | Senate
Azerbaijan accused Armenia of not fulfilling the trilateral statement of 10 November 2020.
    breach_alleged affirmed actual | instrument:trilateral-statement-2020 | state:ARM
Armenia did not honour the trilateral statement of 10 November 2020.
    breach_alleged affirmed actual | instrument:trilateral-statement-2020 | state:ARM
"""

NO_ACTS = """
The two firms signed a contract for the delivery of gas turbines.
The agreement between the two professors on the theory is striking.
There is broad agreement that the war must end.
The deal of the day is a television set.
He broke his leg on the ice.
The president signed the law on Tuesday.
Parliament repealed the law on foreign agents.
Peace collapsed in the valley.
The rebels violated the border at night.
The minister resigned from the cabinet.
Police broke up the demonstration.
The coach extended his contract with the club.
He renewed his subscription.
The opposition rejected the result of the elections.
Voters ended the rule of the party.
Troops abandoned the village.
The talks broke down on Friday.
Negotiations collapsed after a week.
The mandate of the mission expired in June.
The sanctions expired in June.
The bank froze the accounts of the oligarch.
Russia suspended flights to Egypt.
The airline cancelled its flights to Tel Aviv.
The agencies that deal with exports are slow.
We must deal with the crisis and end it.
He left the party in 2014.
She joined the army at eighteen.
The parties signed nothing.
The court annulled the election.
Protesters tore up the flag.
Militants broke out of the prison.
The dead were buried on Sunday.
The team held its lead.
The hostages were alive.
The report violates the privacy of its subjects.
Inflation undermined the currency.
The plan for the new stadium was scrapped.
The court denounced the statement of the lawyer.
The president ended his speech and returned to the hotel.
The general statement of accounts was approved.
The troops withdrew in March.
France ratified nothing and left.
The tourists left on Tuesday and the guide followed.
The Minsk Protocol has no term. Many thousands have left. Will they return?
What the Minsk Protocol leaves out is the border.
The army gave no notice of its raid.
I would leave the treaty alone.
The ministers reached the same conclusion.
His passport expired and he could not renew it.
Turkey restored the old mosque.
Both sides returned to the negotiating table.
The newspaper killed the story.
The statement of the minister was clear.
The army repelled the attack and held the line.
Soldiers violated every rule of decency.
The club left the league.
Lasting peace is possible.
The people of the region deserve a lasting settlement.
"""


def table() -> list[tuple[str, list[str]]]:
    """Return the sentences of ACTS, each with the lines of its acts."""
    found: list[tuple[str, list[str]]] = []
    for line in ACTS.strip().splitlines():
        if line.startswith("    "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


def acts(text: str) -> list[str]:
    """Return the acts that are read from a text as lines of the table."""
    document = from_text(text, Meta(published=date(2025, 11, 1)), "table")
    lines = []
    for act in read_document(document).records:
        if isinstance(act, Act):
            actors = "+".join(a.id or a.surface for a in act.actors)
            kind = f"{act.act} {act.polarity} {act.modality}"
            lines.append(f"{kind} | {act.instrument.id or act.instrument.surface} | {actors}")
    return [line.strip() for line in lines]


@pytest.mark.parametrize(("text", "wanted"), table(), ids=lambda x: x if isinstance(x, str) else "")
def test_act(text: str, wanted: list[str]) -> None:
    assert acts(text) == wanted


@pytest.mark.parametrize("text", NO_ACTS.strip().splitlines())
def test_no_act(text: str) -> None:
    assert acts(text) == []
