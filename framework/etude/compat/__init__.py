"""Running on Etude what was written for another framework."""
