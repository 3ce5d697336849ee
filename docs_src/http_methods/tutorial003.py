from etude import APIRouter, Etude

app = Etude(automatic_options=False)

reports = APIRouter(prefix="/reports", automatic_head=False)


@reports.get("/yearly")
async def compute_yearly_report():
    return {"turnover": sum(month * 1000 for month in range(1, 13))}


@app.get("/health")
async def read_health():
    return {"status": "up"}


app.include_router(reports)
