from typing import Annotated

from etude import BackgroundTasks, Depends, Etude

app = Etude()


def write_log(line: str):
    with open("log.txt", mode="a", encoding="utf-8") as log:
        log.write(f"{line}\n")


def get_query(background_tasks: BackgroundTasks, q: str | None = None):
    if q:
        background_tasks.add_task(write_log, f"Somebody asked for {q}")
    return q


@app.post("/send-notification/{email}")
async def send_notification(
    email: str,
    background_tasks: BackgroundTasks,
    q: Annotated[str | None, Depends(get_query)],
):
    background_tasks.add_task(write_log, f"Tell {email} about {q or 'everything'}")
    return {"message": "The notification will be sent"}
