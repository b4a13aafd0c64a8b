"""Starts the TypeScript kernel, lets it compute one line, and says how long that took."""
import time

from jupyter_client.manager import start_new_kernel

begin = time.monotonic()
manager, client = start_new_kernel(kernel_name="tslab", startup_timeout=60)
ready = time.monotonic() - begin
shown = []


def collect(message):
    content = message["content"]
    shown.append(content.get("text") or content.get("data", {}).get("text/plain") or content.get("evalue") or "")


try:
    reply = client.execute_interactive("const answer: number = 6 * 7; answer", timeout=60, output_hook=collect)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
if reply["content"]["status"] != "ok" or "42" not in "".join(shown):
    raise SystemExit("unexpected answer: " + " ".join(shown))
print(f"{manager.kernel_spec.display_name}, ready after {ready:.1f} s")
