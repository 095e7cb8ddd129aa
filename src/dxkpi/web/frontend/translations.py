"""Vietnamese translations of the texts of Streamlit's own front end.

Streamlit has no translations, so `static/page.js` replaces these exact texts as they appear: text, titles, placeholders
and accessible labels. To add one, add a line: on the left the English text of the page, `{}` for a variable part, on
the right the Vietnamese with the same parts in the same order. When the user switches to English, the table is applied
in reverse.
"""

from __future__ import annotations

from dxkpi.locale import N_, Language, region_tag, translate

DEFAULT_LANGUAGE = Language.VI.value
TITLES = {language.value: translate(N_("Digital transformation indicators"), language) for language in Language}
"""Page title until the dashboard sets its own. The keys are the languages of the front end."""

LOCALES = {language.value: region_tag(language) for language in Language}
"""Reported to the front end as the browser's language: month names, date order, number format."""

NO_SCRIPT = {
    language.value: translate(N_("This page needs JavaScript. Switch it on and load the page again."), language)
    for language in Language
}

_DOWNLOAD_TEXTS = {
    "creating": N_("creating the file…"),
    "saved": N_("done, your browser is saving it."),
    "failed": N_("the file could not be created: unexpected response from the server. Try again in a minute."),
}
DOWNLOAD_WORDS = {
    language.value: {name: translate(text, language) for name, text in _DOWNLOAD_TEXTS.items()} for language in Language
}
"""The note next to a download link (`static/download.js`)."""

WORDS = {
    # frame and navigation
    "Skip to main content": "Bỏ qua, đến nội dung chính",
    "Sidebar": "Thanh bên",
    "Collapse sidebar": "Thu gọn thanh bên",
    "Expand sidebar": "Mở thanh bên",
    "App pages": "Các trang",
    "App Logo": "Biểu trưng",
    "Logo": "Biểu trưng",
    "Navigate to home page": "Về trang đầu",
    "View {} more": "Xem thêm {} mục",
    "View less": "Thu gọn",
    "Page not found": "Không có trang này",
    "The page that you have requested does not seem to exist. Running the app's main page.":
        "Địa chỉ này không có trang nào. Đang mở trang đầu.",
    "You have requested page /{}, but no corresponding file was found in the app's pages/ directory. "
    "Running the app's main page.": "Không có trang /{}. Đang mở trang đầu.",
    "Main menu": "Trình đơn",
    "Settings": "Thiết đặt",
    "Theme": "Giao diện",
    "Light": "Sáng",
    "Dark": "Tối",
    "System": "Theo máy",
    "Print": "In",
    "About": "Giới thiệu",
    "Rerun": "Chạy lại",
    "Clear cache": "Xóa bộ nhớ đệm",
    "Record a screencast": "Quay màn hình",
    "Get help": "Trợ giúp",
    "Report a bug": "Báo lỗi",
    "Notifications": "Thông báo",
    "Close": "Đóng",
    "Dismiss": "Bỏ qua",
    "Cancel": "Hủy",
    "Done": "Xong",
    "Link to heading": "Liên kết tới mục này",
    "(opens in new tab)": "(mở trong thẻ mới)",
    "(required)": "(bắt buộc)",
    "Help": "Giải thích",
    "Help for {}": "Giải thích: {}",
    # state of the connection and of the work
    "Running...": "Đang tính…",
    "Stop": "Dừng",
    "Stopping...": "Đang dừng…",
    "Connecting": "Đang kết nối",
    "Connecting...": "Đang kết nối…",
    "Connecting to Streamlit server": "Đang kết nối tới máy chủ",
    "Disconnected": "Mất kết nối",
    "Reconnected to server.": "Đã kết nối lại.",
    "Please wait...": "Xin chờ…",
    "Loading...": "Đang tải…",
    "Error": "Lỗi",
    "Network error": "Lỗi mạng",
    "Connection error": "Mất kết nối",
    "Connection timed out.": "Hết thời gian chờ kết nối.",
    "Connection failed with status {}.": "Không kết nối được (mã {}).",
    "Connection lost. Please wait for the app to reconnect, then try again.":
        "Mất kết nối. Xin chờ kết nối lại rồi thử lại.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
        "Máy chủ không trả lời. Trang sẽ tự kết nối lại; nếu lâu, hãy báo người quản trị.",
    "streamlit run yourscript.py": "Đang thử kết nối lại…",
    "This app has encountered an error. The original error message is redacted to prevent data leaks. "
    "Full error details have been recorded in the logs (if you're on Streamlit Cloud, click on 'Manage app' "
    "in the lower right of your app).":
        "Trang này gặp lỗi của chương trình. Chi tiết đã ghi vào nhật ký máy chủ; hãy báo người quản trị.",
    "Oh no.": "Có lỗi.",
    "Network issue": "Lỗi mạng",
    # choosing and typing
    "Choose an option": "Chọn một mục",
    "Choose options": "Chọn các mục",
    "Choose or add an option": "Chọn hoặc thêm một mục",
    "Choose or add options": "Chọn hoặc thêm các mục",
    "No options to select": "Không có mục nào",
    "No options to select.": "Không có mục nào.",
    "No results": "Không tìm thấy",
    "Select all": "Chọn tất cả",
    "Clear all": "Bỏ chọn tất cả",
    "Clear value": "Xóa lựa chọn",
    "Clear entry": "Xóa nội dung",
    "Open": "Mở",
    "Show suggestions": "Hiện gợi ý",
    "Suggestions": "Gợi ý",
    "Selected values": "Đã chọn",
    "Selectbox options": "Các mục",
    "Multiselect options": "Các mục",
    "Remove {}": "Bỏ {}",
    "{} option available.": "Có {} mục.",
    "{} options available.": "Có {} mục.",
    "{}, selected": "{}, đã chọn",
    "You can only select up to {} option. Remove an option first.":
        "Chỉ được chọn {} mục. Hãy bỏ một mục trước.",
    "You can only select up to {} options. Remove an option first.":
        "Chỉ được chọn {} mục. Hãy bỏ một mục trước.",
    "Press Enter to apply": "Nhấn Enter để áp dụng",
    "Press Enter to submit form": "Nhấn Enter để gửi",
    "Press Ctrl+Enter to apply": "Nhấn Ctrl+Enter để áp dụng",
    "Press Ctrl+Enter to submit form": "Nhấn Ctrl+Enter để gửi",
    "Press ⌘+Enter to apply": "Nhấn ⌘+Enter để áp dụng",
    "Press ⌘+Enter to submit form": "Nhấn ⌘+Enter để gửi",
    "Increment": "Tăng",
    "Decrement": "Giảm",
    "Show password": "Hiện mật khẩu",
    "Hide password": "Ẩn mật khẩu",
    "Error: Number is outside the allowed range. Please enter a value between {} and {}.":
        "Số ngoài khoảng cho phép. Hãy nhập từ {} đến {}.",
    "Error: Number is below the allowed range. Please enter a value greater than or equal to {}.":
        "Số quá nhỏ. Hãy nhập từ {} trở lên.",
    "Error: Number is above the allowed range. Please enter a value less than or equal to {}.":
        "Số quá lớn. Hãy nhập {} trở xuống.",
    "Invalid value.": "Giá trị không hợp lệ.",
    "Invalid input.": "Nội dung không hợp lệ.",
    # dates
    "Choose date": "Chọn ngày",
    "Choose date, {}": "Chọn ngày, {}",
    "Choose date range": "Chọn khoảng ngày",
    "Clear date": "Xóa ngày",
    "Selected Date: {}": "Ngày đã chọn: {}",
    "Today, {} selected": "Hôm nay, {}, đã chọn",
    "Today, {}": "Hôm nay, {}",
    "{} selected": "{}, đã chọn",
    "Previous month": "Tháng trước",
    "Next month": "Tháng sau",
    "Previous": "Trước",
    "Next": "Sau",
    "year": "năm",
    "month": "tháng",
    "day": "ngày",
    "year, {}": "năm, {}",
    "month, {}": "tháng, {}",
    "day, {}": "ngày, {}",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
        "Dùng phím mũi tên để chuyển ngày, Enter để chọn, Escape để đóng.",
    # files
    "Upload": "Chọn tệp",
    "file upload": "tải tệp lên",
    "Browse files": "Chọn tệp",
    "Add files": "Thêm tệp",
    "Drag and drop file here": "Kéo tệp vào đây",
    "Drag and drop files here": "Kéo các tệp vào đây",
    "Drag and drop a file here": "Kéo tệp vào đây",
    "Limit {}MB per file": "Mỗi tệp tối đa {} MB",
    "Limit {}MB per file • {}": "Mỗi tệp tối đa {} MB • {}",
    "{}MB per file": "Mỗi tệp tối đa {} MB",
    "{}MB per file • {}": "Mỗi tệp tối đa {} MB • {}",
    "Error:": "Lỗi:",
    "{} files are not allowed.": "Không nhận tệp loại {}.",
    "File must be {} or smaller.": "Tệp phải từ {} trở xuống.",
    "Only one file is allowed.": "Chỉ nhận một tệp.",
    "Too many files": "Quá nhiều tệp",
    "Upload failed": "Tải lên không được",
    "Click to retry upload": "Nhấn để tải lại",
    "Error uploading file": "Tải tệp lên không được",
    "add icon": "thêm",
    "Error deleting file": "Không xóa được tệp",
    "Unexpected error. Please try again.": "Có lỗi. Hãy thử lại.",
    "Showing page {} of {}": "Trang {} trên {}",
    "Download failed": "Tải về không được",
    # tables and charts
    "Show/hide columns": "Ẩn, hiện cột",
    "Download as CSV": "Tải về dạng CSV",
    "Search": "Tìm",
    "Type to search": "Gõ để tìm",
    "Fullscreen": "Toàn màn hình",
    "View fullscreen": "Toàn màn hình",
    "Close fullscreen": "Thoát toàn màn hình",
    "Exit fullscreen": "Thoát toàn màn hình",
    "Add row": "Thêm dòng",
    "Delete row(s)": "Xóa dòng",
    "Clear selection": "Bỏ chọn",
    "Sort ascending": "Xếp tăng dần",
    "Sort descending": "Xếp giảm dần",
    "Format": "Định dạng",
    "Autosize": "Vừa bề rộng",
    "Pin column": "Ghim cột",
    "Unpin column": "Bỏ ghim cột",
    "Hide column": "Ẩn cột",
    "Scrollable table": "Bảng cuộn được",
    "empty": "trống",
    "Copy to clipboard": "Sao chép",
    "Copied": "Đã sao chép",
    "Download plot as a PNG": "Tải hình PNG",
    "Zoom": "Phóng",
    "Pan": "Kéo",
    "Zoom in": "Phóng to",
    "Zoom out": "Thu nhỏ",
    "Autoscale": "Vừa khung",
    "Reset axes": "Về ban đầu",
    "Box Select": "Chọn khung",
    "Lasso Select": "Chọn vùng",
    "Metric": "Chỉ số",
    "progress": "tiến độ",
    "Feedback rating": "Đánh giá",
    "Thumbs up": "Tốt",
    "Thumbs down": "Chưa tốt",
}  # fmt: skip

ENGLISH = {
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
        "The server does not respond. The page will reconnect; if it takes long, tell the administrator.",
    "streamlit run yourscript.py": "Trying to reconnect…",
    "This app has encountered an error. The original error message is redacted to prevent data leaks. "
    "Full error details have been recorded in the logs (if you're on Streamlit Cloud, click on 'Manage app' "
    "in the lower right of your app).":
        "This page failed. The details are in the server's log; tell the administrator.",
}  # fmt: skip
"""On English pages: texts that Streamlit addresses to developers, reworded for users."""
