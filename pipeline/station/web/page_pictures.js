// The pictures of one record's pages: fetched, decoded and put on a canvas each once, also before they are needed.
import {picture} from '/api.js';
import {make} from '/dom.js';

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

// The canvas takes the place of the picture's pixels, which it shows as they are. A canvas that can be drawn on would
// be copied for each frame.
function onCanvas({bitmap, scale}) {
  const {width, height} = bitmap;
  const canvas = make('canvas', {'aria-label': '扫描件', width, height});
  canvas.getContext('bitmaprenderer').transferFromImageBitmap(bitmap);
  return {bitmap: canvas, scale};
}
