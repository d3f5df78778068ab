#!/usr/bin/env bash
# healthy.sh PORT: whether the process on this loopback port says that it is ready. The runtime image has no HTTP client.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
read -r -t 3 status <&3
[[ "$status" == "HTTP/1.1 200 "* ]]
