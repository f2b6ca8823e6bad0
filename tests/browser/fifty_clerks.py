"""Fifty clerks who each confirm a field once a second, over loopback.

Usage: fifty_clerks.py ADDRESS CLERKS SECONDS

Accounts clerk0, clerk1, ... (operator), password "correct horse". Prints one JSON object: how many decisions were
acknowledged, the median and the 95th percentile of their time in ms, the system's load, and in words what went
otherwise ("trouble"), with the clerk, the request and what the server said.
"""
import http.client
import json
import os
import sys
import threading
import time

PATIENCE = 60  # s, until the server is there, and for one answer


class Refused(Exception):
    pass


class Clerk(threading.Thread):
    def __init__(self, host, number):
        super().__init__()
        self.connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        self.host, self.number, self.end = host, number, 0
        self.cookie = self.csrf = ""
        self.times = []
        self.trouble = []

    def send(self, method, path, body=None):
        headers = {"Host": self.host, "Origin": "http://" + self.host, "Cookie": self.cookie,
                   "X-CSRF-Token": self.csrf, "Content-Type": "application/json"}
        self.connection.request(method, "/api/" + path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        data = json.loads(answer.read())
        if answer.status != 200:
            raise Refused("%s: %d %s" % (path, answer.status, data.get("error")))
        if answer.getheader("Set-Cookie"):
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
        return data

    def sign_in(self):
        self.csrf = self.send("GET", "session")["csrf"]
        self.send("POST", "login", {"name": "clerk%d" % self.number, "password": "correct horse"})
        self.csrf = self.send("GET", "session")["csrf"]
        self.connection.close()  # the server would, before all have signed in; it is opened again when needed

    def run(self):
        try:
            self.work()
        except Exception as error:  # a thread's end would otherwise be silent
            self.note(error)

    def note(self, error):
        self.trouble.append("clerk%d after %d decisions: %s %s" % (
            self.number, len(self.times), type(error).__name__, error))

    def work(self):
        record = self.send("POST", "next", {"after": ""})["record"]
        if record is None:
            raise Refused("next: no sheet left for this clerk")
        view = self.send("GET", "sheet/" + record)
        time.sleep(self.number / 50)  # not all at the same moment
        while time.monotonic() < self.end:
            start = time.monotonic()
            readable = [field["id"] for field in view["fields"] if field["state"] != "unreadable"]
            try:
                view = self.send("POST", "decide", {
                    "record": record, "revision": view["revision"],
                    "field": readable[len(self.times) % len(readable)], "kind": "as_read"})
                self.times.append(1000 * (time.monotonic() - start))
            except Refused as error:
                self.note(error)
                view = self.send("GET", "sheet/" + record)  # as the page does
            time.sleep(max(0, start + 1 - time.monotonic()))


def wait_for(host):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            http.client.HTTPConnection(host, timeout=PATIENCE).connect()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise SystemExit("nobody serves " + host)


def main():
    address, count, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    host = address.split("/")[2]
    wait_for(host)
    clerks = [Clerk(host, number) for number in range(count)]
    for clerk in clerks:
        clerk.sign_in()
    end = time.monotonic() + seconds
    for clerk in clerks:
        clerk.end = end
        clerk.start()
    for clerk in clerks:
        clerk.join()
    times = sorted(each for clerk in clerks for each in clerk.times) or [0]
    print(json.dumps({"acknowledged": sum(len(clerk.times) for clerk in clerks),
                      "median_ms": round(times[len(times) // 2], 1),
                      "p95_ms": round(times[int(len(times) * 0.95)], 1), "load": os.getloadavg()[0],
                      "trouble": [each for clerk in clerks for each in clerk.trouble]}, ensure_ascii=False))


main()
