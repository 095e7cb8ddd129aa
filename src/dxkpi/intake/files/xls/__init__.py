"""XLS, the binary workbooks of Excel before 2007."""
