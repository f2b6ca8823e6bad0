"""Decides all that a home asks in a real Chromium, as a clerk does, and tells how long a sheet would take him.

Usage: time_a_sheet.py ADDRESS NAME PASSWORD FOLDER [PAUSE]

FOLDER holds SCAN.truth.json of each sheet; answers come from there, one of a hundred is wrong (seeded). Boxes and digits
in groups first, then sheet by sheet. A clerk's time: 0.6 s a decision, 0.15 s a crop looked at, 0.25 s a key, and what
the page needs until it shows what comes next, measured. Of a Chinese word three keys a character are counted, of a
word that the page offers by its initials these and a digit. An answer comes PAUSE seconds after the item; without it at
once, so that the page has no time to fetch ahead. Prints one JSON object.
"""
import asyncio
import json
import random
import re
import sys

from fill_in_chromium import Browser
from review_in_chromium import CODES, Station, sign_in, wait_for
from sheet_truth import agree, as_words, keys_of, misread, truths

DECISION, CROP, KEY = 0.6, 0.15, 0.25  # s
WRONG = 0.01
REFUSED = re.compile("^[^：]+：(日期请|请|没有这个|所选|只能|身份证号码应|残疾人证号应|电话号码只能|不是)")
CODES.update({"Space": 32, "ArrowRight": 39, "KeyE": 69, **{"Digit%d" % i: 48 + i for i in range(10)}})

# Keeps what the API last said, and how long the page took from a key until its last change was painted.
WATCH = """(() => {
  const plain = window.fetch, watch = window.watch = {views: {}, marks: null, panels: 0, unpainted: 0, from: 0, last: 0,
                                                      code: '', delays: []};
  window.fetch = async (...call) => {
    const answer = await plain(...call), path = String(call[0]);
    if (answer.ok && /api\\/(sheet\\/|decide$|blind$|undo$)/.test(path)) answer.clone().json().then(said => {
      if (said.fields) watch.views[said.serial] = said;
    });
    if (answer.ok && /api\\/(marks|digits)$/.test(path)) answer.clone().json().then(said => { watch.marks = said.items; });
    return answer;
  };
  window.addEventListener('keydown', event => {
    if (watch.from && watch.last > watch.from) watch.delays.push([watch.code, watch.last - watch.from]);
    watch.from = watch.last = performance.now();
    watch.code = event.code;
  }, true);
  // The item before the clerk, not the list of what is on its way to the server.
  const isItem = change => change.target.id === 'main' || change.target.matches('.panel, .panel *, .paper, canvas, .boxes *');
  const painted = new MessageChannel();  // heard after the frame
  painted.port1.onmessage = () => { --watch.unpainted; watch.last = performance.now(); };
  window.addEventListener('DOMContentLoaded', () => new MutationObserver(changes => {
    if (changes.some(isItem)) {
      ++watch.unpainted;
      requestAnimationFrame(() => painted.port2.postMessage(null));
    }
    watch.panels += changes.filter(change => change.target.matches('.panel') && change.type === 'childList').length;
  }).observe(document.getElementById('main'), {childList: true, subtree: true, attributes: true, attributeFilter: ['width']}));
})()"""
NOW = """(() => {
  const panel = document.querySelector('.panel'), crop = document.querySelector('.panel canvas');
  const rows = Array.from(document.querySelectorAll('.field'));
  const where = document.getElementById('where').textContent, serial = where.split(' ')[0];  // the sheet on the screen
  const text = selector => (document.querySelector(selector) || {}).textContent || '';
  return {view: window.watch.views[serial], marks: window.watch.marks, panels: window.watch.panels,
          saved: where.includes('还有 0 项'), notice: text('.panel .notice'), read: text('.panel .read'),
          at: rows.findIndex(row => row.classList.contains('now')), sheet: Boolean(panel && rows.length),
          editing: Boolean(document.querySelector('.panel input')),
          drawn: !window.watch.unpainted && (!crop || crop.width !== 300 || crop.height !== 150),
          title: panel ? panel.querySelector('h2').textContent : '', group: Boolean(document.querySelector('.boxes')),
          home: Boolean(document.querySelector('.drop')), message: document.getElementById('message').textContent};
})()"""


class Clerk:
    def __init__(self, station, known, pause):
        self.station = station
        self.pause = pause  # s
        self.known = known
        self.chance = random.Random(1)
        self.time = {}  # serial -> s, without latency
        self.forms = {}    # of serials
        self.serials = {}  # of records
        self.decisions = self.keys = self.mistakes = 0
        self.panels = 0  # drawn before the last key

    async def now(self, wanted):
        return await self.station.browser.until(  # each look takes the page some milliseconds
            self.station.page, NOW, wanted, patience=150,
            told=lambda state: {k: v for k, v in state.items() if k not in ("view", "marks")})

    async def press(self, serial, code):
        self.keys += 1
        self.spend(serial, KEY)
        self.panels = await self.station.browser.evaluate(self.station.page, "window.watch.panels")
        await self.station.press(code)

    def spend(self, serial, seconds):
        self.time[serial] = self.time.get(serial, 0) + seconds

    def errs(self):
        wrong = self.chance.random() < WRONG
        self.mistakes += wrong
        return wrong

    async def groups(self):
        while True:
            state = await self.now(lambda s: s["group"] or s["home"])
            if state["home"]:
                return
            items, at = state["marks"], 0
            await self.note_serials(items)
            for i, item in enumerate(items):
                serial = self.serials[item["record"]]
                self.spend(serial, CROP)
                if self.is_right(item, self.known[serial].get(item["field"])) == self.errs():
                    for _ in range(i - at):
                        await self.press(serial, "ArrowRight")
                    await self.press(serial, "Space")
                    self.spend(serial, DECISION)
                    at = i
            await self.press(serial, "Enter")
            self.spend(serial, DECISION)
            await self.now(lambda s: s["home"] or s["marks"] != items)
            await asyncio.sleep(0.05)

    @staticmethod
    def is_right(item, true):
        """Is a box or a digit what the screen takes it for?"""
        if "digit" in item:
            return as_words(true)[item["cell"]:item["cell"] + 1] == item["digit"]
        option = item["spot"].split(".", 1)[1]
        return item["ticked"] == (option in (true if isinstance(true, list) else [true]))

    async def note_serials(self, items):
        for record in {item["record"] for item in items} - set(self.serials):
            view = await self.station.browser.evaluate(
                self.station.page, "import('/api.js').then(api => api.get('sheet/' + %s))" % json.dumps(record))
            self.serials[record] = view["serial"]
            self.forms[view["serial"]] = view["form"]

    async def answer(self, state):
        view, field = state["view"], state["view"]["fields"][state["at"]]
        serial = view["serial"]
        true = self.known[serial].get(field["id"])
        self.spend(serial, CROP + DECISION)
        self.decisions += 1
        await asyncio.sleep(self.pause)
        wrong = self.errs()
        if field["type"] != "text":
            return await self.choose(serial, field, true, wrong)
        text = next((option["zh"] for option in field["options"] if option["id"] == true), as_words(true))
        if wrong:
            text = misread(text)
        if not text:
            if state["editing"]:
                await self.press(serial, "Escape")
            return await self.press(serial, "Digit0")
        if not field.get("blind") and field["state"] != "unreadable" and agree(field["value"], true, "text"):
            return await self.press(serial, "Enter")
        if not state["editing"] and text in field["candidates"]:
            return await self.press(serial, "Digit%d" % (field["candidates"].index(text) + 1))
        if not state["editing"]:
            await self.press(serial, "KeyE")
            await self.now(lambda s: s["editing"])
        await self.station.type(text)
        self.keys += keys_of(text)
        self.spend(serial, KEY * keys_of(text))
        return await self.press(serial, "Enter")

    async def choose(self, serial, field, true, wrong):
        options = ["有", "无"] if field["type"] == "signature" else [option["id"] for option in field["options"]]
        want = [as_words(true) or "无"] if field["type"] == "signature" else [] if true is None else \
            true if isinstance(true, list) else [true]
        value = field["value"]
        shown = [as_words(value)] if field["type"] == "signature" and value else [] if value is None else \
            value if isinstance(value, list) else [value]
        if wrong:
            want = shown
        if want == shown and (shown or field["state"] != "unreadable"):
            return await self.press(serial, "Enter")
        if not want:
            return await self.press(serial, "Digit0")
        many = field["type"] == "many"
        for option in options:
            flip = (option in want) != (option in shown) if many else option in want and option not in shown
            if flip:
                await self.press(serial, "Digit%d" % (options.index(option) + 1))
        return await self.press(serial, "Enter")

    async def sheets(self):
        state = await self.now(lambda s: (s["sheet"] and s["drawn"]) or s["home"])
        while not state["home"]:
            view = state["view"]
            self.forms[view["serial"]] = view["form"]
            again = state["notice"]
            if again.startswith("与规则"):
                await self.press(view["serial"], "Enter")  # so it stands on the paper
            elif again.startswith("与程序"):
                await self.press(view["serial"], "Digit1" if self.mine(state) else "Enter")
            elif REFUSED.search(again):  # what stands on paper is no date or number
                if state["editing"]:
                    await self.press(view["serial"], "Escape")
                await self.press(view["serial"], "KeyU")
            else:
                await self.answer(state)
            # While a sheet's last answer is awaited nothing of it is left to do.
            state = await self.now(lambda s: s["home"] or (s["sheet"] and s["drawn"] and s["view"] and not s["saved"]
                                                           and s["panels"] != self.panels))

    def mine(self, state):
        """What the program had read, or what was keyed?"""
        field = state["view"]["fields"][state["at"]]
        return not agree(state["read"], self.known[state["view"]["serial"]].get(field["id"]), "text")


async def left_wrong(station, clerk):
    """Fields of the sheets that are not as on paper now; numbers of persons are asked for in full."""
    fields = wrong = 0
    search = "import('/api.js').then(api => api.post('search', {text: %s})).then(found => found.records.map(r => r.record))"
    read = """import('/api.js').then(async api => {
      const view = await api.get('sheet/' + %s);
      for (const field of view.fields) if (field.masked && field.value)
        field.value = (await api.post('reveal', {record: view.record, field: field.id})).value;
      return view;
    })"""
    wrongs = []
    for serial, truth in clerk.known.items():
        for record in await station.browser.evaluate(station.page, search % json.dumps(serial)):
            view = await station.browser.evaluate(station.page, read % json.dumps(record))
            for field in view["fields"]:
                if field["id"] in truth:
                    fields += 1
                    true, kind = truth[field["id"]], field["type"]
                    same = sorted(as_words([field["value"]] if isinstance(field["value"], str) else field["value"])) == \
                        sorted(as_words([true] if isinstance(true, str) and true else true)) or \
                        agree(field["value"], true, kind)
                    if not same:
                        wrong += 1
                        wrongs.append([serial, field["id"], field["state"], as_words(field["value"]), as_words(true)])
    return fields, wrong, wrongs


def percentile(values, share):
    values = sorted(values)
    return round(values[min(len(values) - 1, int(share * len(values)))], 1) if values else None


async def main():
    address, name, password, folder = sys.argv[1:5]
    wait_for(address)
    browser = Browser()
    try:
        await browser.connect()
        station = Station(browser)
        await station.open("about:blank")
        await browser.call("Page.enable", station.page)
        await browser.call("Page.addScriptToEvaluateOnNewDocument", station.page, source=WATCH)
        await browser.call("Page.navigate", station.page, url=address)
        await sign_in(station, name, password, None)
        clerk = Clerk(station, truths(folder), float(sys.argv[5]) if len(sys.argv) > 5 else 0)
        click = "Array.from(document.querySelectorAll('button')).filter(b => b.textContent.includes(%s) && !b.disabled)" \
                ".forEach(b => b.click())"
        for group in ("勾选成组", "数字成组"):
            await browser.evaluate(station.page, click % json.dumps(group))
            await asyncio.sleep(0.5)
            await clerk.groups()
        await browser.evaluate(station.page, click % json.dumps("整张表"))
        await asyncio.sleep(0.5)
        await clerk.sheets()
        delays = await browser.evaluate(station.page, "window.watch.delays")
        fields, wrong, wrongs = await left_wrong(station, clerk)
        enter = [ms for code, ms in delays if code == "Enter"]
        waited = sum(ms for _, ms in delays) / 1000
        answer = {"decisions": clerk.decisions, "keys": clerk.keys, "mistakes": clerk.mistakes,
                  "enter_ms": {"median": percentile(enter, 0.5), "p95": percentile(enter, 0.95), "n": len(enter)},
                  "waited_s": round(waited, 1), "fields": fields, "wrong": wrong, "wrongs": wrongs, "forms": {}}
        slower = 1 + waited / max(0.1, sum(clerk.time.values()))  # each sheet has its share of the waiting
        for form in ("visit", "enrollment"):
            times = [slower * clerk.time.get(serial, 0) for serial, truth in clerk.known.items()
                     if ("visit_date" in truth) == (form == "visit")]
            answer["forms"][form] = {"sheets": len(times), "seconds": round(sum(times) / max(1, len(times)), 2),
                                     "p95": percentile(times, 0.95)}
        print(json.dumps(answer, ensure_ascii=False))
    finally:
        browser.close()


if __name__ == "__main__":
    asyncio.run(main())
