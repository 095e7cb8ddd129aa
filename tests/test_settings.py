"""Settings from arguments, the environment and a `.env` file, in this order."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from dxkpi.locale import Language
from dxkpi.settings import Settings


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working folder whose `.env` sets language, province and sample."""
    text = 'DXKPI_LANG=vi\nDXKPI_PROVINCE="48"  # Đà Nẵng\ndxkpi_sample=off\nOTHER_LANG=en\nDXKPI_UNKNOWN=1\n'
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("DXKPI_LANG", "DXKPI_PROVINCE", "DXKPI_SAMPLE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_file_in_the_working_folder_sets_what_the_environment_does_not(folder: Path) -> None:
    """Names in any case; comments and quotation marks are not part of a value; unknown names are ignored."""
    settings = Settings(home=folder)
    assert (settings.lang, settings.province, settings.sample) == (Language.VI, "48", False)


def test_the_environment_comes_before_the_file_and_arguments_before_both(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One setting from each."""
    monkeypatch.setenv("dxkpi_province", "01")
    monkeypatch.setenv("DXKPI_SAMPLE", "on")
    settings = Settings(home=folder, sample=False)
    assert (settings.lang, settings.province, settings.sample) == (Language.VI, "01", False)


def test_without_a_file_name_no_file_is_read(folder: Path) -> None:
    """As tests and benchmarks open a workspace."""
    assert Settings(_env_file=None, home=folder).province == "46"


def test_a_value_that_a_setting_cannot_have_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal names the setting."""
    monkeypatch.setenv("DXKPI_SMALL_BELOW", "few")
    with pytest.raises(ValidationError, match="small_below"):
        Settings(home=folder)
