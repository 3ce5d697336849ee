from etude import Etude, Response

app = Etude()

readings = [{"hour": hour, "degrees": 12 + hour % 7} for hour in range(24)]


@app.get("/readings/export", response_class=Response)
async def export_readings():
    lines = [f"{reading['hour']},{reading['degrees']}" for reading in readings]
    return Response("\n".join(["hour,degrees", *lines]), media_type="text/csv")


@app.head("/readings/export", include_in_schema=False)
async def count_readings():
    response = Response(media_type="text/csv")
    response.headers["X-Total-Count"] = str(len(readings))
    del response.headers["Content-Length"]
    return response


@app.options("/readings/export", include_in_schema=False)
async def describe_export():
    return {"columns": ["hour", "degrees"]}
