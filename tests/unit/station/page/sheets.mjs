// A pile of sheets behind the station's page, and answers that a test holds back.
import {site} from './browser.mjs';

const QUAD = [10, 10, 90, 10, 90, 30, 10, 30];

function fieldOf(id) {
  return {id, zh: id, type: 'text', options: [], value: `${id} as read`, state: 'doubtful', open: true, masked: false,
          page: 0, spots: [id], candidates: [], findings: []};
}

export class Sheets {
  // fields: record -> ids of the fields that ask; records sort by their names
  constructor(fields) {
    this.views = new Map();
    for (const [record, ids] of Object.entries(fields))
      this.views.set(record, {record, serial: record, revision: 1, form: 'visit', status: 'review',
        pages: [{rotation: 0, spots: Object.fromEntries(ids.map(id => [id, QUAD]))}], fields: ids.map(fieldOf)});
    this.held = new Map();     // "record/field" -> lets its decision go on; given [status, words], it is refused
    this.decided = [];         // "record/field: value", in the order in which they were taken
    site.answer = (method, path, body) => this.answer(method, path, body);
  }

  // The next decision about it stays on its way until it is let go.
  hold(name) {
    let letGo;
    const waiting = new Promise(done => { letGo = done; });
    this.held.set(name, {waiting, letGo});
  }

  letGo(name, refusal) { this.held.get(name).letGo(refusal); }

  async answer(method, path, body) {
    if (path === 'next') return [200, {record: this.next(body.after)}];
    if (path.startsWith('sheet/')) return [200, this.copyOf(path.slice(6))];
    if (path === 'decide') return this.decide(body);
    if (path === 'rescan') return this.rescan(body);
    if (path === 'undo') return this.undo(body);
    return path.startsWith('picture/') ? [200, null] : [404, {error: path}];
  }

  next(after) {
    const open = Array.from(this.views.values()).filter(view => view.fields.some(field => field.open)).map(view => view.record);
    return open.find(record => record > after) || open[0] || null;
  }

  copyOf(record) { return JSON.parse(JSON.stringify(this.views.get(record))); }

  // It asks nobody any more.
  rescan({record, revision, reason}) {
    const view = this.views.get(record);
    if (revision !== view.revision) return [409, {error: 'changed meanwhile'}];
    for (const field of view.fields) field.open = false;
    this.decided.push(`${record}: rescan, ${reason}`);
    return [200, {record, revision: ++view.revision}];
  }

  undo({record}) {
    const view = this.views.get(record), undone = this.decided.pop().split(/[/:]/)[1];
    Object.assign(view.fields.find(field => field.id === undone), fieldOf(undone));
    ++view.revision;
    return [200, {...this.copyOf(record), undone}];
  }

  async decide({record, revision, field: id, kind, value}) {
    const name = `${record}/${id}`, held = this.held.get(name), view = this.views.get(record);
    const refusal = held && await held.waiting;
    this.held.delete(name);
    if (refusal) return [refusal[0], {error: refusal[1]}];
    if (revision !== view.revision) return [409, {error: 'changed meanwhile'}];
    const field = view.fields.find(one => one.id === id);
    Object.assign(field, {open: false, state: 'decided', value: kind === 'as_read' ? field.value : kind === 'unreadable' ? kind : value});
    ++view.revision;
    this.decided.push(`${name}: ${field.value}`);
    return [200, this.copyOf(record)];
  }
}
