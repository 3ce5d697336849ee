"""What the dependencies of W5 open and close."""

from typing import Dict


class Settings:
    """The settings of an application, for as long as a request needs them."""

    def __init__(self) -> None:
        self.largest_page = 100
        self.users: Dict[str, str] = {"secret-of-ada": "ada"}

    def close(self) -> None:
        """Let go of what was opened."""
        self.users = {}
