"""What commands print: lines and tables for people, JSON and CSV for machines. It may use workflows and the domain."""
