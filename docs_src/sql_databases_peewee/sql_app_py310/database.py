from contextvars import ContextVar
from typing import Any

from peewee import SqliteDatabase, _ConnectionState

values: ContextVar[dict[str, Any]] = ContextVar("values")


class ConnectionState(_ConnectionState):
    def __init__(self) -> None:
        values.set({})
        super().__init__()

    def __setattr__(self, name: str, value: Any) -> None:
        values.get()[name] = value

    def __getattr__(self, name: str) -> Any:
        try:
            return values.get()[name]
        except KeyError:
            raise AttributeError(name) from None


class ContextDatabase(SqliteDatabase):
    def __init__(self, name: str) -> None:
        super().__init__(name, check_same_thread=False, pragmas={"foreign_keys": 1})
        self._state = ConnectionState()

    def reset_state(self) -> None:
        values.set({})
        self._state.reset()


db = ContextDatabase("people.db")
