"""The files of the release over HTTP."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openspace.web.answers import takes_gzip
from openspace.web.assets import Asset
from openspace.web.problems import NoSuchPage
from openspace.web.site import site_of

FOREVER = "public, max-age=31536000, immutable"


async def static_file(request: Request) -> Response:
    """`GET /static/{release}/{path}`; what another release asks for leads to this one's."""
    assets = site_of(request).assets
    path = request.path_params["path"]
    asset = assets.get(path)
    if asset is None:
        raise NoSuchPage
    if request.path_params["release"] != assets.release:
        return RedirectResponse(assets.url(path), 302, headers={"cache-control": "no-store"})
    return _answer(request, asset)


def _answer(request: Request, asset: Asset) -> Response:
    headers = {"cache-control": FOREVER}
    if asset.gzipped is None:
        return Response(asset.body, media_type=asset.media_type, headers=headers)
    headers["vary"] = "accept-encoding"
    if takes_gzip(request):
        return Response(asset.gzipped, media_type=asset.media_type, headers={**headers, "content-encoding": "gzip"})
    return Response(asset.body, media_type=asset.media_type, headers=headers)
