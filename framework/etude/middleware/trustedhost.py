"""Refuses requests whose Host header names none of the hosts that are served."""

from starlette.middleware.trustedhost import TrustedHostMiddleware as TrustedHostMiddleware
