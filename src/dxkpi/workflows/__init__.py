"""What the product does, one verb a function. Commands, pages and addresses all call these and nothing below them."""

from typing import TYPE_CHECKING

from dxkpi.lazy_imports import lazy_names

if TYPE_CHECKING:
    from dxkpi.domain.model.permissions import OPERATOR
    from dxkpi.workflows.choices import (
        RevisionLine,
        indicator_to_begin_with,
        levels_to_compare,
        overview_places,
        period_notation,
        periods,
        places,
        revisions,
        sample_place,
        snapshot_of,
        units_to_compare,
    )
    from dxkpi.workflows.queries import (
        QueryText,
        find_locality,
        parse_query,
        snapshot_key,
        view_settings,
    )
    from dxkpi.workflows.report_forms import ReportForm, find_form, form_for
    from dxkpi.workflows.sign_in import (
        SESSION_COOKIE,
        actor_named,
        actor_of,
        change_password,
        shown_name,
        sign_in_identity,
        sign_out,
        sign_out_everywhere,
    )
    from dxkpi.workflows.upload.effects import Effect
    from dxkpi.workflows.upload.file_import import ImportReport, import_file
    from dxkpi.workflows.upload.preview import (
        FigureChange,
        FigureStatus,
        Preview,
        UploadCounts,
        UploadRequest,
        places_of,
        preview_file,
        preview_form,
    )
    from dxkpi.workflows.upload.submit import SubmitReceipt, marked_file, original, submit
    from dxkpi.workflows.upload.templates import make_template, template_name
    from dxkpi.workflows.value_queries import ValuesQuery, parse_values_query, values
    from dxkpi.workflows.views import (
        contributions,
        describe,
        describe_overview,
        draw,
        drawing_page,
        export,
        main_indicators,
        overview,
        view,
        view_on_matching_boundaries,
    )
else:
    __getattr__, __dir__ = lazy_names(__name__, __file__)

__all__ = [
    "OPERATOR",
    "SESSION_COOKIE",
    "Effect",
    "FigureChange",
    "FigureStatus",
    "ImportReport",
    "Preview",
    "QueryText",
    "ReportForm",
    "RevisionLine",
    "SubmitReceipt",
    "UploadCounts",
    "UploadRequest",
    "ValuesQuery",
    "actor_named",
    "actor_of",
    "change_password",
    "contributions",
    "describe",
    "describe_overview",
    "draw",
    "drawing_page",
    "export",
    "find_form",
    "find_locality",
    "form_for",
    "import_file",
    "indicator_to_begin_with",
    "levels_to_compare",
    "main_indicators",
    "make_template",
    "marked_file",
    "original",
    "overview",
    "overview_places",
    "parse_query",
    "parse_values_query",
    "period_notation",
    "periods",
    "places",
    "places_of",
    "preview_file",
    "preview_form",
    "revisions",
    "sample_place",
    "shown_name",
    "sign_in_identity",
    "sign_out",
    "sign_out_everywhere",
    "snapshot_key",
    "snapshot_of",
    "submit",
    "template_name",
    "units_to_compare",
    "values",
    "view",
    "view_on_matching_boundaries",
    "view_settings",
]
