"""The fixed addresses: charts, values, the dataset, embed scripts, link previews, health checks.

They are readable without a session and call workflows only.
"""
