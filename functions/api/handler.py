"""The REST API."""

from quarterdeck.rest.app import rest_app

app = rest_app()
