from etude import Etude, Response

app = Etude()


@app.get("/legacy/")
def read_legacy_data():
    data = """<?xml version="1.0" encoding="UTF-8"?>
<order number="4711">
  <item amount="2">Lamp</item>
</order>
"""
    return Response(content=data, media_type="application/xml")
