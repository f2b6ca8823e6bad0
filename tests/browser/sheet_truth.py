"""What stands on the sheets of a folder, SCAN.truth.json of each, and whether it is what the station shows."""
import glob
import json
import os

KEYS_A_CHARACTER = 3  # of a Chinese word typed by pinyin


def truths(folder):
    """Fields by serial; those of all pages of a sheet together."""
    known = {}
    for name in sorted(glob.glob(os.path.join(folder, "*.truth.json"))):
        with open(name, encoding="utf-8") as file:
            truth = json.load(file)
        known.setdefault(truth["serial"], {}).update(truth["fields"])
    return known


def as_words(value):
    if value is None or value == [] or value == "":
        return ""
    if isinstance(value, dict):
        return value["name"] if "name" in value else "有" if value.get("present") else "无"
    return "、".join(value) if isinstance(value, list) else str(value)


def agree(shown, true, kind):
    """A place may be written without its ending."""
    shown, true = as_words(shown), as_words(true)
    if kind == "signature":
        return (shown or "无") == (true or "无")
    return shown == true or (len(true) >= 2 and kind == "text" and shown.startswith(true) and len(shown) > 1
                             and shown[len(true):] in ("镇", "乡", "街道", "村", "村委会", "社区", "社区居委会", "居委会"))


def keys_of(text):
    return sum(1 if ord(letter) < 128 else KEYS_A_CHARACTER for letter in text)


def misread(text):
    """Another text that may stand there: of a date another year, of a number another last digit."""
    at = 3 if text[4:5] == "-" else len(text) - 1
    if not text or not text[at].isdigit():
        return text
    return text[:at] + ("2" if text[at] == "1" else "1") + text[at + 1:]
