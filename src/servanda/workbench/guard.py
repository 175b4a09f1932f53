"""The door: which requests come in at all, and the headers that keep pages from reaching out.

Another web site must not read or change a ledger through its visitor's browser. So the host must
be ours by name (a foreign name that resolves to this machine is refused), every request must show
the token that was printed at the start, and a change must carry it in its form as well and come
from our own origin.
"""

import hmac
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servanda.workbench.options import Options

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
OPEN = "/static/"
FORM_OVERHEAD = 100_000  # bytes of a form around its file


class TooManyBytesError(Exception):
    """More bytes came than are taken."""


class Guard:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app = app
        self.options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it at the door."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        turned_away = self._answer(request)
        outgoing = _with_headers(send, private=not request.url.path.startswith(OPEN))
        if turned_away is not None:
            await turned_away(scope, receive, outgoing)
            return
        limit = self.options.max_bytes + FORM_OVERHEAD
        try:
            await self.app(scope, _bounded(receive, limit), outgoing)
        except TooManyBytesError:
            mega = self.options.max_bytes // 1_000_000
            answer = PlainTextResponse(
                f"Larger than {mega} MB. Split it into documents, or add it on the command line "
                "with --max-mb.\n", status_code=413,
            )  # fmt: skip
            await answer(scope, receive, outgoing)

    def _answer(self, request: Request) -> Response | None:
        """Return the answer to a request that does not come in, or None."""
        if request.headers.get("host", "").lower() not in self.options.hosts:
            return PlainTextResponse(
                f"This workbench answers at http://127.0.0.1:{self.options.port} only.\n",
                status_code=403,
            )
        if request.url.path.startswith(OPEN):
            return None
        if not self._foreign(request):
            if "token" in request.query_params and request.method == "GET":
                return self._admit(request)
            if self.known(request):
                return None
        return PlainTextResponse(
            "Open the address that servanda serve printed; it holds the token for this page.\n",
            status_code=403,
        )

    def known(self, request: Request) -> bool:
        """Say whether a request shows the token, in its cookie or as a bearer."""
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        return self._is_token(request.cookies.get(self.options.cookie, "")) or self._is_token(
            bearer
        )

    def _admit(self, request: Request) -> Response | None:
        """Turn a right token in the address into a cookie, so that it leaves the address."""
        if not self._is_token(request.query_params["token"]):
            return None if self.known(request) else PlainTextResponse(
                "This token is of another start of servanda serve; open the address that it "
                "printed last.\n", status_code=403,
            )  # fmt: skip
        rest = urlencode([(k, v) for k, v in request.query_params.multi_items() if k != "token"])
        answer = RedirectResponse(local(request.url.path) + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(
            self.options.cookie, self.options.token, httponly=True, samesite="strict", path="/"
        )
        return answer

    def _foreign(self, request: Request) -> bool:
        """Say whether a browser tells that the request was made by another site's page."""
        origin = request.headers.get("origin")
        if origin is not None and origin not in {f"http://{h}" for h in self.options.hosts}:
            return True
        return request.headers.get("sec-fetch-site") in ("cross-site", "same-site") and (
            request.method != "GET"
        )

    def _is_token(self, text: str) -> bool:
        return same_token(text, self.options.token)


def same_token(given: object, token: str) -> bool:
    """Compare a token in constant time; anything but text is none."""
    return isinstance(given, str) and hmac.compare_digest(given.encode(), token.encode())


def local(path: str) -> str:
    """Return a path that stays on this server; `//elsewhere` would not."""
    return "/" + path.lstrip("/\\")


def _with_headers(send: Send, *, private: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: Mapping[str, str] = HEADERS
            kept = [(k.encode(), v.encode()) for k, v in headers.items()]
            kept.append((b"cache-control", b"no-store" if private else b"max-age=3600"))
            message["headers"] = [*message.get("headers", []), *kept]
        await send(message)

    return sending


def _bounded(receive: Receive, limit: int) -> Receive:
    """Return a receiver that counts the bytes of a body and raises an error beyond a limit."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b"")) if message["type"] == "http.request" else 0
        if taken > limit:
            raise TooManyBytesError
        return message

    return receiving
