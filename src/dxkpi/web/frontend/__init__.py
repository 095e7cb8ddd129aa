"""What is changed in Streamlit's own front end: HTML page, theme, translations, compression, our scripts.

It knows no figures; it may use charts.theme and the locale.
"""
