"""Compares the places that `tanfang learn` found on a print with where they really are.

usage: compare_places.py TRUE.json LEARNED.json

Both map spots to {"kind", "page", "rect": [left, top, right, bottom] in points}, as `tanfang layout` prints it under
"spots". A box's middle may lie 0.7 mm away; a field must cover nine tenths of its true area and the middle of no other
true spot that lies outside of it. Prints what is off and a summary; the exit code is 1 if anything is off or missing. Needs nothing but Python.
"""
import json
import math
import sys
import unittest

POINTS_PER_MM = 72 / 25.4
BOX_MM = 0.7
COVERED = 0.9


def middle(rect):
    return (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2


def distance_mm(a, b):
    return math.dist(middle(a), middle(b)) / POINTS_PER_MM


def covered(true, found):
    """The part of the true area that lies in the found one."""
    width = max(0, min(true[2], found[2]) - max(true[0], found[0]))
    height = max(0, min(true[3], found[3]) - max(true[1], found[1]))
    return width * height / ((true[2] - true[0]) * (true[3] - true[1]))


def within(point, rect):
    return rect[0] < point[0] < rect[2] and rect[1] < point[1] < rect[3]


def fault_of(name, true, found):
    """What is wrong with the place of one spot, or nothing."""
    if name not in found:
        return "missing"
    right, place = true[name], found[name]
    if place["page"] != right["page"]:
        return f"on page {place['page']} instead of {right['page']}"
    if right["kind"] == "checkbox":
        away = distance_mm(right["rect"], place["rect"])
        return f"{away:.2f} mm away" if away > BOX_MM else None
    if covered(right["rect"], place["rect"]) < COVERED:
        return f"covers {100 * covered(right['rect'], place['rect']):.0f} %"
    others = [other for other, spot in true.items() if other != name and spot["page"] == place["page"]
              and within(middle(spot["rect"]), place["rect"]) and not within(middle(spot["rect"]), right["rect"])]
    return "covers " + ", ".join(others) if others else None


def faults_of(true, found):
    faults = {name: fault_of(name, true, found) for name in true}
    return {name: fault for name, fault in faults.items() if fault}


class Test(unittest.TestCase):
    TRUE = {"a.yes": {"kind": "checkbox", "page": 0, "rect": [0, 0, 10, 10]},
            "b": {"kind": "field", "page": 0, "rect": [20, 0, 120, 20]},
            "c": {"kind": "field", "page": 0, "rect": [120, 0, 140, 20]}}

    def faults_with(self, name, **changed):
        found = dict(self.TRUE)
        found[name] = {**found[name], **changed}
        return faults_of(self.TRUE, found)

    def test_equal_places_have_no_fault(self):
        self.assertEqual(faults_of(self.TRUE, self.TRUE), {})

    def test_a_box_may_be_moved_by_less_than_its_tolerance_only(self):
        self.assertEqual(self.faults_with("a.yes", rect=[1.5, 0, 11.5, 10]), {})
        self.assertIn("a.yes", self.faults_with("a.yes", rect=[2.1, 0, 12.1, 10]))

    def test_a_field_that_is_too_narrow_or_holds_another_is_off(self):
        self.assertEqual(self.faults_with("b", rect=[15, 0, 115, 20]), {})
        self.assertIn("b", self.faults_with("b", rect=[20, 0, 105, 20]))
        self.assertIn("b", self.faults_with("b", rect=[20, 0, 140, 20]))

    def test_another_page_and_a_missing_spot_are_off(self):
        self.assertIn("b", self.faults_with("b", page=1))
        self.assertEqual(faults_of(self.TRUE, {}), {name: "missing" for name in self.TRUE})


def main():
    true, found = ({name: spot for name, spot in data.get("spots", data).items() if spot is not None}
                   for data in (json.load(open(path, encoding="utf8")) for path in sys.argv[1:]))
    faults = faults_of(true, found)
    for name, fault in faults.items():
        print(f"{name}: {fault}")
    away = [distance_mm(spot["rect"], found[name]["rect"]) for name, spot in true.items()
            if spot["kind"] == "checkbox" and name in found]
    print(f"{len(true) - len(faults)} of {len(true)} spots found where they are; boxes at most {max(away, default=0):.2f} mm away")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
