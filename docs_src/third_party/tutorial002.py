from etude import Etude


async def admin(scope, receive, send):
    assert scope["type"] == "http"
    body = f"Administration of {scope['root_path']}".encode()
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


app = Etude()
app.mount("/admin", admin)


@app.get("/")
def read_root():
    return {"message": "Hello World"}
