"""A wrong catalogue is refused with the file and the key, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dxkpi.catalogue import load_catalogue
from dxkpi.errors import CatalogueFault
from dxkpi.locale import Language

SmallFiles = dict[str, str]
Write = Callable[[SmallFiles], Path]
MEASURES, INDICATOR, RULES, BASELINES = "measures.toml", "indicators/share.toml", "rules.toml", "baselines.toml"
STATEMENT = '[measure.statement]\nindicator = "share"\ndenominator = "own"\nreplaces = true\nbound = "exact"\n'
SOME = (
    '[[measure]]\ncode = "some"\nname = { vi = "Khác", en = "Other" }\nkind = "flow"\n'
    'unit = "dossiers"\nsuppressible = true\n'
)
NUMERATOR = '[[numerator]]\nmeasures = ["some"]\nvi = "một số"\nen = "some"\n'
WITHIN = '[[within]]\ncode = "some_within_all"\n'
SECOND_TERM = '[[denominator]]\nmeasures = ["all"]\nvi = "tất cả"\nen = "all"\n'

# What is spoilt: file, the text, what it becomes, and the key that is to be named.
SPOILT = {
    "a kind that is none": (MEASURES, 'kind = "flow"', 'kind = "tide"', "measure[all].kind"),
    "an unknown key of a measure": (MEASURES, 'code = "all"', 'code = "all"\ncolour = 1', "measure[all].colour"),
    "a measure without English": (MEASURES, 'vi = "Tất cả", en = "All"', 'vi = "Tất cả"', "measure[all].name.en"),
    "an empty name": (MEASURES, 'vi = "Tất cả"', 'vi = " "', "measure[all].name.vi"),
    "a code that is none": (MEASURES, 'code = "all"', 'code = "Tất cả"', "measure[Tất cả].code"),
    "a code twice": (MEASURES, STATEMENT, STATEMENT + SOME, "measure[some].code"),
    "a name twice": (MEASURES, 'vi = "Một số"', 'vi = "tất  CẢ"', "measure[some].name.vi"),
    "a unit that is none": (MEASURES, 'unit = "dossiers"', 'unit = "books"', "measure[all].unit"),
    "a group that is none": (
        MEASURES, 'unit = "dossiers"', 'unit = "dossiers"\ngroup = "dossiers"', "measure[all].group",
    ),
    "a measure that does not say whether it may be hidden": (
        MEASURES, 'unit = "dossiers"\nsuppressible = true', 'unit = "dossiers"', "measure[all].suppressible",
    ),
    "a share that is to be hidden by itself": (
        MEASURES, "suppressible = false", "suppressible = true", "measure[share_stated].suppressible",
    ),
    "a share without statement": (MEASURES, STATEMENT, "", "measure[share_stated].statement"),
    "a count with a statement": (
        MEASURES, 'kind = "reported_share"', 'kind = "flow"', "measure[share_stated].statement",
    ),
    "a share from the registry": (
        MEASURES, 'unit = "percent"', 'unit = "percent"\nfrom_registry = true', "measure[share_stated].from_registry",
    ),
    "a denominator that is none": (
        MEASURES, 'denominator = "own"', 'denominator = "due"', "measure[share_stated].statement.denominator",
    ),
    "a share of no indicator": (
        MEASURES, 'indicator = "share"', 'indicator = "part"', "measure[share_stated].statement.indicator",
    ),
    "a bound that is none": (MEASURES, '"exact"', '"most"', "measure[share_stated].statement.bound"),
    "a question answered by a word": (
        MEASURES, "replaces = true", 'replaces = "yes"', "measure[share_stated].statement.replaces",
    ),
    "an id that is not the file's name": (INDICATOR, 'id = "share"', 'id = "part"', "id"),
    "an unknown key of an indicator": (INDICATOR, "order = 1", "order = 1\nweight = 2", "weight"),
    "an indicator without Vietnamese": (INDICATOR, 'vi = "Tỷ lệ", en', "en", "name.vi"),
    "an indicator without definition": (
        INDICATOR, 'definition = { vi = "Một số trên tất cả.", en = "Some of all." }', "", "definition",
    ),
    "a direction that is none": (INDICATOR, '"higher"', '"up"', "direction"),
    "an indicator without numerator": (INDICATOR, NUMERATOR, "", "numerator"),
    "a term of nothing": (INDICATOR, 'measures = ["some"]', "measures = []", "numerator[1].measures"),
    "a term of an unknown measure": (INDICATOR, '["some"]', '["some", "most"]', "numerator[1].measures"),
    "a reported share in a sum": (INDICATOR, '["some"]', '["share_stated"]', "numerator[1].measures"),
    "a reported share below the line": (INDICATOR, '["all"]', '["share_stated"]', "denominator[1].measures"),
    "a measure added twice": (INDICATOR, '["all"]', '["all", "all"]', "denominator[1].measures"),
    "a term that is first and fallback": (
        INDICATOR, 'en = "all"', 'en = "all"\nfallback = true', "denominator[1].fallback",
    ),
    "a term without English": (INDICATOR, 'en = "all"', "", "denominator[1].en"),
    "an unknown key of a term": (INDICATOR, 'en = "all"', 'en = "all"\nsign = -1', "denominator[1].sign"),
    "a rule on an unknown measure": (RULES, '["all"]', '["most"]', "within[some_within_all].whole"),
    "a rule on a reported share": (RULES, '"some"', '"share_stated"', "within[some_within_all].part"),
    "a rule resting on an unknown measure": (
        RULES, 'part = "some"', 'part = "some"\nunless = ["most"]', "within[some_within_all].unless",
    ),
    "a rule of unknown severity": (RULES, '"reason"', '"fatal"', "within[some_within_all].severity"),
    "an unknown key of a rule": (RULES, WITHIN, WITHIN + "limit = 3\n", "within[some_within_all].limit"),
    "an unknown kind of rule": (RULES, "[[within]]", "[[inside]]", "inside"),
    "a sentence without the difference": (RULES, "{whole}: {difference}", "{whole}", "within[some_within_all].vi"),
    "a sentence with an unknown gap": (RULES, "{part} exceeds", "{parts} exceeds", "within[some_within_all].en"),
    "limits reset of no indicator": (BASELINES, '"share"', '"part"', "baseline[1].indicator"),
    "limits reset without a reason": (BASELINES, "hệ thống mới", " ", "baseline[1].reason"),
    "limits reset with no period": (BASELINES, "2024-Q3", "2024-Q5", "baseline[1].begin"),
    "an unknown key of limits reset": (BASELINES, "begin", "since = 1\nbegin", "baseline[1].since"),
    "a sentence with half a brace": (RULES, "{part} exceeds", "{part exceeds", "within[some_within_all].en"),
}  # fmt: skip


def fault(folder: Path) -> tuple[str, str]:
    """File and key of the fault that a folder is refused with."""
    with pytest.raises(CatalogueFault) as caught:
        load_catalogue(folder)
    key = caught.value.message.values["key"]
    text = key if isinstance(key, str) else key.text(Language.EN)  # type: ignore[attr-defined]
    return str(caught.value.message.values["file"]), text


def test_the_small_catalogue_is_sound(small: SmallFiles, write: Write) -> None:
    """The catalogue that the tests below spoil is accepted as it is."""
    assert [indicator.id for indicator in load_catalogue(write(small)).indicators] == ["share"]


@pytest.mark.parametrize(("file", "text", "instead", "key"), SPOILT.values(), ids=SPOILT.keys())
def test_a_fault_names_file_and_key(
    small: SmallFiles, write: Write, file: str, text: str, instead: str, key: str
) -> None:
    """Whatever is wrong in a catalogue, the refusal says in which file and at which key."""
    assert text in small[file]
    small[file] = small[file].replace(text, instead, 1)
    assert fault(write(small)) == (file, key)


def test_a_fallback_comes_last(small: SmallFiles, write: Write) -> None:
    """A term with the first one's meaning may not follow a fallback, which means something else."""
    fallback = SECOND_TERM.replace('"all"]', '"some"]') + "fallback = true\n"
    small[INDICATOR] += fallback + SECOND_TERM.replace('["all"]', '["all", "some"]')
    assert fault(write(small)) == (INDICATOR, "denominator[3].fallback")


def test_two_rules_of_one_code_are_refused(small: SmallFiles, write: Write) -> None:
    """A rule's code is unique among all kinds of rules."""
    small[RULES] += RULE_AGAIN
    assert fault(write(small)) == (RULES, "succession[some_within_all].code")


@pytest.mark.parametrize("file", [MEASURES, INDICATOR, RULES])
def test_broken_toml_names_its_line(small: SmallFiles, write: Write, file: str) -> None:
    """A file that is no TOML is refused with the line."""
    small[file] = "# sound\n# sound\nthis is not TOML\n"
    assert fault(write(small)) == (file, "line 3")


def test_toml_that_ends_too_early_names_its_last_line(small: SmallFiles, write: Write) -> None:
    """A list that is never closed is refused with the last line."""
    small[RULES] = "a = [\n1,\n2"
    assert fault(write(small)) == (RULES, "line 3")


@pytest.mark.parametrize("file", [MEASURES, RULES])
def test_a_file_that_is_not_there_is_named(small: SmallFiles, write: Write, file: str) -> None:
    """A catalogue without one of its files is refused by that file's name."""
    del small[file]
    assert fault(write(small)) == (file, file)


def test_a_catalogue_without_indicators_is_refused(small: SmallFiles, write: Write) -> None:
    """A folder without any indicator file is no catalogue."""
    del small[INDICATOR]
    assert fault(write(small)) == ("indicators", "*.toml")


def test_a_file_in_another_encoding_is_refused(small: SmallFiles, write: Write) -> None:
    """A file that is not UTF-8 is refused with the place of the first wrong byte."""
    folder = write(small)
    (folder / RULES).write_bytes(b"# caf\xe9\n")
    assert fault(folder) == (RULES, "byte 5")


def test_a_byte_order_mark_does_no_harm(small: SmallFiles, write: Write) -> None:
    """A file saved by Notepad, with a mark before its first letter, is read like any other."""
    small[RULES] = "\ufeff" + small[RULES]
    assert len(load_catalogue(write(small)).rules.all) == 1


RULE_AGAIN = """
[[succession]]
code = "some_within_all"
earlier = "some"
later = "all"
severity = "note"
vi = "{difference}"
en = "{difference}"
"""
