import sqlite3
import time
from contextlib import closing
from typing import Literal

from pydantic import BaseModel

MAX_ATTEMPTS = 3
LEASE_SECONDS = 60
TABLE = """
CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued',
    attempts INTEGER NOT NULL DEFAULT 0,
    claimed_at REAL NOT NULL DEFAULT 0,
    result TEXT
)
"""
NEXT = """
SELECT * FROM job WHERE state = 'queued' OR (state = 'running' AND claimed_at < ?)
ORDER BY id LIMIT 1
"""


class Job(BaseModel):
    id: int
    title: str
    state: Literal["queued", "running", "done", "failed"]
    attempts: int
    result: str | None = None


class Jobs:
    def __init__(self, path: str = "jobs.db"):
        self.path = path

    def connect(self):
        connection = sqlite3.connect(self.path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return closing(connection)

    def create_table(self) -> None:
        with self.connect() as connection:
            connection.execute(TABLE)

    def add(self, title: str) -> Job:
        with self.connect() as connection:
            cursor = connection.execute("INSERT INTO job (title) VALUES (?)", [title])
            return Job(
                id=cursor.lastrowid or 0, title=title, state="queued", attempts=0
            )

    def get(self, job_id: int) -> Job | None:
        with self.connect() as connection:
            row = connection.execute(
                "SELECT * FROM job WHERE id = ?", [job_id]
            ).fetchone()
        return Job(**row) if row else None

    def claim(self) -> Job | None:
        now = time.time()
        with self.connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            row = connection.execute(NEXT, [now - LEASE_SECONDS]).fetchone()
            if row:
                connection.execute(
                    "UPDATE job SET state = 'running', attempts = attempts + 1, claimed_at = ?"
                    " WHERE id = ?",
                    [now, row["id"]],
                )
            connection.execute("COMMIT")
        return self.get(row["id"]) if row else None

    def finish(self, job: Job, result: str) -> None:
        self.write(job, "done", result)

    def fail(self, job: Job, reason: str) -> None:
        self.write(job, "queued" if job.attempts < MAX_ATTEMPTS else "failed", reason)

    def write(self, job: Job, state: str, result: str) -> None:
        with self.connect() as connection:
            connection.execute(
                "UPDATE job SET state = ?, result = ? WHERE id = ? AND attempts = ?",
                [state, result, job.id, job.attempts],
            )
