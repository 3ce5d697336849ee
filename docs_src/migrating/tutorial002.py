from tutorial002_framework import APIRouter, App

router = APIRouter()


@router.get("/which")
def read_framework():
    return {"framework": App.__name__}


app = App()
app.include_router(router)
