"""``python -m pmo.probe``: exit with 0 if the web process of this container is ready, else with 1."""

import http.client
import os
import sys

from pmo.embedded.place import LOCAL


def is_ready(port: int, seconds: float = 4) -> bool:
    """Return whether ``/healthz/ready`` answers 200 within the time."""
    connection = http.client.HTTPConnection(LOCAL, port, timeout=seconds)
    try:
        connection.request("GET", "/healthz/ready")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_ready(int(os.environ.get("WEB_BIND", ":8000").rpartition(":")[2])) else 1)
