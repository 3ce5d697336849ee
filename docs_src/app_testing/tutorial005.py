from etude import Etude, Request, Response, UploadFile
from etude.responses import RedirectResponse
from etude.testclient import TestClient

app = Etude()


@app.get("/")
async def read_root(request: Request, response: Response):
    visits = int(request.cookies.get("visits", 0)) + 1
    response.set_cookie("visits", str(visits))
    return {"visits": visits}


@app.get("/old")
async def read_old():
    return RedirectResponse("/")


@app.post("/files/")
async def count_words(file: UploadFile):
    text = (await file.read()).decode()
    return {"name": file.filename, "words": len(text.split())}


def test_a_client_keeps_cookies():
    client = TestClient(app, cookies={"visits": "4"})
    assert client.get("/").json() == {"visits": 5}
    assert client.get("/").json() == {"visits": 6}


def test_redirects_are_followed_unless_you_say_no():
    client = TestClient(app)
    assert client.get("/old").json() == {"visits": 1}

    response = client.get("/old", follow_redirects=False)
    assert response.status_code == 307
    assert response.headers["location"] == "/"


def test_files_are_sent_and_errors_become_answers():
    client = TestClient(app, raise_server_exceptions=False)
    poem = ("poem.txt", b"The sea is calm", "text/plain")
    response = client.post("/files/", files={"file": poem})
    assert response.json() == {"name": "poem.txt", "words": 4}

    response = client.post("/files/", files={"file": ("photo.jpg", b"\xff\xd8")})
    assert response.status_code == 500
