"""Where knowledge and events come from besides meetings."""

from urllib.parse import quote

from cli.api.calls import Calls, Json, json_of


class OtherSources(Calls):
    def knowledge(self) -> Json:
        return self._get("/v1/knowledge")

    def sync_knowledge(self, kind: str) -> Json:
        """Wish for a sync. Repeated if need be: a second wish is at most a second sync."""
        url = f"{self._url}/v1/knowledge/sync"
        return json_of(self._transport.repeated("POST", url, json={"kind": kind}, headers=self._key))

    def add_webhook(self, webhook: Json) -> Json:
        """Return the webhook with its address. Never repeated, since every request makes one."""
        return self._post_once("/v1/webhooks", json=webhook)

    def rotate_webhook(self, webhook_id: str, secret: str) -> Json:
        """Return the webhook. Never repeated: the second time would retire the secret that held before."""
        url = f"{self._url}/v1/webhooks/{quote(webhook_id, safe='')}/secret"
        return json_of(self._transport.once("PUT", url, json={"secret": secret}, headers=self._key))

    def remove_webhook(self, webhook_id: str) -> Json:
        url = f"{self._url}/v1/webhooks/{quote(webhook_id, safe='')}"
        return json_of(self._transport.once("DELETE", url, headers=self._key))
