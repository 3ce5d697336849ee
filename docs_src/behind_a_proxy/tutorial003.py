from etude import Etude, Request

app = Etude(
    servers=[
        {"url": "https://stage.example.com", "description": "Staging"},
        {"url": "https://shop.example.com", "description": "Production"},
    ],
    root_path="/api/v1",
)


@app.get("/app")
def read_main(request: Request):
    return {"message": "Hello World", "root_path": request.scope.get("root_path")}
