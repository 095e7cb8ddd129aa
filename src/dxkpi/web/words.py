"""The words of Streamlit's own front end in Vietnamese."""

TITLES = {"vi": "Chỉ số chuyển đổi số", "en": "Digital transformation indicators"}
NO_SCRIPT = {
    "vi": "Trang này cần JavaScript. Hãy bật JavaScript rồi tải lại trang.",
    "en": "This page needs JavaScript. Switch it on and load the page again.",
}
WORDS: dict[str, str] = {}
