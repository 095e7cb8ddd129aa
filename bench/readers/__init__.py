"""Readers of the overview, in browsers and without: how long they wait and what they cost the server."""
