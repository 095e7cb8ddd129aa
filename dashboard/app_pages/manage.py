"""Quản trị: accounts and what they may, when periods open and close, and who did what."""

import aims
import decrees
import log
import shared
import staff
import windows
from dxkpi import N_

SECTIONS = {
    "accounts": (N_("Accounts"), staff.show),
    "periods": (N_("Periods and deadlines"), windows.show),
    "boundaries": (N_("Boundaries"), decrees.show),
    "targets": (N_("Targets"), aims.show),
    "log": (N_("Log"), log.show),
}
section = shared.pick_way({name: words for name, (words, _) in SECTIONS.items()}, key="section", label=N_("Section"))
_, show = SECTIONS[section]
show()
