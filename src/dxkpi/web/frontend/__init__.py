"""Our changes to Streamlit's front end: HTML page, theme, translations, compression, our scripts.

It knows no figures; it may use charts.theme and the locale.
"""
