#!/bin/sh
# The recipe of the digits, once, small: invented hands, a few sheets, a minute of training, export, calibration. Tells
# that the parts still fit together, not how well a model reads.
#
# usage: try_recipe.sh PROGRAMS      (the folder of digit_sheets, comb_tiles and number_tiles)
set -e
programs=$(cd "$1" && pwd)
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
mkdir "$work/train"
for part in training validating; do /usr/bin/python3 digit_bank.py - $part "$work/$part.bank"; done
"$programs/digit_sheets" "$work/training.bank" 1 30 any "$work/t"
"$programs/comb_tiles" "$work/t" > "$work/train/1.tiles"
"$programs/digit_sheets" "$work/validating.bank" 3 6 any "$work/v"
"$programs/comb_tiles" "$work/v" > "$work/val.tiles"
/usr/bin/python3 train_digits.py cell "$work/train" "$work/val.tiles" "$work/cell.pt" --minutes 1.5
/usr/bin/python3 export.py cell "$work/cell.pt" "$work/cell.traineddata"
mkdir "$work/numbers"
"$programs/number_tiles" "$work/training.bank" 1 1500 > "$work/numbers/1.tiles"
"$programs/number_tiles" "$work/validating.bank" 3 200 > "$work/number.tiles"
/usr/bin/python3 train_digits.py number "$work/numbers" "$work/number.tiles" "$work/number.pt" --minutes 1.5
/usr/bin/python3 export.py number "$work/number.pt" "$work/number.traineddata"
cp ../calibration.json "$work/calibration.json"
chmod u+w "$work/calibration.json"
/usr/bin/python3 fit_calibration.py network cell "$work/cell.pt" "$work/val.tiles" "$work/calibration.json" "$work/cell.traineddata" | tee "$work/fit.txt"
/usr/bin/python3 fit_calibration.py network number "$work/number.pt" "$work/number.tiles" "$work/calibration.json" "$work/number.traineddata" | tee -a "$work/fit.txt"
awk '{ if ($1 < 60) { print "only " $1 " % of the tiles are right"; exit 1 } }' "$work/fit.txt"
