// The pictures of one record's pages: fetched, decoded and made small each once, also before they are needed.
import {picture} from '/api.js';
import {make} from '/dom.js';

const SHARE = 0.58;  // of the screen's width, for the page: station.css

export class PagePictures {
  constructor(record) {
    this.record = record;
    this.coming = new Map();  // page number -> promise of its picture
    this.here = new Map();    // page number -> its picture
  }

  // What fails is fetched again when it is asked for again.
  bring(number) {
    if (!this.coming.has(number)) {
      const coming = picture(this.record, number).then(onCanvas);
      coming.then(page => this.here.set(number, page), () => this.coming.delete(number));
      this.coming.set(number, coming);
    }
    return this.coming.get(number);
  }
}

// Beside the picture a canvas that shows it, made as small as the screen shows it: else the browser does so when a page
// comes before the clerk. A canvas that can be drawn on would be copied for each frame.
async function onCanvas({bitmap, blob, scale}) {
  const resizeWidth = Math.min(bitmap.width, Math.ceil(window.screen.width * SHARE * window.devicePixelRatio));
  const small = await createImageBitmap(blob, {resizeWidth, resizeQuality: 'medium'});  // from pixels it would block the page
  const canvas = make('canvas', {'aria-label': '扫描件', width: small.width, height: small.height});
  canvas.getContext('bitmaprenderer').transferFromImageBitmap(small);
  return {bitmap, canvas, scale};
}
