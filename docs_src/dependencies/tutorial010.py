class DBSession:
    def __enter__(self):
        print("session opened")
        return self

    def __exit__(self, kind, error, traceback):
        print("session closed")


async def get_db():
    with DBSession() as db:
        yield db
