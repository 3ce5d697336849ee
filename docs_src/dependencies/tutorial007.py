class DBSession:
    def close(self):
        print("session closed")


async def get_db():
    db = DBSession()
    try:
        yield db
    finally:
        db.close()
