// Fills PDF forms with pdf.js under node, and saves them with its saveDocument.
//
// Usage: node fill_in_pdfjs.mjs RECORDS.jsonl
//
// The lines are those of fill_in_chromium.py. What its page would note when somebody types or ticks is noted
// directly: a value for every widget of the field's name, as pdf.js' annotation layer does. Needs package.json here to
// be installed: npm ci --omit=optional.
import {readFileSync, writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {getDocument, VerbosityLevel} from "pdfjs-dist/legacy/build/pdf.mjs";

const pdfjs = fileURLToPath(new URL("node_modules/pdfjs-dist/", import.meta.url));

async function widgetsOf(document) {
  const widgets = [];
  for (let number = 1; number <= document.numPages; ++number) {
    const page = await document.getPage(number);
    for (const annotation of await page.getAnnotations())
      if (annotation.subtype === "Widget")
        widgets.push(annotation);
  }
  return widgets;
}

/// Typing into one copy sets the others; of boxes of one name, those with the ticked one's state are on.
function note(storage, siblings, widget, value) {
  for (const sibling of siblings) {
    if (widget.fieldType === "Tx")
      storage.setValue(sibling.id, {value});
    else
      storage.setValue(sibling.id, {value: value && sibling.exportValue === widget.exportValue});
  }
}

for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
  if (line === "")
    continue;
  const record = JSON.parse(line);
  const task = getDocument({
    data: new Uint8Array(readFileSync(record.pdf)),
    standardFontDataUrl: pdfjs + "standard_fonts/",
    cMapUrl: pdfjs + "cmaps/",
    verbosity: VerbosityLevel.WARNINGS,
  });
  const document = await task.promise;
  const widgets = await widgetsOf(document);
  const byName = Map.groupBy ? Map.groupBy(widgets, (w) => w.fieldName) : new Map();
  if (byName.size === 0)
    for (const widget of widgets)
      byName.set(widget.fieldName, [...(byName.get(widget.fieldName) ?? []), widget]);
  // The widgets of the first copy come first, in tab order.
  record.keys.forEach((value, i) => {
    if (value !== null)
      note(document.annotationStorage, byName.get(widgets[i].fieldName), widgets[i], value);
  });
  const unchanged = document.annotationStorage.size === 0;
  writeFileSync(record.out, await (unchanged ? document.getData() : document.saveDocument()));
  await task.destroy();
}
