"""The files of the release over HTTP."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openspace.web.answers import has_already, takes_gzip
from openspace.web.assets import Asset, is_second_script
from openspace.web.problems import NoSuchPage
from openspace.web.site import site_of

FOREVER = "public, max-age=31536000, immutable"
NO_REQUESTS = "default-src 'none'"


async def static_file(request: Request) -> Response:
    """`GET /static/{release}/{path}`; what another release asks for leads to this one's."""
    assets = site_of(request).assets
    path = request.path_params["path"]
    asset = assets.get(path)
    if asset is None:
        raise NoSuchPage
    if request.path_params["release"] != assets.release:
        # It would bring the first of its own release with it, beside the one that asks.
        if is_second_script(path):
            raise NoSuchPage
        return RedirectResponse(assets.url(path), 302, headers={"cache-control": "no-store"})
    return _answer(request, asset)


def _answer(request: Request, asset: Asset) -> Response:
    is_packed = asset.gzipped is not None and takes_gzip(request)
    headers = headers_of(asset, is_packed=is_packed)
    if has_already(request, asset.etag):
        return Response(status_code=304, headers=headers)
    return Response(asset.gzipped if is_packed else asset.body, headers=headers)


def headers_of(asset: Asset, *, is_packed: bool) -> dict[str, str]:
    """All that is said of a file but its length. The policy is for who opens a drawing by itself."""
    headers = {
        "content-type": asset.media_type,
        "cache-control": FOREVER,
        "etag": asset.etag,
        "content-security-policy": NO_REQUESTS,
    }
    if asset.gzipped is not None:
        headers["vary"] = "accept-encoding"
    if is_packed:
        headers["content-encoding"] = "gzip"
    return headers
