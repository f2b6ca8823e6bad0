"""Fills PDF forms as GNOME's viewer does: through poppler-glib.

Usage: fill_in_poppler.py RECORDS.jsonl

The lines are those of fill_in_chromium.py; the fields are those of the first copy, page by page in tab order.
Needs Debian's gir1.2-poppler-0.18 and python3-gi.
"""
import json
import sys

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # noqa: E402


def fields_of(document):
    for number in range(document.get_n_pages()):
        # poppler lists them backwards
        for mapping in reversed(document.get_page(number).get_form_field_mapping()):
            yield mapping.field


with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        record = json.loads(line)
        document = Poppler.Document.new_from_file("file://" + record["pdf"], None)
        for value, field in zip(record["keys"], fields_of(document)):
            if value is True:
                field.button_set_state(True)
            elif value:
                field.text_set_text(value)
        document.save("file://" + record["out"])
