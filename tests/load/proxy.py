"""nginx as the load balancer of a test."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_CONFIGURATION = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream bot {{ {servers} keepalive 32; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://bot; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_next_upstream error timeout http_503 non_idempotent;
    }}
  }}
}}
"""


def binary() -> str | None:
    """nginx, if it is installed."""
    return shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


@contextmanager
def nginx(folder: Path, port: int, behind: Sequence[int]) -> Iterator[None]:
    """A load balancer over these ports, until the block ends."""
    program = binary()
    if program is None:
        raise SystemExit("nginx is not installed: apt-get install nginx-light")
    servers = " ".join(f"server 127.0.0.1:{each} max_fails=0;" for each in behind)
    configuration = folder / "nginx.conf"
    configuration.write_text(_CONFIGURATION.format(folder=folder, port=port, servers=servers))
    folder.chmod(0o755)
    process = subprocess.Popen([program, "-c", str(configuration), "-e", str(folder / "error.log")])
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)
