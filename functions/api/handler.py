"""The REST API."""

from quarterdeck.rest.app import RestApp

app = RestApp()
