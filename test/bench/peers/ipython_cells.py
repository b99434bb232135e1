"""Round trips of `1 + 1` through an IPython kernel, from the request until it is idle again; prints milliseconds as JSON."""

import json
import sys
import time

from jupyter_client.manager import start_new_kernel


def main() -> None:
    count = int(sys.argv[1])
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        for _ in range(50):
            round_trip(client)
        took = sorted(round_trip(client) for _ in range(count))
        print(json.dumps({"p50": took[count // 2], "p95": took[count * 95 // 100]}))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def round_trip(client) -> float:
    before = time.perf_counter()
    request = client.execute("1 + 1")
    while True:
        message = client.get_iopub_msg(timeout=30)
        mine = message["parent_header"].get("msg_id") == request
        if mine and message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            break
    client.get_shell_msg(timeout=30)
    return 1000 * (time.perf_counter() - before)


main()
