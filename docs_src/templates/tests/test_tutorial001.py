def test_a_page_links_to_the_operation_and_to_the_style_sheet(client):
    response = client.get("/items/fern")

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<a href="http://testserver/items/fern">Plant fern</a>' in response.text
    assert 'href="http://testserver/static/styles.css"' in response.text


def test_the_style_sheet_is_served(client):
    response = client.get("/static/styles.css")

    assert response.text == "h1 { color: darkgreen; }\n"


def test_values_are_escaped(client):
    response = client.get("/items/<b>fern")

    assert "Plant &lt;b&gt;fern" in response.text
    assert "<b>" not in response.text


def test_a_test_sees_the_template_and_its_context(client):
    response = client.get("/items/fern")

    assert response.template.name == "item.html"
    assert response.context["id"] == "fern"
