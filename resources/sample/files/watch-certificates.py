"""Warn 30, 14 and 3 days before a certificate ends, and when an address does not answer."""

import datetime
import pathlib
import socket
import ssl

WARN_DAYS = (30, 14, 3)


def days_left(host: str, port: int) -> int:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=host) as line,
    ):
        certificate = line.getpeercert() or {}
        ends = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    return (datetime.datetime.fromtimestamp(ends) - datetime.datetime.now()).days


for row in pathlib.Path("certificates.txt").read_text().splitlines():
    if not row or row.startswith("#"):
        continue
    host, port, *purpose = row.split()
    try:
        left = days_left(host, int(port))
    except OSError as fault:
        print(f"{host}: no answer ({fault})")
        continue
    if left in WARN_DAYS or left < min(WARN_DAYS):
        print(f"{host} ({' '.join(purpose)}): {left} days left")
