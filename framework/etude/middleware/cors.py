"""Answers what browsers ask before they let a page of another origin send a request."""

from starlette.middleware.cors import CORSMiddleware as CORSMiddleware
