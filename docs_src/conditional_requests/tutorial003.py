from datetime import datetime, timezone

from etude import Depends, Etude, Response
from etude.conditional import Preconditions

app = Etude()

timetable = {"line": "7", "departures": ["06:12", "06:42", "07:12"]}
changed_at = datetime(2026, 5, 4, 12, 30, tzinfo=timezone.utc)


@app.get("/timetable")
async def read_timetable(response: Response, preconditions: Preconditions = Depends()):
    response.headers["Cache-Control"] = "max-age=60"
    preconditions.check(last_modified=changed_at)
    return timetable
