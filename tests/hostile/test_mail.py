"""Messages that are bad: each costs itself, by its exact name, and the file after it is read."""

import pytest

from tests.hostile.case import check
from tests.hostile.cases_mail import CASES


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_costs_itself(case, scanned):
    check(case, scanned)
