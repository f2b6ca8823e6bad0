"""Draws pre-filled triplicates of the visit form with reportlab, to compare it with `tanfang print`.

Usage: print_with_reportlab.py SETS OUT.pdf

The same template, fonts, words and values, one file. It draws no QR code, which reportlab would do in Python, and no
fiducial patterns, only squares: both are in its favor. Needs Debian's python3-reportlab. Prints seconds, megabytes
and the peak of memory.
"""
import json
import resource
import sys
import time
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
BODY_PT = 12
MIDDLE = 0.35  # of the size: from a line's middle to its base line
VALUES = {"visit_date.year": "2026", "visit_date.month": "11", "visit_ordinal": "{number}",
          "disease_name": "高血压", "care_needs": "每周送餐三次，代购药品"}
TICKS = ["service_method.home", "population_change.none", "expression_ability.no_change", "mobility.no_change"]


def load(name):
    return json.loads((TEMPLATES / name).read_text(encoding="utf-8"))


class Printer:
    def __init__(self, out):
        self.form = load("visit.json")
        fonts = load("fonts.json")
        for role in ("title", "body"):
            pdfmetrics.registerFont(TTFont(role, fonts[role]["file"], subfontIndex=fonts[role]["face"]))
        self.width, self.height = (side * mm for side in self.form["page_mm"])
        self.canvas = Canvas(out, pagesize=(self.width, self.height), pageCompression=1)

    def write(self, text, at, size=BODY_PT, align="left", font="body"):
        self.canvas.setFont(font, size)
        x, y = at[0] * mm, self.height - at[1] * mm - MIDDLE * size
        {"left": self.canvas.drawString, "center": self.canvas.drawCentredString,
         "right": self.canvas.drawRightString}[align](x, y, text)

    def line(self, x0, y0, x1, y1, width):
        self.canvas.setLineWidth(width * mm)
        self.canvas.line(x0 * mm, self.height - y0 * mm, x1 * mm, self.height - y1 * mm)

    def form_page(self, page):
        half = self.form["fiducial_size_mm"] / 2
        for mark in page["fiducials"]:
            x, y = mark["center"]
            self.canvas.rect((x - half) * mm, self.height - (y + half) * mm, 2 * half * mm, 2 * half * mm, fill=1)
        for line in page["lines"]:
            self.line(*line)
        for text in page["texts"]:
            self.write(text["text"], text["at"], text.get("size_pt", BODY_PT), text.get("align", "left"),
                       text.get("font", "body"))
        for spot in self.form["spots"].values():
            x0, y0, x1, y1 = spot["rect"]
            if spot["kind"] == "checkbox":
                self.canvas.rect(x0 * mm, self.height - y1 * mm, (x1 - x0) * mm, (y1 - y0) * mm)
            for cell in range(1, spot.get("cells", 0)):
                x = x0 + (x1 - x0) * cell / spot["cells"]
                self.line(x, y1 - 1.5, x, y1, 0.2)

    def values(self, number):
        for spot, text in VALUES.items():
            x0, y0, _, y1 = self.form["spots"][spot]["rect"]
            self.write(text.format(number=number % 100 + 1), (x0 + 1, (y0 + y1) / 2))
        for spot in TICKS:
            x0, y0, x1, y1 = self.form["spots"][spot]["rect"]
            self.line(x0, (y0 + y1) / 2, (x0 + x1) / 2, y1, 0.4)
            self.line((x0 + x1) / 2, y1, x1, y0, 0.4)

    def print_set(self, number):
        for copy in self.form["copies"]:
            page = self.form["pages"][0]
            self.form_page(page)
            self.values(number)
            self.write(copy["label"] + "　" + copy["holder"] + "存档", page["copy_label"]["at"], 10.5, "center", "title")
            self.write("TF1/V/1/%010d/%d/1/00" % (number, copy["copy"]), page["code_text"]["at"], 11, "center", "title")
            self.canvas.showPage()


def main(sets, out):
    start = time.monotonic()
    printer = Printer(out)
    for number in range(sets):
        printer.print_set(number)
    printer.canvas.save()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("%d sets: %.1f s, %.1f MB, peak %.0f MiB" % (sets, time.monotonic() - start,
                                                       Path(out).stat().st_size / 1e6, peak))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
