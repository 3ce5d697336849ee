"""Compiles plans into handlers and runs them: no annotation and no marker is looked at here."""
