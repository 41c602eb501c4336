"""``.venv/peers/bin/python bench/litellm_caller.py URL``: as ``bench.gateway_caller``, through litellm's own router.

It runs in the peers' environment, so it imports nothing of this repository. The router does what is compared: a
typed answer of a schema from one deployment, with retries, a timeout and its cost.
"""

import json
import sys
import time

import litellm
from pydantic import BaseModel

EVIDENCE = "\n".join(
    f"e{number}: We would want a pilot before we sign for all eighty seats." for number in range(40)
)
PROMPT = [
    {"role": "system", "content": "Answer from the evidence."},
    {"role": "user", "content": f"{EVIDENCE}\n\nWhat did they ask for?"},
]


class Finding(BaseModel):
    claim: str
    evidence: list[str]


def main() -> None:
    """Answer each line with a time."""
    parameters = {"model": "openai/gpt-4.1-mini", "api_base": sys.argv[1], "api_key": "none", "timeout": 30}
    deployment = {"model_name": "writer", "litellm_params": parameters}
    router = litellm.Router(model_list=[deployment], num_retries=2)
    for _ in sys.stdin:
        began = time.perf_counter()
        reply = router.completion("writer", PROMPT, response_format=Finding, max_completion_tokens=500)
        Finding.model_validate(json.loads(reply.choices[0].message.content))
        print((time.perf_counter() - began) * 1000, flush=True)


if __name__ == "__main__":
    main()
