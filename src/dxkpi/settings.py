"""Settings: read once from the environment or a .env file, then immutable."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Self

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dxkpi.domain.model.period import Cutoff
from dxkpi.domain.stats.claims import MEANINGFUL_POINTS
from dxkpi.environment import ENV_FILE, variables
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Language, Message

_PACKAGE = Path(__file__).parent


class Settings(BaseModel):
    """The operator's choices; each is the variable `DXKPI_` and its name in capitals.

    What is not an argument is read from the environment, else from `_env_file`, which need not exist.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    home: Path = Field(
        default_factory=lambda: user_data_path("dxkpi"),
        description="one folder for the SQLite store, originals of uploads and caches",
    )
    database_url: str = Field(
        default="", description="the store; PostgreSQL as `postgresql+psycopg://user@host/database`"
    )
    sample: bool = Field(default=True, description="whether a new store gets the fictional sample province")
    province: str = Field(default="46", description="code of the province that the dashboard opens on")
    lang: Language | None = Field(default=None, description="`vi` or `en`")
    quarter_cutoff: Cutoff = Field(
        default=Cutoff.DECREE09, description="quarters end on the 14th of their last month; `calendar`: on its last day"
    )
    small_below: int = Field(default=30, ge=0, description="rates over fewer cases carry a warning and are not ranked")
    suppress_below: int = Field(
        default=0,
        ge=0,
        description="counts from 1 to below it are hidden everywhere, with whatever would reveal them; 0 hides none",
    )
    areas: Path | None = Field(
        default=None, description="outlines of localities for the map, each feature with a property `code`"
    )
    meaningful_points: float = Field(
        default=MEANINGFUL_POINTS, ge=0, description="a smaller difference is not called a change"
    )
    secret: str = Field(
        default="", repr=False, description="key for signing the cookies of sign-in through an identity provider"
    )
    public_address: str = Field(default="", description="how readers reach the server; printed into files and pictures")
    trusted_proxies: str = Field(
        default="", description="addresses or networks of reverse proxies, separated by commas"
    )
    oidc_server_metadata_url: str = Field(
        default="", description="the identity provider's discovery document (OpenID Connect)"
    )
    oidc_client_id: str = Field(default="", description="this server's id at the provider")
    oidc_client_secret: str = Field(default="", repr=False, description="this server's secret at the provider")
    data: Path = Field(
        default_factory=lambda: resource("data"),
        description="another folder with catalogue, registry and first figures",
    )

    def __init__(self, *, _env_file: str | None = ENV_FILE, **values: Any) -> None:
        super().__init__(**variables(_env_file) | values)

    @property
    def address(self) -> str:
        """The address of the store: `database_url`, else a SQLite file in the home folder."""
        return self.database_url or f"sqlite:///{(self.home / 'dxkpi.sqlite').absolute()}"

    @property
    def proxies(self) -> list[str]:
        """Addresses and networks of the reverse proxies whose forwarded addresses are believed."""
        return [proxy.strip() for proxy in self.trusted_proxies.split(",") if proxy.strip()]

    @model_validator(mode="after")
    def _check_proxies(self) -> Self:
        """Accept addresses and networks only: a proxy trusted by mistake can claim any address for its readers."""
        for proxy in self.proxies:
            try:
                ip_network(proxy)
            except ValueError:
                values = {"name": "DXKPI_TRUSTED_PROXIES", "value": proxy}
                raise WrongUsage(what=Message(N_("“{value}” is no value for {name}."), values)) from None
        return self

    @model_validator(mode="after")
    def _check_provider(self) -> Self:
        """Refuse an identity provider of which a setting is missing."""
        names = ("oidc_client_id", "oidc_client_secret", "public_address", "secret")
        missing = [name for name in names if not getattr(self, name)]
        if self.has_provider and missing:
            named = ", ".join(f"DXKPI_{name.upper()}" for name in missing)
            text = N_("Signing in through an identity provider also needs {names}.")
            raise WrongUsage(what=Message(text, {"names": named}))
        return self

    @property
    def has_provider(self) -> bool:
        """Whether people can sign in through an identity provider."""
        return bool(self.oidc_server_metadata_url)

    @property
    def areas_file(self) -> Path:
        """The file with the outlines of localities, which need not exist: `areas`, else one in the home folder."""
        return self.areas or self.home / "boundaries.geojson"

    @property
    def cache(self) -> Path:
        """The folder of files that can be computed again."""
        return self.home / "cache"

    @property
    def originals(self) -> Path:
        """The folder of uploaded files, unchanged, named by their content."""
        return self.home / "originals"


def resource(name: str) -> Path:
    """A folder that ships with the product: in the installed package, else in the source tree."""
    installed = _PACKAGE / "share" / name
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises `WrongUsage` for an invalid value."""
    try:
        return Settings()
    except ValidationError as refusal:
        first = refusal.errors()[0]
        values = {"name": f"DXKPI_{'_'.join(map(str, first['loc'])).upper()}", "value": str(first["input"])}
        raise WrongUsage(what=Message(N_("“{value}” is no value for {name}."), values)) from None
