from etude import BackgroundTasks, Etude

app = Etude()


def write_notification(email: str, message: str = ""):
    with open("log.txt", mode="a", encoding="utf-8") as log:
        log.write(f"To {email}: {message}\n")


@app.post("/send-notification/{email}")
async def send_notification(email: str, background_tasks: BackgroundTasks):
    background_tasks.add_task(
        write_notification, email, message="Your parcel has arrived"
    )
    return {"message": "The notification will be sent"}
