"""ODS, the workbooks of LibreOffice."""
