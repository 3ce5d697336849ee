from etude import Etude

my_awesome_api = Etude()


@my_awesome_api.get("/")
async def root():
    return {"message": "Hello World"}
