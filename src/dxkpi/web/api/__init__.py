"""The fixed addresses beside the pages: charts, the dataset, embed scripts, link previews, health.

They are readable without a session and call workflows only.
"""
