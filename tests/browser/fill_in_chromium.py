"""Fills PDF forms in a real Chromium by its keyboard, and saves what its save button would save.

Usage: fill_in_chromium.py RECORDS.jsonl [--picture FILE.png]

A line of RECORDS: {"pdf": file, "out": file, "keys": [text or true or null, ...]}, what is done to each field
in tab order: typed, ticked by the space bar, or passed over. Characters above U+FFFF are pasted, for Chromium
ignores them when they are typed. Needs Debian's chromium and python3-websockets; nothing is fetched.
"""
import asyncio
import base64
import json
import shutil
import subprocess
import sys
import tempfile
import time

import websockets

VIEWER = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/"  # Chromium's built-in PDF viewer
WINDOW = (1200, 1300)  # px
PATIENCE = 30  # s, for one document, or one step
TRIES = 3  # of typing a record: on a busy machine a Tab can come before the viewer has the keyboard

# The data that the viewer's save button would write; base64, for they pass through JSON.
SAVE = """(async () => {
  const viewer = document.querySelector('pdf-viewer');
  const data = await viewer.currentController.save('EDITED');
  const bytes = new Uint8Array(data.dataToSave);
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768)
    text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return btoa(text);
})()"""


def landed(keys, pdf):
    """Was every key typed into its own field, and none into another? What is in them is not looked at."""
    answer = subprocess.run(["qpdf", "--json", "--json-key=acroform", pdf], stdout=subprocess.PIPE, check=True)
    widgets = json.loads(answer.stdout)["acroform"]["fields"]  # in tab order; those of the first copy come first
    for key, widget in zip(keys, widgets):
        if widget["fieldtype"] == "/Btn":
            used = widget["annotation"]["appearancestate"] != "/Off"
        else:
            used = widget["value"] not in ("", "u:")
        if used != bool(key):
            return False
    return True


class Browser:
    """Chromium without a window, driven over DevTools."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tanfang-chromium-")
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--remote-debugging-port=0", "--user-data-dir=" + self.folder,
             "--window-size=%d,%d" % WINDOW, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.number = 0

    async def connect(self):
        for line in self.process.stderr:
            if "DevTools listening on " in line:
                self.socket = await websockets.connect(line.split()[-1], max_size=1 << 28)
                return
        raise SystemExit("chromium did not start")

    async def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        await self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(await self.socket.recv())
            if answer.get("id") == message["id"]:
                if "error" in answer:
                    raise RuntimeError("%s: %s" % (method, answer["error"]))
                return answer["result"]

    async def evaluate(self, session, script):
        answer = await self.call("Runtime.evaluate", session, expression=script, awaitPromise=True,
                                 returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:500])
        return answer["result"].get("value")

    async def until(self, session, script, wanted=bool, pause=0.05, patience=PATIENCE, told=lambda state: state):
        """What a script says, as soon as it is as wanted. A page that is only being opened is asked again."""
        end, state = time.monotonic() + patience, None
        while time.monotonic() < end:
            try:
                state = await self.evaluate(session, script)
                if wanted(state):
                    return state
            except RuntimeError as error:
                if "execution context" not in str(error):
                    raise
            await asyncio.sleep(pause)
        raise SystemExit("nothing happened any more: %s" % told(state))

    async def viewers(self):
        targets = await self.call("Target.getTargets", filter=[{}])
        return [info["targetId"] for info in targets["targetInfos"] if info["url"].startswith(VIEWER)]

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Document:
    """One PDF open in a tab."""

    def __init__(self, browser):
        self.browser = browser

    async def open(self, pdf):
        target = await self.browser.call("Target.createTarget", url="file://" + pdf)
        self.target = target["targetId"]
        self.page = await self.attach(self.target)
        await self.browser.call("Target.activateTarget", targetId=self.target)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for target in await self.browser.viewers():
                viewer = await self.attach(target)
                state = await self.browser.evaluate(
                    viewer, "(document.querySelector('pdf-viewer') || {}).loadState_")
                if state == "success":
                    self.viewer = viewer
                    return
            await asyncio.sleep(0.1)
        raise RuntimeError("not loaded: " + pdf)

    async def attach(self, target):
        answer = await self.browser.call("Target.attachToTarget", targetId=target, flatten=True)
        return answer["sessionId"]

    async def key(self, name, code, **more):
        for kind in ("keyDown", "keyUp"):
            await self.browser.call("Input.dispatchKeyEvent", self.page, type=kind, key=name,
                                    windowsVirtualKeyCode=code, **(more if kind == "keyDown" else {}))

    async def character(self, text):
        await self.browser.call("Input.dispatchKeyEvent", self.page, type="char", text=text)

    async def click(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            await self.browser.call("Input.dispatchMouseEvent", self.page, type=kind, x=x, y=y,
                                    button="left", clickCount=1)

    async def paste(self, text):
        await self.browser.evaluate(self.viewer,
                                    "navigator.clipboard.writeText(%s)" % json.dumps(text))
        await self.key("v", 86, modifiers=2, commands=["paste"])
        await asyncio.sleep(0.3)  # the clipboard is another process

    async def enter(self, text):
        for number, line in enumerate(text.split("\n")):
            if number > 0:
                await self.character("\r")
            if any(ord(character) > 0xFFFF for character in line):
                await self.paste(line)
            else:  # as an input method commits it
                await self.browser.call("Input.insertText", self.page, text=line)

    async def fill(self, keys):
        # A click beside the page gives it the keyboard; the first Tab goes to the first field.
        await self.click(WINDOW[0] * 0.6, 120)
        for value in keys:
            await self.key("Tab", 9)
            if value is True:
                await self.character(" ")
            elif value:
                await self.enter(value)
        await self.key("Tab", 9)  # a field takes over what was typed when it is left

    async def save(self, out):
        data = await self.browser.evaluate(self.viewer, SAVE)
        with open(out, "wb") as file:
            file.write(base64.b64decode(data))

    async def picture(self, out):
        await asyncio.sleep(1)  # until all is painted
        shot = await self.browser.call("Page.captureScreenshot", self.page)
        with open(out, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    async def close(self):
        await self.browser.call("Target.closeTarget", targetId=self.target)
        while await self.browser.viewers():  # or the next document would take this one's for its own
            await asyncio.sleep(0.05)


async def type_record(browser, record, picture):
    document = Document(browser)
    await document.open(record["pdf"])
    await document.fill(record["keys"])
    if picture:
        await document.picture(picture)
    await document.save(record["out"])
    await document.close()


async def main(arguments):
    browser = Browser()
    try:
        await browser.connect()
        await browser.call("Browser.grantPermissions",
                           permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        with open(arguments[0], encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                picture = arguments[2] if arguments[1:2] == ["--picture"] else None
                for _ in range(TRIES):
                    await type_record(browser, record, picture)
                    if landed(record["keys"], record["out"]):
                        break
                    print("typed again: " + record["out"], file=sys.stderr)
    finally:
        browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
