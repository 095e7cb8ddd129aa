"""XLSX and XLSM workbooks."""
