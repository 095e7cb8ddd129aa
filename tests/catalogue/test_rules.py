"""What must hold between counts: a broken rule shows by how much; what is missing is not held against anyone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dxkpi.catalogue import Catalogue
from dxkpi.domain.model.rules import Severity
from dxkpi.locale import Language

# Form II.06a, columns (3) to (13), of a place whose sums close.
FORM = {
    "dossiers_to_process": 500,
    "dossiers_received_online": 260,
    "dossiers_received_in_person": 140,
    "dossiers_carried_over": 100,
    "dossiers_resolved": 400,
    "dossiers_resolved_early": 80,
    "dossiers_resolved_on_time": 300,
    "dossiers_resolved_overdue": 20,
    "dossiers_pending": 100,
    "dossiers_pending_within_deadline": 70,
    "dossiers_pending_overdue": 30,
}


def broken(catalogue: Catalogue, values: dict[str, int]) -> dict[str, float]:
    """Code and difference of every rule that the values break."""
    return {breach.rule: breach.difference for breach in catalogue.rules.breaches(values)}


def test_a_form_that_closes_breaks_nothing(shipped: Catalogue) -> None:
    """All identities of the form hold where all its sums close."""
    assert broken(shipped, FORM) == {}


def test_nothing_is_asked_of_nothing(shipped: Catalogue) -> None:
    """Where no count is given, no rule is broken."""
    assert broken(shipped, {}) == {}


@pytest.mark.parametrize(
    ("column", "rules"),
    [
        ("dossiers_received_online", {"to_process_is_online_in_person_carried_over"}),
        ("dossiers_resolved_early", {"resolved_is_early_on_time_overdue"}),
        ("dossiers_pending_overdue", {"pending_is_within_deadline_overdue"}),
        ("dossiers_pending", {"pending_is_within_deadline_overdue", "to_process_is_resolved_pending"}),
        ("dossiers_resolved", {"resolved_is_early_on_time_overdue", "to_process_is_resolved_pending"}),
        (
            "dossiers_to_process",
            {"to_process_is_online_in_person_carried_over", "to_process_is_resolved_pending"},
        ),
    ],
)
def test_a_column_that_is_off_by_seven_breaks_its_identities(shipped: Catalogue, column: str, rules: set[str]) -> None:
    """Seven dossiers too many in one column break its identities, by seven, and no others."""
    assert broken(shipped, FORM | {column: FORM[column] + 7}) == dict.fromkeys(rules, 7)


def test_a_difference_has_no_sign(shipped: Catalogue) -> None:
    """Seven dossiers too few are a difference of seven too."""
    short = FORM | {"dossiers_resolved_early": 73}
    assert broken(shipped, short) == {"resolved_is_early_on_time_overdue": 7}


def test_the_product_of_a_headline_closes_without_the_channels(shipped: Catalogue) -> None:
    """Received 400 and carried over 100 must be resolved and pending, where the form's total is not given."""
    values = {
        "dossiers_received": 400,
        "dossiers_carried_over": 100,
        "dossiers_resolved": 400,
        "dossiers_pending": 90,
    }
    assert broken(shipped, values) == {"received_carried_over_is_resolved_pending": 10}


def test_one_gap_is_said_once(shipped: Catalogue) -> None:
    """Where the form's own total is given, the identities that replace it are not checked."""
    values = FORM | {"dossiers_received": 400, "dossiers_pending": 90, "dossiers_pending_overdue": 20}
    assert broken(shipped, values) == {"to_process_is_resolved_pending": 10}


def test_more_may_be_resolved_than_was_received(shipped: Catalogue) -> None:
    """Because of what was carried over, resolving 120 of 100 received is legal."""
    assert broken(shipped, {"dossiers_received": 100, "dossiers_resolved": 120}) == {}


def test_no_more_can_be_resolved_than_there_was(shipped: Catalogue) -> None:
    """Received and carried over together, 110, bound what is resolved, 120."""
    values = {"dossiers_received": 100, "dossiers_carried_over": 10, "dossiers_resolved": 120}
    assert broken(shipped, values) == {"resolved_within_received_carried_over": 10}


@pytest.mark.parametrize(
    ("part", "whole", "severity"),
    [
        ("dossiers_received_online", "dossiers_received", Severity.REASON),
        ("dossiers_resolved_early", "dossiers_resolved", Severity.REASON),
        ("dossiers_resolved_overdue", "dossiers_resolved", Severity.REASON),
        ("dossiers_digitized", "dossiers_resolved", Severity.REASON),
        ("dossiers_paid_online", "dossiers_received", Severity.REASON),
        ("dossiers_pending_overdue", "dossiers_pending", Severity.REASON),
        ("documents_electronic", "documents", Severity.REASON),
        ("documents_signed", "documents", Severity.REASON),
        ("documents_signed", "documents_electronic", Severity.NOTE),
        ("procedures_online", "procedures_online_eligible", Severity.REASON),
        ("procedures_online_eligible", "procedures", Severity.REASON),
        ("procedures_online", "procedures", Severity.REASON),
        ("communes_with_teams", "communes", Severity.REASON),
        ("surveys_satisfied", "surveys", Severity.REASON),
    ],
)
def test_a_part_is_no_more_than_its_whole(shipped: Catalogue, part: str, whole: str, severity: Severity) -> None:
    """Twelve of ten is two too many; ten of ten is sound."""
    assert broken(shipped, {part: 10, whole: 10}) == {}
    [breach] = shipped.rules.breaches({part: 12, whole: 10})
    assert (breach.difference, breach.severity, breach.measures) == (2, severity, (part, whole))


def test_what_was_pending_is_carried_over(shipped: Catalogue) -> None:
    """One period's pending is what the next carries over; where either is missing nothing is said."""
    rule = next(succession for succession in shipped.rules.successions if succession.earlier == "dossiers_pending")
    breach = rule.breach({"dossiers_pending": 607}, {"dossiers_carried_over": 600})
    assert breach is not None
    assert breach.difference == 7
    assert rule.breach({"dossiers_pending": 607}, {"dossiers_carried_over": 607}) is None
    assert rule.breach({"dossiers_pending": 607}, {}) is None


def test_no_rule_is_a_dead_end(shipped: Catalogue) -> None:
    """Published tables break rules, so whatever is broken can be saved with a reason."""
    assert Severity.ERROR not in {rule.severity for rule in shipped.rules.all}


def test_a_broken_rule_says_both_numbers_and_the_difference_in_either_language(shipped: Catalogue) -> None:
    """The sentence has the numbers as the language writes them, and what to do."""
    [breach] = shipped.rules.breaches({"dossiers_to_process": 5810, "dossiers_resolved": 6000})
    assert breach.message.text(Language.VI) == (
        "Đã giải quyết 6.000, lớn hơn 5.810 hồ sơ phải giải quyết; lệch 190 hồ sơ. Kiểm tra lại hoặc ghi rõ lý do."
    )
    assert breach.message.text(Language.EN) == (
        "Resolved 6,000, more than the 5,810 to process; difference in dossiers: 190. Check, or write the reason."
    )


def test_every_rule_can_say_its_sentence(shipped: Catalogue) -> None:
    """No sentence of any rule has a gap that stays open, and each gives the difference."""
    rules = shipped.rules
    wrong = [
        *(rule.breach(dict.fromkeys(rule.whole, 0) | {rule.parts[0]: 7} | dict.fromkeys(rule.parts[1:], 0))
          for rule in rules.identities),
        *(rule.breach(dict.fromkeys(rule.whole, 0) | {rule.part: 7}) for rule in rules.parts),
        *(rule.breach({rule.earlier: 7}, {rule.later: 0}) for rule in rules.successions),
    ]  # fmt: skip
    for breach in wrong:
        assert breach is not None
        for language in Language:
            assert "7" in breach.message.text(language)
            assert "{" not in breach.message.text(language)


def test_a_whole_table_is_checked_at_once(shipped: Catalogue) -> None:
    """Over columns the differences come row by row, with gaps where a row lacks a count."""
    rule = next(identity for identity in shipped.rules.identities if identity.code == "received_is_online_in_person")
    table = pd.DataFrame(
        {
            "dossiers_received": [400.0, 400.0, np.nan],
            "dossiers_received_online": [260.0, 250.0, 260.0],
            "dossiers_received_in_person": [140.0, 140.0, 140.0],
        }
    )
    np.testing.assert_array_equal(rule.differences(table), [0, 10, np.nan])


def test_in_a_table_a_rule_rests_in_the_rows_where_a_sharper_one_speaks(shipped: Catalogue) -> None:
    """Received 100 and 10 carried over bound 120 resolved only in the row without the form's total."""
    rule = next(part for part in shipped.rules.parts if part.code == "resolved_within_received_carried_over")
    table = pd.DataFrame(
        {
            "dossiers_received": [100.0, 100.0],
            "dossiers_carried_over": [10.0, 10.0],
            "dossiers_resolved": [120.0, 120.0],
            "dossiers_to_process": [np.nan, 130.0],
        }
    )
    np.testing.assert_array_equal(rule.differences(table), [10, np.nan])


def test_a_column_that_a_table_lacks_is_missing_in_every_row(shipped: Catalogue) -> None:
    """A rule that is skipped when either of two columns is given is checked where the table has one and it is empty."""
    rule = next(part for part in shipped.rules.parts if part.code == "resolved_within_channels_carried_over")
    table = pd.DataFrame(
        {
            "dossiers_received_online": [60.0, 60.0],
            "dossiers_received_in_person": [40.0, 40.0],
            "dossiers_carried_over": [10.0, 10.0],
            "dossiers_resolved": [120.0, 120.0],
            "dossiers_received": [np.nan, 100.0],
        }
    )
    np.testing.assert_array_equal(rule.differences(table), [10, np.nan])
    assert np.isnan(rule.differences(table.drop(columns="dossiers_resolved"))).all()
