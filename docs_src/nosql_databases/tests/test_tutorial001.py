from etude.testclient import TestClient

MILA = {"username": "mila", "email": None, "full_name": "Mila Sato", "disabled": None}


def test_a_user_is_read_without_the_hash_of_the_password(client):
    response = client.get("/users/mila")

    assert response.status_code == 200
    assert response.json() == MILA


def test_an_unknown_user_is_not_found(client):
    response = client.get("/users/noor")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_any_store_with_the_same_method_may_take_its_place(app, module):
    class NightStore:
        async def read(self, username):
            return module.UserInDB(username=username, disabled=True, hashed_password="")

    app.dependency_overrides[module.get_store] = NightStore

    assert TestClient(app).get("/users/noor").json() == {
        "username": "noor",
        "email": None,
        "full_name": None,
        "disabled": True,
    }


def test_the_name_of_a_document_says_what_it_is(module):
    assert list(module.store.documents) == ["userprofile::mila"]
