"""The SQLAlchemy tables. They never leave the store."""
