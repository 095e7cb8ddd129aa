"""Settings: read once from the environment or a .env file, then frozen. No other place reads the environment."""

from __future__ import annotations

import locale
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Self

from platformdirs import user_data_path
from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dxkpi.domain.model.period import Cutoff
from dxkpi.domain.stats.change import MEANINGFUL_POINTS
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Language, Message

_PACKAGE = Path(__file__).parent


class Settings(BaseSettings):
    """What an operator may choose; each is `DXKPI_` and the name in capitals."""

    model_config = SettingsConfigDict(env_prefix="DXKPI_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(default_factory=lambda: user_data_path("dxkpi"))
    database_url: str = ""
    sample: bool = True
    province: str = "46"
    lang: Language | None = None
    quarter_cutoff: Cutoff = Cutoff.DECREE09
    small_below: int = Field(default=30, ge=0)
    suppress_below: int = Field(default=0, ge=0)
    areas: Path | None = None
    meaningful_points: float = Field(default=MEANINGFUL_POINTS, ge=0)
    secret: str = Field(default="", repr=False)
    public_address: str = ""
    trusted_proxies: str = ""
    oidc_server_metadata_url: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = Field(default="", repr=False)
    data: Path = Field(default_factory=lambda: resource("data"))

    @property
    def address(self) -> str:
        """Where the store is: the given address, else an SQLite file in the home folder."""
        return self.database_url or f"sqlite:///{(self.home / 'dxkpi.sqlite').absolute()}"

    @property
    def proxies(self) -> list[str]:
        """Addresses and networks of the reverse proxies whose word about a reader's address is taken."""
        return [each.strip() for each in self.trusted_proxies.split(",") if each.strip()]

    @model_validator(mode="after")
    def _real_proxies(self) -> Self:
        """A name or a star is no address: whoever is trusted by mistake can claim any address."""
        for each in self.proxies:
            try:
                ip_network(each)
            except ValueError:
                values = {"name": "DXKPI_TRUSTED_PROXIES", "value": each}
                raise WrongUsage(what=Message(N_("“{value}” is no value for {name}."), values)) from None
        return self

    @model_validator(mode="after")
    def _whole_provider(self) -> Self:
        """An identity provider is set up wholly or not at all."""
        names = ("oidc_client_id", "oidc_client_secret", "public_address", "secret")
        missing = [name for name in names if not getattr(self, name)]
        if self.has_provider and missing:
            named = ", ".join(f"DXKPI_{name.upper()}" for name in missing)
            text = N_("Signing in through an identity provider also needs {names}.")
            raise WrongUsage(what=Message(text, {"names": named}))
        return self

    @property
    def has_provider(self) -> bool:
        """Whether people may sign in through an identity provider."""
        return bool(self.oidc_server_metadata_url)

    @property
    def areas_file(self) -> Path:
        """Where outlines of localities are, if anybody supplied any: the given file, else one in the home folder."""
        return self.areas or self.home / "boundaries.geojson"

    @property
    def cache(self) -> Path:
        """Folder for what can be made again."""
        return self.home / "cache"

    @property
    def originals(self) -> Path:
        """Folder for uploaded files as they came, by content."""
        return self.home / "originals"


def resource(name: str) -> Path:
    """A folder that ships with the product: inside the installed package, else beside its source."""
    installed = _PACKAGE / "share" / name
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises `WrongUsage` for a value that makes no sense."""
    try:
        return Settings()
    except ValidationError as refusal:
        first = refusal.errors()[0]
        values = {"name": f"DXKPI_{'_'.join(map(str, first['loc'])).upper()}", "value": str(first["input"])}
        raise WrongUsage(what=Message(N_("“{value}” is no value for {name}."), values)) from None


def system_language() -> Language:
    """Vietnamese where the system's locale says so, else English."""
    code = locale.getlocale()[0] or ""
    return Language.VI if code.lower().startswith("vi") else Language.EN
