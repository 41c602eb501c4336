"""The organisation: its people, and how they and their programs come in."""

from urllib.parse import quote

from cli.api.calls import Calls, Json, json_of


class People(Calls):
    def me(self) -> Json:
        return self._get("/v1/me")

    def describe_me(self, person: Json) -> Json:
        return self._sent("PUT", "/v1/me", person)

    def sign_up(self, wish: Json) -> Json:
        """Ask for an organisation; no key goes with it. Repeated if need be: the same twice is one."""
        return json_of(self._transport.repeated("POST", f"{self._url}/v1/signup", json=wish))

    def come_in(self, door: str, said: Json) -> Json:
        """Use a code at its door, once; no key goes with it."""
        return json_of(self._transport.once("POST", f"{self._url}/v1/{door}", json=said))

    def invite(self, email: str, role: str) -> Json:
        """Return the invitation. Repeated if need be: the same twice is one."""
        return self._sent("POST", "/v1/invitations", {"email": email, "role": role})

    def change_role(self, subject: str, role: str) -> Json:
        return self._sent("PUT", f"/v1/members/{quote(subject, safe='')}/role", {"role": role})

    def move_member(self, subject: str, deed: str) -> Json:
        """Deactivate or reactivate a member."""
        return self._sent("POST", f"/v1/members/{quote(subject, safe='')}/{deed}", {})

    def create_key(self, wish: Json) -> Json:
        """Return the new key. Never repeated, since every request makes one."""
        return json_of(self._transport.once("POST", f"{self._url}/v1/keys", json=wish, headers=self._key))

    def revoke_key(self, key_id: str) -> Json:
        """Take a key out of use. Never repeated: a second request would find none."""
        url = f"{self._url}/v1/keys/{quote(key_id, safe='')}"
        return json_of(self._transport.once("DELETE", url, headers=self._key))
