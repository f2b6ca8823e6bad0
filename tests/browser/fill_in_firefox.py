"""Fills PDF forms in a real Firefox by its keyboard, and saves what its save button would save.

Usage: fill_in_firefox.py RECORDS.jsonl [--picture FILE.png]

The lines are those of fill_in_chromium.py. Firefox is driven by its own protocol, Marionette, which is JSON over a
local socket. Needs Debian's firefox-esr; nothing is fetched.
"""
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

PATIENCE = 60  # s, for Firefox and for one document
TAB = "\ue004"  # as WebDriver writes keys
ENTER = "\ue007"

# The fields of a document in the order of their pages, which is that of filling; Firefox tabs as they stand,
# from the top to the bottom. An empty list until it is loaded.
FIELD_IDS = """const done = arguments[arguments.length - 1];
  (async () => {
    const pdf = window.PDFViewerApplication && window.PDFViewerApplication.pdfDocument;
    const ids = [];
    for (let number = 1; pdf && number <= pdf.numPages; ++number)
      for (const annotation of await (await pdf.getPage(number)).getAnnotations())
        if (annotation.subtype === 'Widget')
          ids.push(annotation.id);
    done(ids);
  })();"""

# Puts the keyboard into a field; false until its page is drawn.
FOCUS = """const field = document.querySelector('[data-element-id="%s"]');
  if (field) {
    field.focus();
    return document.activeElement === field;
  }
  window.PDFViewerApplication.page = Math.min(window.PDFViewerApplication.page + 1, 2);
  return false;"""

# base64, for the bytes pass through JSON.
SAVE = """const done = arguments[arguments.length - 1];
  window.PDFViewerApplication.pdfDocument.saveDocument().then((data) => {
    let text = '';
    for (let i = 0; i < data.length; i += 32768)
      text += String.fromCharCode(...data.subarray(i, i + 32768));
    done(btoa(text));
  }, (error) => done('! ' + error));"""


class Firefox:
    """Firefox without a window."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tanfang-firefox-")
        with open(os.path.join(self.folder, "user.js"), "w", encoding="ascii") as file:
            file.write('user_pref("marionette.port", 0);\n'  # any; it is told in MarionetteActivePort
                       'user_pref("dom.disable_beforeunload", true);\n')  # no "Leave page?"
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", self.folder,
             "--width", "1200", "--height", "1500"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.number = 0

    def connect(self):
        def port():
            with open(os.path.join(self.folder, "MarionetteActivePort"), encoding="ascii") as file:
                return int(file.read())
        self.socket = socket.create_connection(("127.0.0.1", wait_for(port, "firefox did not start")))
        self.answers = self.socket.makefile("rb")
        self.receive()  # its greeting
        self.call("WebDriver:NewSession", capabilities={})

    def receive(self):
        length = b""
        while not length.endswith(b":"):
            length += self.answers.read(1)
        return json.loads(self.answers.read(int(length[:-1])))

    def call(self, command, **parameters):
        self.number += 1
        message = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError("%s: %s" % (command, error))
        return result

    def run(self, script):
        return self.call("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def run_and_wait(self, script):
        return self.call("WebDriver:ExecuteAsyncScript", script=script, args=[])["value"]

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_for(value_of, problem):
    """The first value that is neither false nor an error."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if value := value_of():
                return value
        except (OSError, ValueError, RuntimeError):
            pass
        time.sleep(0.1)
    raise SystemExit(problem)


def type_keys(firefox, keys):
    actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
    firefox.call("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": actions}])


def fill(firefox, record):
    firefox.call("WebDriver:Navigate", url="file://" + record["pdf"])
    problem = "not loaded: " + record["pdf"]
    ids = wait_for(lambda: firefox.run_and_wait(FIELD_IDS), problem)
    for field, value in zip(ids, record["keys"]):
        if not value:
            continue
        wait_for(lambda: firefox.run(FOCUS % field), problem)
        type_keys(firefox, " " if value is True else value.replace("\n", ENTER))
    type_keys(firefox, TAB)  # a field takes over what was typed when it is left


def save(firefox, out):
    data = firefox.run_and_wait(SAVE)
    if data.startswith("!"):
        raise SystemExit("not saved: " + data)
    with open(out, "wb") as file:
        file.write(base64.b64decode(data))


def picture(firefox, out):
    firefox.run("window.PDFViewerApplication.page = 1;")
    time.sleep(2)  # until all is painted
    with open(out, "wb") as file:
        file.write(base64.b64decode(firefox.call("WebDriver:TakeScreenshot", full=False)["value"]))


def main(arguments):
    firefox = Firefox()
    try:
        firefox.connect()
        with open(arguments[0], encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                fill(firefox, record)
                if arguments[1:2] == ["--picture"]:
                    picture(firefox, arguments[2])
                save(firefox, record["out"])
    finally:
        firefox.close()


if __name__ == "__main__":
    main(sys.argv[1:])
