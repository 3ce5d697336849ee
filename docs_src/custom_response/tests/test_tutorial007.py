import anyio


def test_the_lines_are_sent_as_csv(client):
    response = client.get("/")

    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "content-length" not in response.headers
    assert response.text == "number,square\n1,1\n2,4\n3,9\n"


def test_others_have_their_turn_between_lines(module):
    turns = []

    async def take_turns():
        while True:
            turns.append("other")
            await anyio.sleep(0)

    async def read_lines():
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(take_turns)
            async for line in module.squares():
                turns.append(line)
            tasks.cancel_scope.cancel()

    anyio.run(read_lines)

    between = turns[turns.index("1,1\n") + 1 : turns.index("2,4\n")]
    assert set(between) == {"other"}
