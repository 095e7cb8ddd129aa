"""Quản trị: accounts and what they may, when periods open and close, and who did what."""

import pickers
from dxkpi.locale import N_
from manage import accounts, audit_log, boundaries, deadlines, targets

SECTIONS = {
    "accounts": (N_("Accounts"), accounts.show),
    "periods": (N_("Periods and deadlines"), deadlines.show),
    "boundaries": (N_("Boundaries"), boundaries.show),
    "targets": (N_("Targets"), targets.show),
    "log": (N_("Log"), audit_log.show),
}
section = pickers.pick_way({name: words for name, (words, _) in SECTIONS.items()}, key="section", label=N_("Section"))
_, show = SECTIONS[section]
show()
