from etude import Etude
from etude.openapi.docs import (
    get_redoc_html,
    get_swagger_ui_html,
    get_swagger_ui_oauth2_redirect_html,
)

CDN = "https://unpkg.com"

app = Etude(docs_url=None, redoc_url=None)


@app.get("/docs", include_in_schema=False)
async def read_swagger_ui():
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title=f"{app.title} - Swagger UI",
        oauth2_redirect_url=app.swagger_ui_oauth2_redirect_url,
        swagger_js_url=f"{CDN}/swagger-ui-dist@5/swagger-ui-bundle.js",
        swagger_css_url=f"{CDN}/swagger-ui-dist@5/swagger-ui.css",
    )


@app.get("/docs/oauth2-redirect", include_in_schema=False)
async def read_oauth2_redirect():
    return get_swagger_ui_oauth2_redirect_html()


@app.get("/redoc", include_in_schema=False)
async def read_redoc():
    return get_redoc_html(
        openapi_url="/openapi.json",
        title=f"{app.title} - ReDoc",
        redoc_js_url=f"{CDN}/redoc@2/bundles/redoc.standalone.js",
        with_google_fonts=False,
    )


@app.get("/users/{username}")
async def read_user(username: str):
    return {"message": f"Hello {username}"}
