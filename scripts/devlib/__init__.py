"""What ``./scripts/serve`` and ``./scripts/test`` share.

These modules run before anything is installed, so they use the standard library only and
start on every Python from 3.8. What they make lies in the ignored folder ``.cache/``.
"""
