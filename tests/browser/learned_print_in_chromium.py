"""A clerk shows the corners of a sheet of a learned print, looks at it with the function keys, and has it scanned again.

Usage: learned_print_in_chromium.py ADDRESS FOLDER CORNERS

Account lin (operator), password "correct horse"; one sheet waits among the exceptions; CORNERS: a JSON list of the
four corners of its table as shares of its width and height.
"""
import asyncio
import json
import os
import sys

from fill_in_chromium import Browser
from review_in_chromium import wait_for
from station_walk import Walk

CHOICE = "document.querySelector('.exceptions select')"
CHOOSE = """(() => {
  const learned = Array.from(%s.options).find(one => one.text.includes('学过的版式 1：记录表'));
  %s.value = learned.value;
  %s.dispatchEvent(new Event('change'));
})()""" % (CHOICE, CHOICE, CHOICE)


async def align(walk, corners):
    await walk.click("异常")
    await walk.until("作废（要写原因）")
    await walk.press("KeyA")
    wrong = [[x * .8, y * .8] for x, y in corners]
    await walk.show_corners(wrong)
    await walk.run(CHOOSE)
    await walk.browser.until(walk.station.page, "Boolean(document.querySelector('.blank canvas'))")
    await walk.press("Enter")
    await walk.until("对不上：请检查选的表和四个角")
    await walk.show_corners(corners, wrong)
    await walk.picture("23-align-learned-print")
    await walk.press("Enter")
    await walk.until("已读出，读不准的项目等待复核")


async def look(walk):
    await walk.press("Escape")
    await walk.until("收入扫描件")
    await walk.click("整张表")
    await walk.until("还有")
    await walk.press("F3")
    await walk.picture("24-sheet-large")
    await walk.press("F4")
    fits = "(() => { const page = document.querySelector('.page'); return page.scrollHeight <= page.clientHeight + 2; })()"
    if not await walk.run(fits):
        raise SystemExit("the whole page is not in view")
    await walk.picture("25-sheet-whole")
    await walk.press("F4")
    title = "document.querySelector('.panel h2').textContent"
    first = await walk.run(title)
    await walk.press("Tab")
    if await walk.run(title) == first:
        raise SystemExit("Tab does not go to the next field")
    await walk.press("Shift+Tab")
    if await walk.run(title) != first:
        raise SystemExit("Shift+Tab does not go back")
    await walk.press("F10")
    await walk.until("再按一次 F10")


async def rescan(walk):
    await walk.press("F9")
    await walk.until("列入补扫单，原因")
    await walk.station.type("左边盖住了")
    await walk.press("Enter")
    await walk.until("收入扫描件")
    await walk.click("异常")
    await walk.until("待补扫：左边盖住了")
    await walk.press("KeyL")
    await walk.until("左边盖住了")


async def main():
    address, folder, corners = sys.argv[1:4]
    os.makedirs(folder, exist_ok=True)
    wait_for(address)
    browser = Browser()
    try:
        await browser.connect()
        walk = Walk(browser, folder)
        await walk.station.open(address)
        await walk.sign_in("lin")
        await align(walk, json.loads(corners))
        await look(walk)
        await rescan(walk)
        print(" ".join(walk.seen))
    finally:
        browser.close()


asyncio.run(main())
