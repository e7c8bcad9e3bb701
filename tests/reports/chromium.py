"""Debian's headless Chromium over its DevTools pipe: no driver and no web socket, only two pipes with JSON between NUL bytes."""

import contextlib
import fcntl
import json
import os
import select
import shutil
import subprocess
import time

PROGRAM = shutil.which("chromium")
MISSING = "Chromium is not installed (Debian: apt install chromium); the pages were not opened in a browser"
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--remote-debugging-pipe", "--hide-scrollbars",
)  # fmt: skip
_LONG = 90.0


class Browser:
    """One browser with one page; `heard` keeps every event it told of."""

    def __init__(self, profile):
        ours, theirs = os.pipe(), os.pipe()
        read_end, write_end = (fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (ours[0], theirs[1]))

        def into_place():
            os.dup2(read_end, 3)
            os.dup2(write_end, 4)

        self._process = subprocess.Popen(
            [PROGRAM, *_FLAGS, f"--user-data-dir={profile}", "about:blank"], preexec_fn=into_place, pass_fds=(3, 4), stdout=subprocess.DEVNULL,  # noqa: PLW1509 - it moves two descriptors, no more
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for end in (read_end, write_end, ours[0], theirs[1]):
            os.close(end)
        self._to, self._from = ours[1], theirs[0]
        self._number, self._rest, self._session, self.heard = 0, b"", None, []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def close(self):
        with contextlib.suppress(Exception):
            self._session = None
            self.ask("Browser.close")
        self._process.terminate()
        self._process.wait(20)
        os.close(self._to)
        os.close(self._from)

    def ask(self, method, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters} | (
            {"sessionId": self._session} if self._session else {}
        )
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next(time.monotonic() + _LONG)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def open(self, path, width=1280, height=900):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.heard.clear()
        self.ask("Page.navigate", url=f"file://{path}")
        end = time.monotonic() + _LONG
        while not any(event["method"] == "Page.loadEventFired" for event in self.heard):
            self._next(end)
        return self

    def run(self, script):
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def press(self, key, code=None, text=None):
        names = {"key": key, "code": code or key, "windowsVirtualKeyCode": {"Enter": 13, "Tab": 9, " ": 32}.get(key, 0)}
        extra = {"text": text} if text else {}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **names, **extra)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **names)

    def complaints(self):
        return [
            event for event in self.heard
            if event["method"] in ("Runtime.exceptionThrown", "Log.entryAdded")
            or (event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] in ("error", "warning"))
        ]  # fmt: skip

    def requests(self):
        return [event["params"]["request"]["url"] for event in self.heard if event["method"] == "Network.requestWillBeSent"]

    def _next(self, end):
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._from], [], [], max(0.0, end - time.monotonic()))
            assert ready, "Chromium does not answer"
            more = os.read(self._from, 1 << 20)
            assert more, "Chromium ended"
            self._rest += more
        raw, _, self._rest = self._rest.partition(b"\0")
        message = json.loads(raw)
        if "method" in message:
            self.heard.append(message)
        return message
