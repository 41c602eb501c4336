"""An OpenID provider on this machine's loopback: discovery, rotating keys, and the code flow with PKCE."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt import PyJWS
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from tests.support.loopback import Call, Loopback, Reply

CLIENT = "quarterdeck-web"
API = "https://api.quarterdeck.example"


@dataclass(frozen=True)
class SigningKey:
    """A private key with its id and algorithm."""

    kid: str
    alg: str
    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    @staticmethod
    def new(alg: str = "RS256", bits: int = 2048) -> "SigningKey":
        if alg.startswith("ES"):
            return SigningKey(secrets.token_hex(4), alg, ec.generate_private_key(ec.SECP256R1()))
        return SigningKey(secrets.token_hex(4), alg, rsa.generate_private_key(65537, bits))

    @property
    def jwk(self) -> dict[str, Any]:
        if isinstance(self.private, rsa.RSAPrivateKey):
            public = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        else:
            public = ECAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        described = {name: value for name, value in public.items() if name != "key_ops"}
        return described | {"kid": self.kid, "alg": self.alg, "use": "sig"}


@dataclass(frozen=True)
class SomeoneSignedIn:
    """A person at the provider."""

    subject: str
    email: str
    email_verified: bool = True


class OidcProvider(Loopback):
    """Signs in whoever is its ``person``, without asking for a password."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = [SigningKey.new("RS256"), SigningKey.new("ES256")]
        self.person = SomeoneSignedIn("p-1", "ola@acme.example")
        self.overrides: dict[str, Any] = {}
        self._codes: dict[str, dict[str, str]] = {}

    @property
    def issuer(self) -> str:
        return self.origin

    @property
    def described(self) -> dict[str, Any]:
        """The provider as a setting of the installation names it."""
        return {"issuer": self.issuer, "audiences": [CLIENT, API], "client_id": CLIENT}

    def rotate(self, alg: str = "RS256") -> SigningKey:
        """Publish a new key in the place of all others, and sign with it."""
        self.keys = [SigningKey.new(alg)]
        return self.keys[0]

    def asked_for(self, path: str) -> int:
        return sum(call.path == path for call in self.calls)

    def claims(self, **changed: Any) -> dict[str, Any]:
        """Return what a good access token of the person says, with these changes; None takes one away."""
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "sub": self.person.subject,
            "aud": API,
            "iat": now,
            "exp": now + 300,
            "jti": secrets.token_hex(8),
        }
        return {name: value for name, value in (said | changed).items() if value is not None}

    def token(
        self, key: SigningKey | None = None, headers: Mapping[str, Any] | None = None, **changed: Any
    ) -> str:
        """Return a token with these changes to what it says, signed with a key of ours or another."""
        used = key or self.keys[0]
        said = json.dumps(self.claims(**changed)).encode()
        return PyJWS().encode(
            said, used.private, algorithm=used.alg, headers={"kid": used.kid, **(headers or {})}
        )

    def answer(self, call: Call) -> Reply:
        parts = urlsplit(call.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            return Reply(self._description())
        if parts.path == "/jwks":
            return Reply({"keys": [key.jwk for key in self.keys]})
        if parts.path == "/authorize":
            return self._authorize(query)
        if parts.path == "/token":
            return self._exchange({k: v[0] for k, v in parse_qs(call.body.decode()).items()})
        return Reply({"error": "not_found"}, 404)

    def _description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.origin}/jwks",
            "authorization_endpoint": f"{self.origin}/authorize",
            "token_endpoint": f"{self.origin}/token",
        }

    def _authorize(self, query: dict[str, str]) -> Reply:
        if query["client_id"] != CLIENT or query["code_challenge_method"] != "S256":
            return Reply({"error": "invalid_request"}, 400)
        code = secrets.token_urlsafe(16)
        self._codes[code] = query
        back = urlencode({"code": code, "state": query["state"]})
        return Reply({}, 302, headers={"Location": f"{query['redirect_uri']}?{back}"})

    def _exchange(self, form: dict[str, str]) -> Reply:
        asked = self._codes.pop(form["code"], None)
        hashed = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
        if not asked or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return Reply({"error": "invalid_grant"}, 400)
        person = {"email": self.person.email, "email_verified": self.person.email_verified}
        said = {"aud": CLIENT, "nonce": asked["nonce"], **person, **self.overrides}
        return Reply({"id_token": self.token(**said), "token_type": "Bearer", "access_token": self.token()})
