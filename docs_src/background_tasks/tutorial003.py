from etude import BackgroundTasks, Etude
from etude.responses import JSONResponse

app = Etude()


def write_notification(email: str):
    with open("log.txt", mode="a", encoding="utf-8") as log:
        log.write(f"To {email}: Your parcel has arrived\n")


@app.post("/send-notification/{email}", status_code=202)
async def send_notification(email: str):
    tasks = BackgroundTasks()
    tasks.add_task(write_notification, email)
    return JSONResponse({"message": "Accepted"}, status_code=202, background=tasks)
