// The page of the sheet on the screen: its picture with the places of the fields, and the one that is asked for, large.
// The picture of a page stays; the places lie above it, and of these only those are touched that change.
import {draw, make, put, say} from '/dom.js';
import {boxOf, drawCrop, pathOf, quadsOf} from '/quads.js';

const AROUND = 14;   // pixels of the page, around what is shown large
const EDGE = 1 / 8;  // of the window on the page, above and below: what stands there is not well in view

export class SheetPage {
  constructor() {
    this.pictures = null;  // of the sheet's pages
    this.places = draw('svg', {'aria-hidden': 'true'});
    this.paper = make('div', {class: 'paper'}, this.places);
    this.paths = new Map();  // id of a field -> its places
    this.how = '';  // it is shown: as wide as the window, 'large' or 'whole'
    this.element = make('div', {class: 'page', tabindex: '0', role: 'region', 'aria-label': '扫描件'},
                        this.paper);
  }

  // The pages of another sheet: nothing of the last one stays on the screen.
  turnTo(pictures) {
    if (this.pictures === pictures) return;
    this.pictures = pictures;
    this.now = null;  // the page on the screen
    this.paper.replaceChildren(this.places);
    for (const path of this.paths.values()) put(path, 'd', '');
  }

  // 'large' or 'whole'; asked for again, as wide as the window.
  look(how) {
    this.how = this.how === how ? '' : how;
    put(this.element, 'class', `page ${this.how}`.trim());
    if (this.now) this.lay(this.now);
    this.scroll();
  }

  // At once if the picture is here, so that the browser lays out all that is new together.
  //
  // crop: the canvas for the field at this index; isNow: still asked for when the picture has come?
  draw(view, at, crop, isNow) {
    const number = view.fields[at].page;
    this.box = null;  // in the picture, of the field that is asked for
    if (number === null) return;
    if (this.pictures.here.has(number)) this.drawField(view, at, crop);
    else this.pictures.bring(number).then(() => {
      if (!isNow()) return;  // the clerk went on
      this.drawField(view, at, crop);
      this.scroll();
    }, error => say('扫描件显示不出来：' + error.message, true));
  }

  drawField(view, at, crop) {
    const now = view.fields[at], page = this.pictures.here.get(now.page);
    this.box = boxOf(quadsOf(view, now, page, now.page));
    drawCrop(crop, page, this.box, AROUND);
    if (this.now !== page) this.lay(page);
    for (const field of view.fields)
      this.drawPlaces(field, field === now, field.page === now.page ? quadsOf(view, field, page, now.page) : []);
    for (const other of view.fields)  // the other pages, before they are needed
      if (other.open && other.page !== null) this.pictures.bring(other.page).catch(() => {});
  }

  lay(page) {
    this.now = page;
    put(this.places, 'viewBox', `0 0 ${page.bitmap.width} ${page.bitmap.height}`);
    this.paper.replaceChildren(this.how === 'large' ? largeOf(page) : page.canvas, this.places);
  }

  drawPlaces(field, isNow, quads) {
    if (!this.paths.has(field.id)) {
      this.paths.set(field.id, draw('path'));
      this.places.append(this.paths.get(field.id));
    }
    const path = this.paths.get(field.id);
    put(path, 'd', quads.map(pathOf).join(''));
    put(path, 'class', lookOf(field, isNow));
  }

  // What the places say once more is decided; they stay where they are.
  mark(view, at) {
    for (const field of view.fields)
      if (this.paths.has(field.id)) put(this.paths.get(field.id), 'class', lookOf(field, field === view.fields[at]));
  }

  // The field that is asked for, into the middle if it is not well in view: a page that stands still is easier to look
  // at, and nothing of it is drawn anew.
  scroll() {
    if (!this.box) return;
    const frame = this.element, height = frame.clientHeight, ratio = this.paper.clientWidth / this.now.bitmap.width;
    const top = this.box.top * ratio, bottom = top + this.box.height * ratio, seen = frame.scrollTop;
    if (top < seen + EDGE * height || bottom > seen + (1 - EDGE) * height) frame.scrollTop = top - height / 2;
    frame.scrollLeft = (this.box.left + this.box.width / 2) * ratio - frame.clientWidth / 2;
  }
}

function lookOf(field, isNow) {
  return isNow ? 'now' : field.open ? 'ask' : field.state === 'decided' ? 'decided' : '';
}

// All pixels of the picture: made when they are asked for.
function largeOf(page) {
  if (!page.large) {
    const {width, height} = page.bitmap;
    page.large = make('canvas', {'aria-label': '扫描件', width: String(width), height: String(height)});
    page.large.getContext('2d').drawImage(page.bitmap, 0, 0);
  }
  return page.large;
}
