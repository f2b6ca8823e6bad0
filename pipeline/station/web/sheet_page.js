// The page of the sheet on the screen: its picture with the places of the fields, and the one that is asked for, large.
import {picture} from '/api.js';
import {make, say} from '/dom.js';
import {boxOf, drawCrop, outline, quadsOf, strokeOf} from '/quads.js';

const AROUND = 14;  // pixels of the page, around what is shown large

export class SheetPage {
  // pictures: page number -> promise of its picture
  constructor(pictures) {
    this.pictures = pictures;
    this.canvas = make('canvas', {'aria-label': '扫描件'});
  }

  bring(record, number) {
    if (number !== null && !this.pictures.has(number)) this.pictures.set(number, picture(record, number));
  }

  // crop: the canvas for the field at this index; isNow: still asked for when the picture has come?
  async draw(view, at, crop, isNow) {
    const field = view.fields[at], number = field.page;
    if (number === null) return;
    this.bring(view.record, number);
    let page;
    try {
      page = await this.pictures.get(number);
    } catch (error) {
      this.pictures.delete(number);
      say('扫描件显示不出来：' + error.message, true);
      return;
    }
    if (!isNow()) return;  // the clerk went on
    drawCrop(crop, page, boxOf(quadsOf(view, field, page, number)), AROUND);
    this.drawQuads(view, field, page);
    for (const other of view.fields)  // the other pages, before they are needed
      if (other.open) this.bring(view.record, other.page);
  }

  drawQuads(view, now, page) {
    const {canvas} = this;
    canvas.width = page.bitmap.width;
    canvas.height = page.bitmap.height;
    const context = canvas.getContext('2d');
    context.drawImage(page.bitmap, 0, 0);
    for (const field of view.fields) {
      if (field.page !== now.page) continue;
      const [color, width, dash] = strokeOf(field, field === now);
      for (const points of quadsOf(view, field, page, now.page)) outline(context, points, color, width, dash);
    }
    const box = boxOf(quadsOf(view, now, page, now.page));
    const frame = canvas.parentElement, ratio = canvas.clientWidth / canvas.width;
    frame.scrollTop = box.top * ratio - frame.clientHeight / 2;
  }
}
