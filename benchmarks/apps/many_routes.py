"""What the applications with 500 routes have in common: how many, and their paths."""

ROUTERS, COUNT = 20, 500


def router_path(router: int) -> str:
    """Return what all paths in a router begin with."""
    return f"/area{router}"


def own_path(number: int) -> str:
    """Return the path of a route, as its router sees it."""
    return f"/things{number}/{{thing_id}}"


def path(number: int) -> str:
    """Return the whole path of a route."""
    return router_path(number % ROUTERS) + own_path(number)
