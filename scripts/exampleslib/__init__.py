"""The parts of scripts/examples.py: what forms an example has, and how they are derived."""
