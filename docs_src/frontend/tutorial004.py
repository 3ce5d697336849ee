from etude import APIRouter, Etude

router = APIRouter()


@router.get("/api/books")
async def read_books():
    return [{"title": "Night Train to the Coast"}]


router.frontend("/", directory="dist", fallback="index.html")

app = Etude()
app.include_router(router, prefix="/app")
