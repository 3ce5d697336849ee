from urllib.request import parse_http_list, parse_keqv_list

from etude import Depends, Etude, HTTPException
from etude.security import HTTPAuthorizationCredentials, HTTPDigest

app = Etude()

digest_scheme = HTTPDigest()


@app.get("/me")
async def read_me(
    credentials: HTTPAuthorizationCredentials = Depends(digest_scheme),
):
    try:
        fields = parse_keqv_list(parse_http_list(credentials.credentials))
    except ValueError:
        raise HTTPException(
            status_code=400, detail="Malformed Digest credentials"
        ) from None
    return {"scheme": credentials.scheme, "fields": fields}
