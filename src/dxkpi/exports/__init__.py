"""A view → bytes of a file. `formats.FORMATS` is the index.

Its names are imported when first used: most commands write no file.
"""

from typing import TYPE_CHECKING

from dxkpi.lazy_imports import lazy_names

if TYPE_CHECKING:
    from dxkpi.exports.formats import FORMATS, DownloadGroup, Format, drawing_page, export_view
    from dxkpi.exports.frames import values_frame
    from dxkpi.exports.options import ExportOptions
else:
    __getattr__, __dir__ = lazy_names(__name__, __file__)

__all__ = ["FORMATS", "DownloadGroup", "ExportOptions", "Format", "drawing_page", "export_view", "values_frame"]
