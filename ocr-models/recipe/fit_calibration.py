"""Fits what the reader may believe: ocr-models/calibration.json.

usage: fit_calibration.py network cell|number|han CHECKPOINT VALIDATING_TILES CALIBRATION MODEL
       fit_calibration.py fields RECORDS TRUTH CALIBRATION [--write]
       fit_calibration.py bins RECORDS TRUTH

`network`: the power that undoes the flattened softmax, the chance of what the engine does not list, by the
likelihood of tiles that were not trained on (cells: of other hands; characters: of another seed, for want of
other hands); and the hash of the model file they belong to.
`fields`: per kind of field the lowest posterior from which on at most 0.4 of 1000 claims were wrong, moved a
third of the way from the worst wrong posterior to 1. RECORDS is what `tanfang read` wrote about the pages of
TRUTH. Fields that ask for other reasons (ink in an empty cell, mass) count with the posterior they had, so
the threshold errs on the safe side.
`bins`: how often the best guess is right where the posterior says so, in ten bins per kind.
"""
import argparse
import hashlib
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

LISTED = 0.01        # the engine lists nothing below
WRONG = 0.4 / 1000   # of what is claimed
MARGIN = 1 / 3       # of the way from the worst wrong posterior to 1
# No lower than these, whatever the fit says: real pens and scanners differ from the simulated ones, and an ID number
# names the person. On another simulator's faxes a wrong ID number of two unclear characters had 0.99952; on its other
# scans a phone had 0.99923 (on pages of digit_sheets two had 0.99944 and 0.99946), an amount 0.99992, counts 0.99995 to
# 0.999995 (a 4 that looks like 9, 7 or 1): a third of the way from there to 1. A year whose 6 is a 4 to every reader had
# 0.99991: that one of 1,400 dates stays. An ID number whose 4 was read as a 9 had 0.99967 with another digit changed to fit
# the check character: one of 1,238. Where the ink said another digit 87 times as clearly, the number had been written wrong:
# those with a check character have a "mass" of log(0.1), by hand, which costs 0.3 % of their claims. On 6,400 pages of
# digit_sheets a phone whose open 9 is a 5 to a person, too, had 0.99959; of two disability cards the digit of the kind,
# which no check character covers, was a 1 with hat and foot read as 2 with 0.99956 and 0.99989.
LOWEST = {"id_number": 0.9998, "disability_card": 0.9999, "phone": 0.99965, "date": 0.9993, "amount": 0.99995, "count": 0.999997}
LOWEST_ELSEWHERE = 0.998
LEAST = 300          # fields of a kind, else its threshold stays as it is
NEVER = 2            # a posterior that nothing reaches
BINS = (0, .3, .5, .7, .8, .9, .95, .98, .99, .999, 1.01)  # finer where it matters
STRIP = 16           # tiles
DRAWS = {"cell": 4, "number": 1, "han": 1}  # of the noise that the engine reads around a strip
POWERS = {"cell": np.arange(1.5, 7.01, 0.25), "number": np.arange(1.5, 7.01, 0.25), "han": np.arange(0.6, 2.01, 0.1)}
UNLISTED = {"cell": (0.0005, 0.001, 0.002, 0.003, 0.004, 0.006, 0.008), "number": (0.0005, 0.001, 0.002, 0.003, 0.004, 0.006, 0.008), "han": (3e-6, 1e-5, 3e-5, 1e-4, 3e-4)}


# ---- the network --------------------------------------------------------------------------------
def listed(logits, temperature):
    chances = np.exp(logits / temperature - (logits / temperature).max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    return np.where(chances >= LISTED, chances, 0)


def mean_loss(chances, truth, power, unlisted):
    p = np.where(chances > 0, chances ** power, 0)
    p = np.where(chances > 0, p, unlisted ** power)
    return -np.log((p / p.sum(1, keepdims=True))[np.arange(len(p)), truth]).mean()


def cell_trials(path):
    """Tiles with one digit in them, and the digits."""
    from train_digits import load as load_tiles
    tiles, targets = load_tiles("cell", path)
    use = np.flatnonzero((targets.max(1) == 1) & (targets[:, -1] == 0))
    return tiles[use], targets[use].argmax(1)


def number_trials(path):
    """Pieces of free numbers, and what they are; whatever is no digit is the last class."""
    from train_digits import load as load_tiles
    tiles, targets = load_tiles("number", path)
    return tiles, targets.argmax(1)


def han_trials(path):
    """Tiles of single characters out of the streams of han_tiles and word_tiles, and their classes."""
    data = np.fromfile(path, np.uint8)
    data = data[:len(data) - len(data) % 2306].reshape(-1, 2306)
    labels = data[:, :2].copy().view("<u2")[:, 0].astype(int)
    single = labels < labels.max()
    return data[single, 2:].reshape(-1, 48, 48), labels[single]


def fit_network(options):
    import torch

    from export import TEMPERATURE, load
    from network import tile_logits

    network, characters = load(options.kind, options.checkpoint)
    tiles, truth = {"cell": cell_trials, "number": number_trials, "han": han_trials}[options.kind](options.tiles)
    use = np.tile(np.arange(len(truth) - len(truth) % STRIP), DRAWS[options.kind])
    with torch.no_grad():
        logits = np.concatenate([tile_logits(network, tiles[use[k:k + STRIP * 32]], STRIP).numpy() for k in range(0, len(use), STRIP * 32)])
    truth = truth[use]
    chances = listed(logits, TEMPERATURE[options.kind])
    loss, power, unlisted = min((mean_loss(chances, truth, power, unlisted), power, unlisted)
                                for power in POWERS[options.kind] for unlisted in UNLISTED[options.kind])
    print(f"{100 * (chances.argmax(1) == truth).mean():.2f} % of {len(use)} tiles right; -log p {loss:.4f} at power {power:g}, unlisted {unlisted:g}")
    calibration = json.loads(options.calibration.read_text())
    calibration["networks"][options.kind].update(power=round(float(power), 2), unlisted=unlisted, classes=len(characters),
                                                 sha256=hashlib.sha256(options.model.read_bytes()).hexdigest())
    save(options.calibration, calibration)


# ---- fields -------------------------------------------------------------------------------------
def kinds(templates):
    """{field: kind of calibration}"""
    names = {"id_number": "id_number", "disability_card": "disability_card", "phone": "phone", "date": "date", "integer": "count",
             "money": "amount", "closed_word": "word", "division": "place"}
    found = {}

    def visit(node):
        if isinstance(node, dict):
            if "id" in node and "type" in node:
                kind = names.get(node["type"])
                if node["type"].startswith("text"):
                    kind = "name" if str(node.get("lexicon", "")).startswith("surname") else "text"
                found[node["id"]] = kind
            for child in node.values():
                visit(child)
        elif isinstance(node, list):
            for child in node:
                visit(child)

    visit(json.loads((templates / "fields.json").read_text(encoding="utf8")))
    return found


def meant(field, spots):
    """What the writer wrote, in the grammar of the records; nothing if the field was left empty."""
    parts = [spots.get(f"{field}.{part}") for part in ("year", "month", "day")]
    if all(parts):
        year, month, day = (int(p) for p in parts)
        return f"{year + 2000 if year < 100 else year:04d}-{month:02d}-{day:02d}"
    return spots.get(field)


def same(value, truth):
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, int) or (isinstance(value, str) and value.replace(".", "", 1).isdigit() and truth.replace(".", "", 1).isdigit()):
        return str(value).lstrip("0") == truth.lstrip("0")
    return value == truth


def trials(records, truths, kind_of):
    """{kind: [(posterior, right, claimed)]} over all fields that were written in."""
    found = defaultdict(list)
    for text in open(records, encoding="utf8"):
        record = json.loads(text)
        truth = truths / (Path(record["source"]["file"]).stem + ".truth.json")
        if not record["fields"] or not truth.exists():
            continue
        spots = json.loads(truth.read_text(encoding="utf8"))["spots"]
        for field, said in record["fields"].items():
            wrote = meant(field, spots)
            seen = said["value"] is not None  # ink that the scan does not show is no question of reading
            if isinstance(wrote, str) and wrote and kind_of.get(field) and seen:
                found[kind_of[field]].append((said["confidence"], same(said["value"], wrote), said["state"] in ("read", "derived", "blank")))
    return found


def threshold(rows, lowest_allowed):
    """-> (posterior from which on to claim, share claimed, wrong among them)"""
    posterior = np.array([r[0] for r in rows], float)
    right = np.array([r[1] for r in rows], bool)
    order = np.argsort(-posterior, kind="stable")
    wrong = np.cumsum(~right[order])
    fine = np.flatnonzero(wrong <= WRONG * np.arange(1, len(rows) + 1))
    if not len(fine):
        return NEVER, 0.0, 0
    lowest = posterior[order[fine[-1]]]
    worst = posterior[~right].max(initial=0.0)
    theta = max(lowest, worst + MARGIN * (1 - worst)) if worst > lowest else max(lowest, worst + MARGIN * (lowest - worst))
    theta = max(theta, lowest_allowed)
    claimed = posterior >= theta
    return float(theta), claimed.mean(), int((claimed & ~right).sum())


def fit_fields(options):
    calibration = json.loads(options.calibration.read_text())
    print("kind | n | right | claimed today / wrong | fitted posterior | would claim / wrong")
    for kind, rows in sorted(trials(options.records, options.truth, kinds(options.templates)).items()):
        theta, share, wrong = threshold(rows, LOWEST.get(kind, LOWEST_ELSEWHERE))
        now = [r for r in rows if r[2]]
        print(f"{kind} | {len(rows)} | {100 * np.mean([r[1] for r in rows]):.2f} % | {100 * len(now) / len(rows):.1f} % / {sum(not r[1] for r in now)}"
              f" | {theta:.6f} | {100 * share:.1f} % / {wrong}")
        if len(rows) >= LEAST:
            calibration["fields"][kind]["posterior"] = round(float(theta), 6)
    if options.write:
        save(options.calibration, calibration)


def show_bins(options):
    print("kind | posterior | n | said | right")
    for kind, rows in sorted(trials(options.records, options.truth, kinds(options.templates)).items()):
        posterior, right = np.array([r[0] for r in rows], float), np.array([r[1] for r in rows], bool)
        for low, high in zip(BINS, BINS[1:]):
            inside = (posterior >= low) & (posterior < high)
            if inside.any():
                print(f"{kind} | {low:g} - {min(high, 1):g} | {inside.sum()} | {100 * posterior[inside].mean():.2f} % | {100 * right[inside].mean():.2f} %")


def save(path, calibration):
    """One line per entry, as people read it."""
    groups = []
    for name, group in calibration.items():
        if isinstance(group, dict):
            rows = ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in group.items())
            groups.append(f' "{name}": {{\n{rows}\n }}')
        else:
            groups.append(f' "{name}": {json.dumps(group)}')
    path.write_text("{\n" + ",\n".join(groups) + "\n}\n")


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = ask.add_subparsers(required=True)
    network = what.add_parser("network")
    network.add_argument("kind", choices=POWERS)
    network.add_argument("checkpoint")
    network.add_argument("tiles")
    network.add_argument("calibration", type=Path)
    network.add_argument("model", type=Path)
    network.set_defaults(work=fit_network)
    for name, work in (("fields", fit_fields), ("bins", show_bins)):
        part = what.add_parser(name)
        part.add_argument("records")
        part.add_argument("truth", type=Path)
        part.add_argument("--templates", type=Path, default=Path(__file__).resolve().parents[2] / "templates")
        part.set_defaults(work=work)
    what.choices["fields"].add_argument("calibration", type=Path)
    what.choices["fields"].add_argument("--write", action="store_true")
    options = ask.parse_args()
    options.work(options)


if __name__ == "__main__":
    main()
