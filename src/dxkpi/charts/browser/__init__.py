"""Charts drawn in a browser: one script for the dashboard, the embed and the pictures, and the data that it draws.

`plotly-basic.min.js` is Plotly's smallest bundle that draws every kind of chart (scatter and bar), of the version that
the Python package brings along; `draw_chart.js` is ours.
"""

from dxkpi.charts.browser.bundle import SCRIPT_FOLDER, Script, bundle, plotly_file
from dxkpi.charts.browser.chart_data import ChartData, chart_data

__all__ = ["SCRIPT_FOLDER", "ChartData", "Script", "bundle", "chart_data", "plotly_file"]
