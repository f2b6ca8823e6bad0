"""Fifty clerks who each confirm a field once a second, over loopback.

Usage: fifty_clerks.py ADDRESS CLERKS SECONDS

Accounts clerk0, clerk1, ... (operator), password "correct horse". Prints how many decisions were acknowledged, and
the median and the 95th percentile of their time in ms.
"""
import http.client
import json
import sys
import threading
import time


class Clerk(threading.Thread):
    def __init__(self, host, number, end):
        super().__init__()
        self.connection = http.client.HTTPConnection(host, timeout=30)
        self.host, self.number, self.end = host, number, end
        self.cookie = self.csrf = ""
        self.times = []
        self.refused = []

    def send(self, method, path, body=None):
        headers = {"Host": self.host, "Origin": "http://" + self.host, "Cookie": self.cookie,
                   "X-CSRF-Token": self.csrf, "Content-Type": "application/json"}
        self.connection.request(method, "/api/" + path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        data = json.loads(answer.read())
        if answer.getheader("Set-Cookie"):
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
        return answer.status, data

    def sign_in(self):
        self.csrf = self.send("GET", "session")[1]["csrf"]
        status, _ = self.send("POST", "login", {"name": "clerk%d" % self.number, "password": "correct horse"})
        if status != 200:
            raise SystemExit("no sign-in: %d" % status)
        self.csrf = self.send("GET", "session")[1]["csrf"]
        self.connection.close()  # the server would, before all have signed in; it is opened again when needed

    def run(self):
        record = self.send("POST", "next", {"after": ""})[1]["record"]
        view = self.send("GET", "sheet/" + record)[1]
        time.sleep(self.number / 50)  # not all at the same moment
        while time.monotonic() < self.end:
            start = time.monotonic()
            readable = [field["id"] for field in view["fields"] if field["state"] != "unreadable"]
            field = readable[len(self.times) % len(readable)]
            status, answer = self.send("POST", "decide", {
                "record": record, "revision": view["revision"], "field": field, "kind": "as_read"})
            self.times.append(1000 * (time.monotonic() - start))
            if status == 200:
                view = answer
            else:
                self.refused.append(answer)
            time.sleep(max(0, start + 1 - time.monotonic()))


def main():
    address, count, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    host = address.split("/")[2]
    clerks = [Clerk(host, number, 0) for number in range(count)]
    for clerk in clerks:
        clerk.sign_in()
    end = time.monotonic() + seconds
    for clerk in clerks:
        clerk.end = end
        clerk.start()
    for clerk in clerks:
        clerk.join()
    times = sorted(each for clerk in clerks for each in clerk.times)
    refused = [each for clerk in clerks for each in clerk.refused]
    print(json.dumps({"acknowledged": len(times) - len(refused), "median_ms": round(times[len(times) // 2], 1),
                      "p95_ms": round(times[int(len(times) * 0.95)], 1), "refused": refused[:3]}, ensure_ascii=False))


main()
