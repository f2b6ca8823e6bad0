// The way from sheet to sheet of the pile. The next ones are fetched before they are needed, and the clerk goes on from one
// while his last decisions about it are on their way: what comes back of it is the next thing he sees.
import {get, post} from '/api.js';
import {PagePictures} from '/page_pictures.js';
import {allSaved} from '/saving.js';
import {Sheet} from '/sheet.js';
import {SheetFrame} from '/sheet_frame.js';

const AHEAD = 3;              // sheets
const FRESH = 2 * 60 * 1000;  // ms; the server keeps a sheet for him for five minutes from here on

// The next sheet that waits, and the picture of its first question.
async function findNext(after) {
  const {record} = await post('next', {after});
  if (!record) return {record};
  const view = await get('sheet/' + record), first = view.fields.find(field => field.open && field.page !== null);
  const pictures = new PagePictures(record);
  if (first) pictures.bring(first.page).catch(() => {});  // said when it is needed
  return {record, view, pictures};
}

export class Pile {
  constructor(app, enter) {
    this.app = app;
    this.enter = enter;
    this.frame = new SheetFrame();
    this.last = '';         // record of the furthest sheet that was shown
    this.ahead = [];        // [{after, at, found}]: the sheets behind it
    this.returned = [];     // sheets that are not done although he went on
    this.interrupted = [];  // sheets that wait for such a one
  }

  fresh(after) {
    return this.ahead.find(one => one.after === after && performance.now() - one.at < FRESH);
  }

  // When the present one is on the screen: so much the sooner it is there.
  lookAheadSoon() {
    requestAnimationFrame(() => setTimeout(() => this.lookAhead(), 0));
  }

  // From the furthest one on that is known. What fails is asked for again when it is needed.
  async lookAhead() {
    for (let after = this.last, count = 0; count < AHEAD; ++count) {
      let entry = this.fresh(after);
      if (!entry) this.ahead.push(entry = {after, at: performance.now(), found: findNext(after).catch(() => null)});
      const next = await entry.found;
      if (!next || !next.record || next.record <= after || !this.ahead.includes(entry)) return;
      after = next.record;
    }
  }

  // from: the sheet that he is done with; stays if something of it has come back meanwhile
  async next(from) {
    // One that waits may have been answered to its end before it was interrupted.
    while (this.returned.length || this.interrupted.length) {
      const earlier = this.returned.shift() || this.interrupted.pop();
      if (!earlier.isDone()) return this.enter(earlier);
    }
    const known = this.fresh(this.last), ready = known && await known.found;
    if (from && !from.isDone()) return undefined;
    this.ahead = this.ahead.filter(one => one.after > this.last);
    if (ready && ready.record && ready.record > this.last) return this.show(ready);
    // Behind the last one the first comes again: those that are not done when all is saved.
    await allSaved();
    if (this.returned.length) return this.next(from);
    if (from && !from.isDone()) return undefined;
    const found = await findNext(this.last);
    return found.record ? this.show(found) : this.app.home('没有待处理的表了');
  }

  show({record, view, pictures}) {
    this.last = record;
    const home = words => words ? this.app.signedOut(words) : this.app.attempt(() => this.app.home());
    return this.enter(new Sheet(view, home, sheet => this.app.attempt(() => this.next(sheet)), pictures, this.frame, this));
  }

  // Told by a sheet that the clerk has gone on from.
  comesBack(sheet) {
    if (!this.returned.includes(sheet) && !this.interrupted.includes(sheet)) this.returned.push(sheet);
  }

  // Is there a sheet that has come back? Then this one waits.
  isInterrupted(sheet) {
    if (!this.returned.length) return false;
    this.interrupted.push(sheet);
    this.enter(this.returned.shift());
    return true;
  }
}
