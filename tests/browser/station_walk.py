"""A walk through the review station in a real Chromium, screen by screen; axe-core looks at each.

What axe-core calls serious or critical ends the program. Needs what .ci/setup-long installs.
"""
import asyncio
import base64
import json
import os

from review_in_chromium import CODES, Station

HERE = os.path.dirname(os.path.abspath(__file__))
CODES.update({"Space": 32, "ArrowRight": 39, "ArrowDown": 40, "KeyE": 69, "KeyD": 68, "KeyF": 70, "KeyL": 76, "KeyZ": 90,
              "KeyA": 65, "Tab": 9, "F3": 114, "F4": 115, "F9": 120, "F10": 121, **{"Digit%d" % i: 48 + i for i in range(10)}})
TOGETHER = {"Ctrl+Z": (2, "KeyZ", "z"), "Shift+Tab": (8, "Tab", "Tab")}  # modifiers, code, key
TEXT = "document.getElementById('where').textContent + ' | ' + document.getElementById('message').textContent" \
       " + ' | ' + document.getElementById('main').innerText"
DRAWN = "Array.from(document.querySelectorAll('#main canvas'))" \
        ".every(c => c.width > 8 && (c.width !== 300 || c.height !== 150))"
AXE = "axe.run(document).then(found => JSON.stringify(found.violations" \
      ".filter(v => v.impact === 'serious' || v.impact === 'critical')" \
      ".map(v => [v.id, v.nodes.map(n => n.target.join(' '))])))"


class Walk:
    def __init__(self, browser, folder):
        self.browser = browser
        self.station = Station(browser)
        self.folder = folder
        self.seen = []
        with open(os.path.join(HERE, "node_modules/axe-core/axe.min.js"), encoding="utf-8") as file:
            self.axe = file.read()

    async def run(self, script):
        return await self.browser.evaluate(self.station.page, script)

    async def until(self, words):
        return await self.browser.until(self.station.page, TEXT, lambda text: words in text,
                                        told=lambda text: "%s does not come; there is: %s" % (words, text))

    async def picture(self, name):
        for _ in range(200):  # until the scans are there
            if await self.run(DRAWN):
                break
            await asyncio.sleep(0.05)
        await self.station.picture(self.folder, name)
        await self.run(self.axe + ";0")
        found = json.loads(await self.run(AXE))
        if found:
            raise SystemExit("%s: axe-core finds %s" % (name, found))
        if await self.run("Boolean(document.querySelector('#main img'))"):
            raise SystemExit(name + ": a reading became an element")
        self.seen.append(name)

    async def press(self, code):
        if code in TOGETHER:
            modifiers, code, key = TOGETHER[code]
            return await self.browser.call("Input.dispatchKeyEvent", self.station.page, type="rawKeyDown", code=code,
                                           key=key, modifiers=modifiers, windowsVirtualKeyCode=CODES[code])
        return await self.station.press(code)

    async def click(self, words):
        done = await self.run("""(() => {
          const all = Array.from(document.querySelectorAll('button, a'));
          const found = all.find(b => b.textContent.includes(%s) && !b.disabled);
          if (found) found.click();
          return Boolean(found);
        })()""" % json.dumps(words))
        if not done:
            raise SystemExit("no button " + words)

    async def type_into(self, name, text):
        await self.run("document.querySelector(%s).focus()" % json.dumps("[aria-label='%s']" % name))
        await self.station.type(text)

    async def sign_in(self, name):
        await self.station.until(lambda s: s["password"])
        await self.type_into("用户名", name)
        await self.type_into("密码", "correct horse")
        await self.click("登录")
        await self.until("收入扫描件")

    async def upload(self, scan, name):
        with open(scan, "rb") as file:
            data = base64.b64encode(file.read()).decode()
        await self.run("""(() => {
          const bytes = Uint8Array.from(atob('%s'), letter => letter.charCodeAt(0));
          const files = new DataTransfer();
          files.items.add(new File([bytes], '%s'));
          document.querySelector('.drop').dispatchEvent(new DragEvent('drop', {dataTransfer: files, cancelable: true}));
        })()""" % (data, name))
        await self.until(name + "：✔ 已读完")

    async def show_corners(self, corners, at=((.1, .1), (.9, .1), (.9, .9), (.1, .9))):
        """By keyboard; at: where they stand, at first a tenth of the page inside."""
        await self.until("现在移动：")
        for i, (x, y) in enumerate(corners):
            await self.press("Digit%d" % (i + 1))
            await self.run("""(() => {
              const canvas = document.querySelector('canvas.align');
              const move = (code, pixels) => {
                for (let left = Math.round(Math.abs(pixels)); left > 0;) {
                  const shiftKey = left >= 10;
                  canvas.dispatchEvent(new KeyboardEvent('keydown', {code, shiftKey, cancelable: true}));
                  left -= shiftKey ? 10 : 1;
                }
              };
              const right = (%f - %f) * canvas.width, down = (%f - %f) * canvas.height;
              move(right > 0 ? 'ArrowRight' : 'ArrowLeft', right);
              move(down > 0 ? 'ArrowDown' : 'ArrowUp', down);
            })()""" % (x, at[i][0], y, at[i][1]))
