"""Signs in at the review station in a real Chromium, and decides all open fields by keyboard.

Usage: review_in_chromium.py ADDRESS NAME PASSWORD [FOLDER for screenshots]

What was read is confirmed (Enter), what was not read or is keyed blind is called unreadable (U); once the line is cut.
Prints how many decisions were made. Needs Debian's chromium and python3-websockets; nothing is fetched.
"""
import asyncio
import base64
import os
import sys
import time
import urllib.error
import urllib.request

from fill_in_chromium import Browser, PATIENCE

STATE = """(() => {
  const text = selector => (document.querySelector(selector) || {}).textContent || '';
  return {where: text('#where'), title: text('.panel h2'), message: text('#message'),
          notice: text('.panel .notice'),
          begin: Boolean(document.querySelector('button.main')), field: text('.field.now'),
          password: Boolean(document.querySelector('input[type=password]')),
          editing: Boolean(document.querySelector('.panel input')),
          injected: Boolean(document.querySelector('#main img'))};
})()"""
CODES = {"Enter": 13, "Escape": 27, "KeyU": 85}


class Station:
    def __init__(self, browser):
        self.browser = browser
        self.shots = 0

    async def open(self, address):
        target = await self.browser.call("Target.createTarget", url=address)
        answer = await self.browser.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self.page = answer["sessionId"]
        await self.browser.call("Emulation.setDeviceMetricsOverride", self.page, width=1366, height=768,
                                deviceScaleFactor=1, mobile=False)

    async def press(self, code):
        for kind in ("rawKeyDown", "keyUp"):
            await self.browser.call("Input.dispatchKeyEvent", self.page, type=kind, code=code,
                                    key=code[-1].lower() if code.startswith(("Key", "Digit")) else code,
                                    windowsVirtualKeyCode=CODES[code])

    async def type(self, text):
        await self.browser.call("Input.insertText", self.page, text=text)

    async def line(self, works):
        await self.browser.call("Network.enable", self.page)
        await self.browser.call("Network.emulateNetworkConditions", self.page, offline=not works, latency=0,
                                downloadThroughput=-1, uploadThroughput=-1)

    async def until(self, wanted):
        return await self.browser.until(self.page, STATE, lambda state: state and wanted(state), pause=0.03)

    async def picture(self, folder, name):
        if not folder:
            return
        await asyncio.sleep(0.7)  # for the page's picture
        data = await self.browser.call("Page.captureScreenshot", self.page)
        with open(os.path.join(folder, name + ".png"), "wb") as file:
            file.write(base64.b64decode(data["data"]))


async def sign_in(station, name, password, folder):
    await station.until(lambda s: s["password"])
    await station.picture(folder, "1-sign-in")
    script = "document.querySelector('input%s').focus()"
    await station.browser.evaluate(station.page, script % ":not([type])")
    await station.type(name)
    await station.browser.evaluate(station.page, script % "[type=password]")
    await station.type(password)
    await station.browser.evaluate(station.page, "document.querySelector('button.main').click()")
    await station.until(lambda s: s["begin"] and not s["password"])
    await station.picture(folder, "2-home")


def item_of(state):
    """What is asked, whatever is still on its way to the server."""
    return state["where"].split("，")[0], state["title"], state["notice"]


def is_saved(state):
    """Is nothing left of the sheet but the server's last answer?"""
    return "还有 0 项" in state["where"]


async def decide(station, state):
    if state["editing"] or "没有读出" in state["title"]:
        if state["editing"]:
            await station.press("Escape")
        await station.press("KeyU")
    else:
        await station.press("Enter")


def serial_of(state):
    return state["where"].split(" ")[0]


async def lose_the_last(station, state):
    """The line is cut at the last item of a sheet: the next sheet is shown at once; what did not arrive comes back behind
    the item that is shown, and then the next sheet again, where it was left."""
    first = serial_of(state)
    await station.line(False)
    await decide(station, state)
    state = await station.until(lambda s: s["title"] and serial_of(s) != first)
    second = serial_of(state)
    await station.until(lambda s: "还没有完，下一项就是它：连接不上服务器" in s["message"])
    await station.line(True)
    await decide(station, state)
    state = await station.until(lambda s: s["title"] and serial_of(s) == first)
    if "没有保存" not in state["notice"]:
        raise SystemExit("what was not saved does not come back; there is: %s" % state)
    await decide(station, state)
    return await station.until(lambda s: s["title"] and serial_of(s) == second)


async def review(station, folder):
    await station.browser.evaluate(station.page, "document.querySelector('button.main').click()")
    decisions, lost = 0, False
    state = await station.until(lambda s: s["title"])
    await station.picture(folder, "3-sheet")
    while state["title"]:
        before = item_of(state)
        if not lost and "还有 1 项" in state["where"]:
            state = await station.until(lambda s: "正在保存" not in s["where"])  # an answer may open another item
            await asyncio.sleep(1)  # the next sheets are fetched meanwhile
            if "还有 1 项" in state["where"]:
                lost = True
                state = await lose_the_last(station, state)
                decisions += 3
                continue
        await decide(station, state)
        decisions += 1
        state = await station.until(lambda s: item_of(s) != before and not is_saved(s))
        if state["injected"]:
            raise SystemExit("a reading became an element")
        if decisions == 5:
            await station.picture(folder, "4-sheet")
    if not lost:
        raise SystemExit("the line was not cut")
    await station.picture(folder, "5-done")
    return decisions


def wait_for(address):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise SystemExit("nobody serves " + address)


async def main():
    address, name, password = sys.argv[1:4]
    wait_for(address)
    folder = sys.argv[4] if len(sys.argv) > 4 else None
    browser = Browser()
    try:
        await browser.connect()
        station = Station(browser)
        await station.open(address)
        await sign_in(station, name, password, folder)
        print(await review(station, folder))
    finally:
        browser.close()


if __name__ == "__main__":
    asyncio.run(main())
