"""The store that samples are read against: everything that ships with the product, and `EARLIER`."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.samples.catalogue import EARLIER
from tests.samples.sample import Sample, Sent

from dxkpi import workflows
from dxkpi.settings import Settings
from dxkpi.workflows.upload.preview import UploadRequest
from dxkpi.workspace import Workspace, open_workspace


def fill(filled_home: Path, home: Path) -> None:
    """A home of its own with what is stored before the samples."""
    shutil.copytree(filled_home, home)
    workspace = opened(home)
    for sample in EARLIER:
        workflows.submit(workspace, preview(workspace, sample, sample.sent))
    workspace.close()


def opened(home: Path) -> Workspace:
    """The workspace of a home folder."""
    return open_workspace(Settings(_env_file=None, home=home))


def preview(workspace: Workspace, sample: Sample, sent: Sent) -> workflows.Preview:
    """What a sample would do, sent for something."""
    return workflows.preview_file(
        workspace,
        UploadRequest(sample.name, sample.content, locality=sent.locality, period=sent.period, sheet=sent.sheet),
    )
