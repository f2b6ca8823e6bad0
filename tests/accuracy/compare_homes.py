"""Compares what two homes claim of the same sheets with what stands on them: what does the register spare?

usage: compare_homes.py TRUTH_FOLDER WITHOUT.jsonl WITH.jsonl

TRUTH_FOLDER holds NAME.truth.json of the scanned sheets ({"serial", "fields": {field: value}}, as in samples/scans), the
others are what `tanfang records` prints of two homes into which the same scans were ingested. Prints by kind of field
how many there are, how many ask and how many are claimed and wrong, without -> with the register, and each wrong one;
the exit code is 1 if with the register more are wrong. Needs nothing but Python.
"""
import collections
import json
import sys
import unicodedata
import unittest
from pathlib import Path

KINDS = [("ID number", ("_id_no", "disability_card_no")), ("phone", ("_phone",)), ("date", ("_date",)),
         ("amount, count", ("_monthly", "visit_ordinal", "population_increase", "population_decrease")),
         ("signature", ("_signature",)), ("place", ("_township", "_village")),
         ("word", ("_sex", "_relation", "_health", "_visits_often", "_safe")),
         ("free text", ("disease_name", "medical_history", "income_source", "subsidy_items", "assist_measures", "care_needs")),
         ("name", ("_name", "assist_person"))]
EMPTY = (None, "", [])


def kind_of(field):
    return next((kind for kind, ends in KINDS if field.endswith(ends)), "boxes")


def plain(text):
    text = unicodedata.normalize("NFKC", str(text)).upper()
    return "".join("、" if c in ",，" else c for c in text if not c.isspace())


def same(true, claimed):
    """A place is written without its last words on paper; of a signature only whether it is there counts."""
    if true in EMPTY or claimed in EMPTY:
        return true in EMPTY and claimed in EMPTY
    if isinstance(true, dict):
        return true["present"] == claimed["present"]
    if isinstance(true, list):
        return sorted(true) == sorted(claimed)
    if isinstance(claimed, dict):
        return plain(claimed["name"]).startswith(plain(true))
    return plain(true) == plain(claimed)


def asks(field):
    return field["state"] in ("doubtful", "unreadable")


def wrong_fields(truth, record):
    return [name for name, field in record["fields"].items()
            if name in truth["fields"] and not asks(field) and not same(truth["fields"][name], field["value"])]


def table(truths, without, known):
    """Rows by kind, and the wrong fields: (which home, serial, field)."""
    rows, wrong = collections.defaultdict(collections.Counter), []
    for serial, truth in truths.items():
        for home, records in (("without", without), ("with", known)):
            record = records[serial]
            wrong += [(home, serial, name) for name in wrong_fields(truth, record)]
            for name, field in record["fields"].items():
                if name in truth["fields"]:
                    rows[kind_of(name)][home] += asks(field)
                    rows[kind_of(name)]["n"] += home == "with"
    return rows, wrong


class Test(unittest.TestCase):
    TRUTH = {"serial": "S", "fields": {"hukou_village": "塔前", "subject_phone": "13900000001", "disease_name": "", "ability_level": "mild"}}

    def record(self, **changed):
        fields = {"hukou_village": {"value": {"name": "塔前村委会", "code": None}, "state": "read"},
                  "subject_phone": {"value": "13900000001", "state": "read"},
                  "disease_name": {"value": None, "state": "blank"},
                  "ability_level": {"value": "mild", "state": "read"}}
        return {"S": {"fields": {**fields, **changed}}}

    def test_the_truth_is_right_and_asks_nothing(self):
        rows, wrong = table({"S": self.TRUTH}, self.record(), self.record())
        self.assertEqual(wrong, [])
        self.assertEqual(sum(row["n"] for row in rows.values()), 4)
        self.assertEqual(sum(row["with"] for row in rows.values()), 0)

    def test_another_value_is_wrong_where_it_is_claimed_only(self):
        other = {"value": "13900000007", "state": "derived"}
        self.assertEqual(table({"S": self.TRUTH}, self.record(), self.record(subject_phone=other))[1], [("with", "S", "subject_phone")])
        rows, wrong = table({"S": self.TRUTH}, self.record(subject_phone={**other, "state": "doubtful"}), self.record())
        self.assertEqual((wrong, rows["phone"]["without"], rows["phone"]["with"]), ([], 1, 0))

    def test_what_is_not_there_is_wrong(self):
        found = {"value": "高血压", "state": "read"}
        self.assertEqual(table({"S": self.TRUTH}, self.record(disease_name=found), self.record())[1], [("without", "S", "disease_name")])


def records_in(path):
    return {record["serial"]: record for record in map(json.loads, open(path, encoding="utf8"))}


def main():
    truths = {}
    for path in sorted(Path(sys.argv[1]).glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf8"))
        truths[truth["serial"]] = truth
    rows, wrong = table(truths, records_in(sys.argv[2]), records_in(sys.argv[3]))
    rows["all"] = sum((rows[kind] for kind in list(rows)), collections.Counter())
    for kind, row in rows.items():
        print(f"{kind:14s} {row['n']:6d}  asked {row['without']:5d} -> {row['with']:5d}")
    for home, serial, name in wrong:
        print(f"wrong {home} the register: {serial} {name}")
    count = collections.Counter(home for home, _, _ in wrong)
    print(f"{len(truths)} sheets; wrong {count['without']} -> {count['with']}")
    sys.exit(count["with"] > count["without"])


if __name__ == "__main__":
    main()
