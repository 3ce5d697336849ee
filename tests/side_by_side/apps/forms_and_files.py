"""Forms, models of forms, files."""

from typing import Annotated, Optional

from pydantic import BaseModel, ConfigDict, Field

from exchanges import Declarations, get, post, raw, request
from subject import App, Body, Depends, File, Form, Query, Request, UploadFile

app = App()


@app.post("/login")
def login(username: Annotated[str, Form()], password: Annotated[str, Form(min_length=3)]):
    return [username, password]


@app.post("/one")
def one(u: str = Form()):
    return u


@app.post("/kinds")
def kinds(
    n: Annotated[int, Form(gt=1, title="N", description="A number", examples=[3])],
    flag: Annotated[bool, Form()] = False,
    note: Annotated[Optional[str], Form(alias="no-te")] = None,
    text: Annotated[str, Form()] = "d",
):
    return [n, flag, note, text]


@app.post("/list")
def several(u: Annotated[list[int], Form()]):
    return u


@app.post("/list-of-text")
def several_texts(u: Annotated[list[str], Form()] = []):
    return u


@app.post("/set")
def of_set(u: Annotated[set[str], Form()]):
    return sorted(u)


@app.get("/get")
def with_get(u: Annotated[str, Form()] = "none"):
    return u


@app.post("/with-others/{p}")
def with_others(p: int, u: Annotated[str, Form()], q: Annotated[int, Query()]):
    return [p, u, q]


@app.post("/form-and-body")
def form_and_body(u: Annotated[str, Form()], n: Annotated[int, Body()]):
    return [u, n]


class Login(BaseModel):
    username: str
    password: str
    age: Optional[int] = None
    tags: list[str] = []


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")
    username: str
    full_name: str = Field("x", alias="fullName")


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    username: str = "u"


@app.post("/model")
def model(data: Annotated[Login, Form()]):
    return data


@app.post("/model-style")
def model_style(data: Login = Form(title="T", description="D")):
    return data


@app.post("/model-strict")
def model_strict(data: Annotated[Strict, Form()]):
    return data


@app.post("/model-open")
def model_open(data: Annotated[Open, Form()]):
    return data


@app.post("/model-optional")
def model_optional(data: Annotated[Optional[Login], Form()] = None):
    return data


@app.post("/model-beside")
def model_beside(data: Annotated[Login, Form()], other: Annotated[int, Form()]):
    return [data, other]


@app.post("/models")
def models(a: Annotated[Login, Form()], b: Annotated[Open, Form()]):
    return [a, b]


def form_dependency(u: Annotated[str, Form()]):
    return u.upper()


@app.post("/dependency")
def dependency(upper: Annotated[str, Depends(form_dependency)], u: Annotated[str, Form()] = "x"):
    return [upper, u]


# Files


@app.post("/upload")
async def upload(u: UploadFile):
    return [u.filename, u.content_type, u.size, (await u.read()).decode()]


@app.post("/upload-sync")
def upload_sync(u: Annotated[UploadFile, File(description="A file", title="The file")]):
    return [u.filename, u.file.read().decode(), dict(u.headers)]


@app.post("/bytes")
def of_bytes(u: Annotated[bytes, File()]):
    return u.decode()


@app.post("/bytes-optional")
def of_bytes_optional(u: Annotated[Optional[bytes], File()] = None):
    return u


@app.post("/bytes-short")
def of_bytes_short(u: Annotated[bytes, File(max_length=2)]):
    return u


@app.post("/upload-optional")
def upload_optional(u: Optional[UploadFile] = None):
    return u and u.filename


@app.post("/uploads")
def uploads(u: list[UploadFile]):
    return [upload.filename for upload in u]


@app.post("/uploads-marked")
def uploads_marked(u: Annotated[list[UploadFile], File(description="Many")]):
    return [upload.filename for upload in u]


@app.post("/uploads-default")
def uploads_default(u: Annotated[list[UploadFile], File()] = []):
    return len(u)


@app.post("/list-of-bytes")
def list_of_bytes(u: Annotated[list[bytes], File()]):
    return [len(content) for content in u]


@app.post("/file-and-form")
def file_and_form(
    file: Annotated[bytes, File()], upload: UploadFile, token: Annotated[str, Form()]
):
    return [len(file), upload.filename, token]


@app.post("/alias")
def alias(u: Annotated[UploadFile, File(alias="the-file")]):
    return u.filename


class Upload(BaseModel):
    name: str
    file: UploadFile
    more: list[UploadFile] = []


@app.post("/model-file")
def model_file(data: Annotated[Upload, File()]):
    return [data.name, data.file.filename, len(data.more)]


@app.post("/form-request")
async def form_request(request: Request):
    form = await request.form()
    return [
        [key, value if isinstance(value, str) else value.filename]
        for key, value in form.multi_items()
    ]


MULTIPART = "multipart/form-data; boundary=b"


def part(name, content, more="", end="--b--\r\n"):
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{content}\r\n{end}'


FILE = {"u": ("a.txt", b"abc", "text/plain")}


@app.post("/form-and-optional-model")
def form_and_optional_model(u: Annotated[str, Form()], data: Optional[Login] = None):
    return [u, data]


REQUESTS = [
    post("/form-and-optional-model", data={"u": "a"}),
    post("/login", data={"username": "u", "password": "secret"}),
    post("/login", data={"username": "", "password": "p"}),
    post("/login", data={}),
    post("/login"),
    post("/login", json={"username": "u", "password": "secret"}),
    post("/login", "text", **raw("username=u", "text/plain")),
    post("/login", files={"username": (None, "u"), "password": (None, "secret")}),
    post("/login", data={"username": "a b", "password": "é&="}),
    post(
        "/login",
        "twice",
        **raw("username=a&username=b&password=abc", "application/x-www-form-urlencoded"),
    ),
    post(
        "/login",
        "bad UTF-8",
        **raw("username=%FF&password=%zzz", "application/x-www-form-urlencoded"),
    ),
    post(
        "/login",
        "charset",
        **raw("username=a&password=abc", "application/x-www-form-urlencoded; charset=utf-8"),
    ),
    post(
        "/login", "capitals", **raw("username=a&password=abc", "Application/X-WWW-Form-Urlencoded")
    ),
    post("/login", files={"username": ("a.txt", b"abc"), "password": (None, "abc")}),
    post("/one", data={"u": "x"}),
    post("/one", data={"u": ""}),
    post("/kinds", data={"n": "3"}),
    post("/kinds", data={"n": "x", "flag": "maybe"}),
    post("/kinds", data={"n": "1", "flag": "", "no-te": "", "text": ""}),
    post("/kinds", data={"n": "3", "flag": "on", "no-te": "note", "text": "t"}),
    post("/list", data={"u": ["1", "2"]}),
    post("/list", data={"u": "1"}),
    post("/list", data={"u": ["x", "2"]}),
    post("/list"),
    post("/list-of-text", data={"u": ""}),
    post("/list-of-text"),
    post("/list-of-text", data={"u": ["a", ""]}),
    post("/set", data={"u": ["a", "a", "b"]}),
    get("/get"),
    request("GET", "/get", "with a form", **raw("u=1", "application/x-www-form-urlencoded")),
    post("/with-others/1?q=2", data={"u": "x"}),
    post("/with-others/z"),
    post("/form-and-body", data={"u": "x", "n": "3"}),
    post("/form-and-body", data={"u": "x", "n": "z"}),
    post("/form-and-body", json={"u": "x", "n": "3"}),
    post("/model", data={"username": "u", "password": "p"}),
    post("/model", data={"username": "u", "age": "", "password": ""}),
    post(
        "/model", data={"username": "u", "password": "p", "age": "x", "tags": ["a", "b"], "z": "1"}
    ),
    post("/model"),
    post("/model", files={"username": (None, "u"), "password": (None, "p")}),
    post("/model", json={"username": "u", "password": "p"}),
    post("/model-style", data={"username": "u"}),
    post("/model-strict", data={"username": "u", "fullName": "f"}),
    post("/model-strict", data={"username": "u", "full_name": "f", "zz": ["1", "2"]}),
    post("/model-open", data={"username": "u", "zz": ["1", "2"], "y": "3"}),
    post("/model-optional"),
    post("/model-optional", data={"zz": "1"}),
    post("/model-optional", data={"username": "u"}),
    post("/model-optional", data={"username": "u", "password": "p"}),
    post("/model-beside", data={"username": "u", "password": "p", "other": "3"}),
    post("/model-beside", data={"username": "u"}),
    post("/models", data={"username": "u", "password": "p"}),
    post("/dependency", data={"u": "x"}),
    post("/dependency"),
    post("/upload", files=FILE),
    post("/upload", files={"u": ("é.txt", b"", "text/plain")}),
    post("/upload", files={"u": ("../../etc/p", b"x")}),
    post("/upload", data={"u": "text"}),
    post("/upload"),
    post("/upload", json={"u": 1}),
    post("/upload", files=[("u", ("a.txt", b"1")), ("u", ("b.txt", b"2"))]),
    post("/upload", "without a filename", **raw(part("u", "abc"), MULTIPART)),
    post("/upload", "empty filename", **raw(part("u", "", '; filename=""'), MULTIPART)),
    post("/upload", "without a type", **raw(part("u", "abc", '; filename="f"'), MULTIPART)),
    post("/upload-sync", files=FILE),
    post("/upload-sync"),
    post("/bytes", files=FILE),
    post("/bytes", files={"u": (None, "text")}),
    post("/bytes", files={"u": ("empty", b"")}),
    post("/bytes", data={"u": "text"}),
    post("/bytes"),
    post("/bytes-optional"),
    post("/bytes-optional", files=FILE),
    post("/bytes-short", files=FILE),
    post("/upload-optional"),
    post("/upload-optional", files=FILE),
    post("/upload-optional", "empty filename", **raw(part("u", "", '; filename=""'), MULTIPART)),
    post("/uploads", files=[("u", ("a.txt", b"1")), ("u", ("b.txt", b"2"))]),
    post("/uploads", files=FILE),
    post("/uploads"),
    post("/uploads", data={"u": "text"}),
    post("/uploads", "empty filename", **raw(part("u", "", '; filename=""'), MULTIPART)),
    post("/uploads-marked", files=FILE),
    post("/uploads-default"),
    post("/list-of-bytes", files=[("u", ("a.txt", b"1")), ("u", ("b.txt", b"22"))]),
    post("/file-and-form", files={"file": b"abc", "upload": ("b.txt", b"x")}, data={"token": "t"}),
    post("/file-and-form", data={"token": "t"}),
    post("/file-and-form"),
    post("/alias", files={"the-file": ("a.txt", b"x")}),
    post("/alias", files=FILE),
    post("/model-file", files={"file": ("a.txt", b"x")}, data={"name": "n"}),
    post("/model-file", data={"name": "n"}),
    post(
        "/model-file",
        "many",
        files=[("file", ("a", b"x")), ("more", ("b", b"x")), ("more", ("c", b"x"))],
        data={"name": "n"},
    ),
    post("/form-request", files=FILE, data={"a": "1"}),
    post("/form-request", data={"a": ["1", "2"], "b": ""}),
    post("/upload", "without a boundary", **raw("x", "multipart/form-data")),
    post("/upload", "garbage", **raw("garbage", MULTIPART)),
    post("/upload", "unterminated", **raw(part("u", "abc", '; filename="f"', ""), MULTIPART)),
    post(
        "/upload",
        "a part without a name",
        **raw("--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n", MULTIPART),
    ),
    post("/one", "a part of 2 MiB", files={"u": (None, "x" * 2**21)}),
    post(
        "/one",
        "1001 fields",
        **raw("&".join(f"f{n}=1" for n in range(1001)), "application/x-www-form-urlencoded"),
    ),
]

DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(AssertionError)
def a_default_inside_annotated():
    @App().post("/")
    def endpoint(u: Annotated[str, Form("x")] = "y"): ...


@DECLARATIONS.refused_with(AssertionError)
def a_form_and_a_model():
    @App().post("/")
    def endpoint(u: Annotated[str, Form()], data: Login): ...


@DECLARATIONS.refused_with(AssertionError)
def an_upload_in_a_json_body():
    @App().post("/")
    def endpoint(u: Annotated[UploadFile, Body()]): ...
