"""Opens each screen of the review station once in a real Chromium, does what it is for, and takes its picture.

Usage: screens_in_chromium.py ADDRESS FOLDER SCAN COVERED CORNERS

Accounts lin (operator) and root (admin), password "correct horse"; SCAN is uploaded, and COVERED, a visit whose marks
in the corners cannot be seen; CORNERS: a JSON list of the four corners of its table as shares of its width and height.
Prints the screens that were seen.
"""
import asyncio
import json
import os
import sys

from fill_in_chromium import Browser
from review_in_chromium import wait_for
from station_walk import Walk

MONTH = "2026-03"  # in which somebody was visited


async def until_true(walk, condition, otherwise):
    await walk.browser.until(walk.station.page, condition, patience=5, told=lambda state: otherwise)


async def go_home(walk):
    await walk.press("Escape")
    await walk.until("收入扫描件")


async def lose_the_line(walk):
    """On the whole sheet: the clerk goes on at once; what did not arrive is said, and comes back as the next item."""
    title = "document.querySelector('.panel h2').textContent"
    first = await walk.run(title)
    await walk.station.line(False)
    await walk.press("Enter")
    if await walk.run(title) == first:
        raise SystemExit("the next item waits for the server")
    await walk.until("1 项正在保存")
    await walk.until("还没有完，下一项就是它：连接不上服务器")
    await walk.station.line(True)
    if await walk.run("Boolean(document.querySelector('.panel input'))"):
        await walk.press("Escape")
    await walk.press("KeyU")
    if await walk.run(title) != first or "没有保存" not in await walk.run("document.querySelector('.panel .notice').textContent"):
        raise SystemExit("what was not saved does not come back; there is: " + await walk.run(title))


async def align(walk, corners):
    await walk.click("异常")
    await walk.until("作废（要写原因）")
    for _ in range(20):  # until the covered sheet is the one shown
        if "盖住的角" in await walk.run("document.querySelector('.detail').innerText"):
            break
        await walk.press("ArrowDown")
    await walk.click("手工对齐")
    await walk.show_corners(corners)
    await walk.run("document.querySelector('.exceptions select').value = 'visit 1'")
    await walk.picture("14-align")
    await walk.press("Enter")
    await walk.until("已读出")
    await go_home(walk)


async def month(walk):
    """Back to the month in which somebody was visited. What was uploaded may bring up the home screen anew meanwhile."""
    back = "Array.from(document.querySelectorAll('.month button')).filter(b => b.textContent === '上个月').forEach(b => b.click())"
    for _ in range(600):
        if MONTH in await walk.until("月探访率"):
            return
        await walk.run(back)
        await asyncio.sleep(0.1)
    raise SystemExit("the month does not come")


async def digits(walk):
    await walk.click("数字成组")
    await walk.until("照此确认")
    await walk.press("Space")
    await walk.until("✖ 挑出")
    await walk.picture("16-digits")
    await walk.press("Space")
    await walk.press("Enter")
    await walk.until("个号码")
    await walk.until("收入扫描件")


async def control(walk):
    """One of fifty claims is shown: none of them may be on these few sheets."""
    if "抽查（0" in await walk.until("收入扫描件"):
        return
    await walk.click("抽查（")
    await walk.until("抽查")
    await walk.picture("17-control")
    await go_home(walk)


async def blind(walk):
    """What was keyed differs from what was read: he stays with his own, and somebody else looks at it."""
    await walk.click("日期·盲录")
    await walk.until("盲录：只看字迹填写")
    await walk.station.type("2020-01-01")
    await walk.press("Enter")
    await walk.until("与先前的结果不同")
    for _ in range(100):  # the item before the clerk comes first, if there is one
        if await walk.run("(document.querySelector('.panel .notice') || {}).textContent") is not None:
            break
        await walk.press("Escape")
        await walk.press("ArrowRight")
        await asyncio.sleep(0.1)
    await walk.picture("11-blind")
    await walk.press("Digit1")
    await asyncio.sleep(0.5)
    while "收入扫描件" not in await walk.run("document.getElementById('main').innerText"):
        await walk.press("Escape")
        await asyncio.sleep(0.3)


async def clerk(walk, scan, covered, corners):
    await walk.picture("1-sign-in")
    await walk.sign_in("lin")
    await walk.upload(scan, "新扫描件.jpg")
    await walk.upload(covered, "盖住的角.png")
    await month(walk)
    await walk.picture("2-home")
    await walk.click("未探访名单")
    await walk.until("未探访名单（")
    await walk.picture("15-month")
    await go_home(walk)
    await digits(walk)
    await walk.click("整张表")
    await walk.until("还有")
    await walk.picture("3-sheet")
    await lose_the_line(walk)
    await walk.press("Escape")
    if "各联不一致（0" not in await walk.until("收入扫描件"):
        await walk.click("各联不一致")
        await walk.until("以哪一联为准")
        await walk.picture("4-differences")
        await walk.press("Digit1")
        await walk.press("Escape")
    if "勾选成组（0" not in await walk.until("收入扫描件"):
        await walk.click("勾选成组")
        await walk.until("每个框按下面的记号处理")
        await walk.press("Space")
        await walk.press("Space")
        await walk.picture("5-marks")
        await walk.press("Enter")
        await walk.until("已确认")
        await go_home(walk)
    await walk.click("姓名")
    await walk.until("Enter 照此确认")
    await walk.picture("6-column")
    await walk.press("KeyE")
    await walk.until("Enter 确认所填内容")
    await walk.station.type("王小明")
    await walk.run("import('/api.js').then(api => api.post('logout'))")  # the session ends meanwhile
    await walk.press("Enter")
    await walk.sign_in("lin")
    await walk.click("姓名")
    await walk.until("Enter 确认所填内容")
    kept = await walk.run("document.querySelector('.row input').value")
    if kept != "王小明":
        raise SystemExit("what was typed is gone; there is: %s" % kept)
    await walk.press("Enter")
    await go_home(walk)
    await blind(walk)
    await control(walk)
    await walk.click("村")
    await walk.until("Enter")
    if not await walk.run("Boolean(document.querySelector('.row input'))"):
        await walk.press("KeyE")
    await walk.run("document.querySelector('.row input').value = ''")
    await walk.station.type("zc")
    await walk.until("郑厝")
    await walk.picture("12-initials")
    await walk.press("Digit1")
    if "郑厝" not in await walk.run("document.querySelector('.row input').value"):
        raise SystemExit("the key 1 does not take the word")
    await walk.press("Enter")
    await go_home(walk)
    await walk.click("这是谁的表")
    await walk.until("这是谁的表？")
    await walk.press("KeyF")
    await walk.station.type("wqe")
    await walk.press("Enter")
    await walk.until("吴巧儿")
    await walk.picture("13-link")
    await walk.run("document.querySelector('.panel').focus()")
    await walk.press("Digit1")
    await walk.until("已关联到 吴巧儿")
    await walk.run("document.querySelector('.sheet') && document.querySelector('.panel').focus()")
    await walk.press("Ctrl+Z")
    await walk.until("已撤销")
    await walk.press("KeyF")
    await walk.station.type("wqe")
    await walk.press("Enter")
    await walk.until("吴巧儿")
    await walk.press("Digit1")
    await walk.until("已关联到 吴巧儿")
    await go_home(walk)
    await walk.click("异常")
    await walk.until("作废（要写原因）")
    await walk.picture("7-exceptions")
    await walk.press("KeyL")
    await walk.until("补扫单")
    await walk.picture("18-rescans")
    await walk.press("Escape")
    await walk.until("作废（要写原因）")
    await walk.type_into("作废原因", "空白纸")
    await walk.click("作废")
    await walk.until("已作废")
    await go_home(walk)
    await align(walk, corners)
    await walk.click("查找")
    await walk.until("会留下记录")
    await walk.type_into("流水号、身份证号码或姓名", "周")
    await walk.click("查找（Enter）")
    await walk.until("流水号\t状态")
    await walk.picture("8-search")
    await walk.run("document.querySelector('form.find input').value = ''")
    await walk.type_into("流水号、身份证号码或姓名", "吴巧儿")
    await walk.click("查找（Enter）")
    await walk.until("登记的老人")
    await walk.click("全部记录")
    await walk.until("返回查找")
    await walk.picture("19-person")
    await walk.press("Escape")
    await walk.until("会留下记录")
    await go_home(walk)
    await walk.click("退出登录")


async def admin(walk):
    await walk.sign_in("root")
    await walk.click("第二人复看")
    await walk.until("盲录：只看字迹填写")
    await walk.picture("20-second")
    await walk.press("Escape")
    await go_home(walk)
    await walk.click("设置")
    await walk.until("怎样复核")
    place = "document.querySelector(\"[aria-label='姓名 怎样复核']\")"
    await walk.run("%s.value = 'auto'; %s.dispatchEvent(new Event('change'))" % (place, place))
    await walk.until("● 已改")
    await walk.picture("21-settings")
    await go_home(walk)
    await walk.click("审计")
    await walk.until("登录")
    await walk.picture("9-audit")
    await go_home(walk)
    await walk.click("用户")
    await walk.until("停用后不能再登录")
    await walk.type_into("用户名", "zhao")
    await walk.type_into("密码", "correct horse")
    await walk.click("添加")
    await walk.until("zhao")
    place = "document.querySelector(\"[aria-label='zhao 的区划']\")"
    await walk.run("%s.value = '350599005'; %s.dispatchEvent(new Event('change'))" % (place, place))
    await until_true(walk, place + ".value === '蚶江镇'", "the division is not changed")
    await walk.picture("10-users")


async def guide(walk):
    await walk.run("location.href = '/guide.html'")
    shown = "document.images.length > 4 && Array.from(document.images).every(one => one.complete && one.naturalWidth > 0)"
    await until_true(walk, shown, "the guide has no pictures")
    await walk.picture("22-guide")


async def main():
    address, folder, scan, covered, corners = sys.argv[1:6]
    os.makedirs(folder, exist_ok=True)
    wait_for(address)
    browser = Browser()
    try:
        await browser.connect()
        walk = Walk(browser, folder)
        await walk.station.open(address)
        await walk.station.until(lambda s: s["password"])
        await clerk(walk, scan, covered, json.loads(corners))
        await admin(walk)
        await guide(walk)
        print(" ".join(walk.seen))
    finally:
        browser.close()


asyncio.run(main())
