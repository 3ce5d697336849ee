from etude import Etude, Response, status

app = Etude()

tasks = {"water": "Water the plants"}


@app.put(
    "/get-or-create-task/{task_id}",
    status_code=200,
    responses={201: {"description": "Task created"}},
)
def get_or_create_task(task_id: str, response: Response):
    if task_id not in tasks:
        tasks[task_id] = "A new task"
        response.status_code = status.HTTP_201_CREATED
    return tasks[task_id]
