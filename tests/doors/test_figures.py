"""Every figure of the balance opens, and what opens adds up to the figure: by month, late, owed between funds, credit, waiting."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from tests.doors.api.story import Teller, on_day, statement
from tests.doors.conftest import Story

from mizan.doors import clock
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import BalanceTable

LATER = "2026-12-20"


def cells(page: str, table: str) -> list[list[tuple[int, str]]]:
    """Each row of a table's body and foot: the weight of each cell of figures and where it leads."""
    body = page.partition(f'id="{table}"')[2].partition("</table>")[0].partition("<tbody>")[2]
    found = []
    for row in body.split("<tr")[1:]:
        figures = re.findall(r'<td data-value="(-?\d+)" class="number">(.*?)</td>', row, flags=re.DOTALL)
        found.append([(int(value), _link(inner)) for value, inner in figures])
    return found


def _link(inner: str) -> str:
    link = re.search(r'<a href="([^"]+)"', inner)
    return html.unescape(link[1]) if link else ""


def read(client: Client, path: str) -> str:
    """A page, which must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def later(story: Story) -> Iterator[Story]:
    """A transfer paid, then a receipt that is not, and one of an employer who owes nothing."""
    teller = Teller(Client(headers={"host": "localhost"}), story.world)
    lines = [("N1", 90_000_00, f"{story.number} 2025-Q2"), ("N2", 12_000_00, story.world.numbers["ba"])]
    with on_day(LATER):
        paid = teller.post("accountant", f"/transfers/{story.ids['order_id']}/settle", {}, key="pay")
        assert paid.status_code == 200, paid.content
        data = statement(lines, number="2026-002")
        imported = teller.send("accountant", "/statements?format=csv", {"file": ("s.csv", data)})
        assert imported.status_code == 201, imported.content
        yield story


@pytest.mark.parametrize("who", ["director", "minister", "auditor"])
def test_each_figure_of_each_month_opens_and_adds_up(later: Story, who: str) -> None:
    client = later.clients[who]
    months = cells(read(client, "/fr/balance/"), "months")
    assert len(months) >= 4
    for row in months:
        due, received, arrears, late, owed, running = row
        for value, href in row:
            assert bool(value) == bool(href), row
        table = cells(read(client, due[1]), "balance")
        *rows, foot = table
        # Funds carry their branches below them: twice the foot in all.
        for column, (value, _) in enumerate((due, received, arrears, late, owed)):
            assert foot[column][0] == value
            assert sum(one[column][0] for one in rows if len(one) > column) == 2 * value
        if running[0]:
            assert cells(read(client, running[1]), "balance")[-1][2][0] == running[0]
    assert months[0][5][0] > 0


def test_the_figures_of_a_month_lead_to_dues_of_that_month(later: Story) -> None:
    client = later.clients["minister"]
    month = next(row for row in cells(read(client, "/fr/balance/CNR/"), "months") if row[0][1].endswith("2025-03"))
    page = read(client, month[0][1])
    branch = next(row for row in cells(page, "balance") if "/retirement/" in row[0][1])
    for column in (0, 1):
        value, href = branch[column]
        employers = cells(read(client, href), "employers")
        assert sum(row[column][0] for row in employers) == value > 0
        dues = cells(read(client, employers[0][column][1]), "receipts" if column else "dues")
        assert dues[-1][-1][0] == value if column else sum(row[2][0] for row in dues[:-1]) == value
    due = re.search(r'href="(/fr/balance/dues/\d+[^"]*)"', read(client, employers[0][0][1]))
    assert due
    assert 'id="law"' in read(client, html.unescape(due[1]).partition("#")[0])


def test_what_is_late_opens_the_dues_past_their_deadline(later: Story) -> None:
    client = later.clients["director"]
    for row in cells(read(client, "/fr/balance/CNR/"), "balance")[:-1]:
        value, href = row[3]
        if not value:
            continue
        employers = cells(read(client, href), "employers")
        assert sum(one[2][0] for one in employers) == value


@pytest.mark.parametrize("who", ["director", "minister", "auditor", "retirement"])
def test_what_is_to_be_paid_over_opens_to_transfers_and_receipts_that_sum_to_it(later: Story, who: str) -> None:
    client = later.clients[who]
    *branches, whole = cells(read(client, "/fr/balance/CNR/"), "balance")
    branch = next(row for row in branches if "/retirement/" in row[0][1])
    (received, _), (owed, href) = branch[1], branch[4]
    assert 0 < owed < received
    # The fund's own account: received, less the transfer that was paid.
    account = [row[0][0] for row in cells(read(client, "/fr/balance/CNR/"), "account")]
    assert (account[0], account[2]) == (whole[1][0], whole[4][0])
    assert account[0] + account[1] == account[2]
    page = read(client, href)
    account = [row[0][0] for row in cells(page, "account")]
    assert account[0] == received
    assert account[0] + account[1] == account[2] == owed
    employers = cells(page, "employers")
    assert sum(row[3][0] for row in employers) == owed
    inner = read(client, employers[0][3][1])
    *lines, foot = cells(inner, "movements")
    assert sum(row[-1][0] for row in lines) == foot[-1][0] == owed
    assert [row[0][0] for row in cells(inner, "account")][2] == owed


def test_a_transfer_opens_to_the_receipts_it_holds(later: Story) -> None:
    client = later.clients["director"]
    page = read(client, "/fr/balance/CNR/")
    paid = cells(page, "account")[1][0][0]
    *transfers, foot = cells(page, "transfers")
    assert sum(row[0][0] for row in transfers) == foot[0][0] == -paid > 0
    amount, href = transfers[0][0]
    branches = cells(read(client, href), "lines")
    assert branches[-1][0][0] == amount
    employers = cells(read(client, branches[0][0][1]), "employers")
    assert sum(row[0][0] for row in employers) == branches[0][0][0]
    movements = cells(read(client, employers[0][0][1]), "movements")
    assert movements[-1][0][0] == employers[0][0][0]
    for wrong in ("/fr/balance/CNAC/orders/{}", "/fr/balance/CNR/orders/99{}", "/fr/balance/CNR/orders/{}/unemployment"):
        assert client.get(wrong.format(later.ids["order_id"])).status_code == 404


def test_money_on_no_due_opens_too(later: Story) -> None:
    client = later.clients["director"]
    page = read(client, "/fr/balance/")
    table = balance_of(later)
    assert table.credit > 0
    assert table.waiting > 0
    held = cells(read(client, re.search(r'href="(/fr/balance/credits)"', page)[1]), "credits")  # type: ignore[index]
    assert sum(row[-1][0] for row in held) == table.credit
    movements = cells(read(client, held[0][-1][1]), "credit")
    assert movements[-1][-1][0] == held[0][-1][0]
    waiting = cells(read(client, re.search(r'href="(/fr/balance/waiting)"', page)[1]), "waiting")  # type: ignore[index]
    assert sum(row[-1][0] for row in waiting) == table.waiting
    # As they stood before the second statement.
    early = cells(read(client, "/fr/balance/waiting?on=2026-11-23"), "waiting")
    assert sum(row[-1][0] for row in early) == 55_000_00
    assert cells(read(client, "/fr/balance/credits?on=2026-11-23"), "credits") == []


def balance_of(story: Story) -> BalanceTable:
    """The balance as the director sees it today."""
    from mizan.funds.access.context import acting_as

    with acting_as(story.world.accounts["director"]):
        return queries.balance_table(clock.today())


def test_other_funds_people_see_no_credit_and_no_receipt(later: Story) -> None:
    client = later.clients["retirement"]
    assert cells(read(client, "/fr/balance/credits"), "credits") == []
    assert cells(read(client, "/fr/balance/waiting"), "waiting") == []
    assert client.get(f"/fr/balance/CNR/orders/{later.ids['order_id']}").status_code == 200


def test_machines_open_what_is_to_be_paid_over(later: Story) -> None:
    client, headers = Client(headers={"host": "localhost"}), later.world.headers("minister")
    query = f"fund=CNR&branch=retirement&employer_id={later.ids['employer_id']}"
    found = client.get(f"/api/v1/balance/owed?{query}", headers=headers).json()
    (employer,) = client.get("/api/v1/balance/employers?fund=CNR&branch=retirement&by=owed", headers=headers).json()["employers"]
    assert sum(one["amount"] for one in found["movements"]) == found["owed"] == employer["owed"] > 0
    assert sum(one["amount"] for one in found["transfers"] if one["settled_on"]) == employer["received"] - employer["owed"]
    own = client.get(
        f"/api/v1/balance/owed?{query.replace('CNR', 'CNAS').replace('retirement', 'social_insurance')}", headers=headers
    ).json()
    assert (own["owed"], own["movements"], own["transfers"]) == (0, [], [])
