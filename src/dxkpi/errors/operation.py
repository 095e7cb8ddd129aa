"""The store, its files or the network cannot be used."""

from __future__ import annotations

from dxkpi.errors.base import DxkpiError
from dxkpi.locale import N_


class StoreUnreachable(DxkpiError):
    """The store cannot be opened."""

    exit_code = 6
    sentence = N_("The store {address} cannot be reached: {reason}. Check DXKPI_DATABASE_URL and DXKPI_HOME.")


class StoreMissing(DxkpiError):
    """There is no store where one is expected; none is created."""

    exit_code = 6
    sentence = N_(
        "There is no store at {address}. Restore it from a backup, or check DXKPI_DATABASE_URL and DXKPI_HOME; "
        "a new home folder is a new start."
    )


class StoreReplaced(DxkpiError):
    """The file of the store was deleted or replaced while it was open; nothing is written to the old one."""

    exit_code = 6
    sentence = N_("The file of the store {address} was deleted or replaced. Nothing was saved. Restart the server.")


class StoreOlder(DxkpiError):
    """The store was made by an older version of the program, and only `database upgrade` migrates."""

    exit_code = 6
    sentence = N_(
        "The store {address} is older than this program (migration {revision}). Run `dxkpi database upgrade`; "
        "back up a PostgreSQL store before."
    )


class StoreNewer(DxkpiError):
    """The store was migrated by a newer version of the program."""

    exit_code = 6
    sentence = N_("The store {address} is newer than this program (migration {revision}). Update dxkpi.")


class CannotListen(DxkpiError):
    """The server cannot listen on an address and a port."""

    exit_code = 2
    sentence = N_("The server cannot listen on {host}, port {port}: {reason}. Choose others with --host and --port.")


class PortTaken(DxkpiError):
    """Another program uses the port."""

    exit_code = 2
    sentence = N_("Port {port} is taken by another program. Choose another with --port.")

    def __init__(self, port: int) -> None:
        super().__init__(port=str(port))


class ArchivedFileDamaged(DxkpiError):
    """An archived file differs from what was submitted."""

    exit_code = 7
    sentence = N_("The archived file {sha256} is damaged. Restore {path} from a backup, or submit the file again.")
