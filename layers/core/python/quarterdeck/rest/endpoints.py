"""All endpoints of the API: what the infrastructure and its description are made from."""

from quarterdeck.rest import health
from quarterdeck.rest.endpoint import Endpoint
from quarterdeck.rest.subjects import ELSEWHERE, SUBJECTS, endpoints, methods

ENDPOINTS: tuple[Endpoint, ...] = tuple(each for subject in SUBJECTS for each in endpoints(subject))

DESCRIBED: tuple[Endpoint, ...] = (*ENDPOINTS, health.READY)
"""Those, and what a function of its own serves."""

PATHS = methods(each for subject in SUBJECTS if subject in ELSEWHERE for each in endpoints(subject))
"""The methods of each path that pages elsewhere may call."""
