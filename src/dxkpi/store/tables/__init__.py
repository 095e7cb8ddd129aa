"""The SQLModel table classes. They never leave the store."""
