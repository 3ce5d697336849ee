"""Applications that declare their operations; Etude and FastAPI run the same source."""
