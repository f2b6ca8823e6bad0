// One question after the other, of the same kind, from many sheets: the writing on the left, what was read on
// the right. Where copies contradict each other, each copy stands below the other.
import {crop, post} from '/api.js';
import {choicesOf, flipped} from '/choices.js';
import {canvasOf, label, make, put, say, show} from '/dom.js';
import {dropDraft, hasDraft, keepDraft} from '/drafts.js';
import {Keys} from '/keys.js';
import {allSaved, countUnderWay, save} from '/saving.js';
import {Screen} from '/screen.js';
import {WordList} from '/wordlist.js';
import {AGAINST_INK, HIDDEN, nameInRow, stateOf, wordsOf} from '/words.js';

const AHEAD = 3;  // items whose pictures are fetched before they are needed

export class Row extends Screen {
  // load: gives {items}, the first that wait
  static async start(app, enter, title, load) {
    const {items} = await load();
    if (!items.length) return app.home(`${title}：没有待处理的了`);
    return enter(new Row(app, title, load, items));
  }

  constructor(app, title, load, items) {
    super(app);
    this.title = title;
    this.load = load;
    this.items = items;
    this.at = 0;
    this.done = [];  // what was decided here, for undo
    this.passed = new Set();
    this.crops = new Map();  // "record/page/spot" -> promise of its picture
    this.editing = false;
    this.chosen = null;  // of a field with boxes, what the clerk has picked
    this.place = make('div', {class: 'row'});
  }

  get item() { return this.items[this.at]; }

  open() {
    show(make('h2', {text: this.title}), this.place);
    this.keys = new Keys(typing => typing ? this.editKeys() : this.panelKeys());
    this.draw();
  }

  close() {
    this.closed = true;  // what is still under way leads nowhere any more
    super.close();
  }

  cropsOf(item, page, spots) {
    return spots.map(spot => {
      const name = `${item.record}/${page}/${spot}`;
      if (!this.crops.has(name)) this.crops.set(name, crop(item.record, page, spot));
      const option = item.field.options.find(one => `${item.field.id}.${one.id}` === spot);
      const canvas = canvasOf(this.crops.get(name), `${item.field.zh}${option ? '：' + option.zh : ''} 的字迹`);
      return option ? make('figure', {}, canvas, make('figcaption', {text: option.zh})) : canvas;
    });
  }

  draw() {
    const {item} = this, {field} = item;
    this.editing = this.editing || hasDraft(item.record, field.id) || Boolean(field.blind && !this.gaveUp);
    this.drawPlace();
    const read = [make('h3', {text: `${nameInRow(field.id, field.zh)}（${item.copies ? '各联不一致' : stateOf(field)}）`})];
    if (this.editing)
      read.push(make('input', {value: field.masked ? '' : wordsOf(field, field.value), autocomplete: 'off',
                               spellcheck: 'false', 'aria-label': field.zh}));
    else if (!item.copies && field.type !== 'text')
      read.push(choicesOf(field, this.chosen, i => this.flip(i)));
    else if (!item.copies)
      read.push(make('div', {class: 'read', text: field.blind ? HIDDEN : wordsOf(field, field.value) || '（没有内容）'}),
                ...field.candidates.map((text, i) => make('button', {
                  onclick: () => this.decide({kind: 'value', value: text}), text: `${i + 1}　${text}`})));
    else
      read.push(...item.copies.map((copy, i) => make('button', {
        onclick: () => this.decide({kind: 'value', from_page: copy.page}),
        text: `${i + 1}　${this.nameOf(copy)}：${wordsOf(field, copy.value) || '（空白）'}`})));
    if (item.words) read.push(make('p', {class: 'notice', text: item.words}));
    for (const finding of field.findings) read.push(make('p', {class: 'finding', text: finding.text}));
    read.push(make('p', {class: 'keys', text: this.hint()}));
    this.place.replaceChildren(make('div', {class: 'writing'}, ...this.writing()), make('div', {class: 'panel'}, ...read));
    const input = this.place.querySelector('input');
    if (input) {
      keepDraft(input, item.record, field.id);
      this.words = new WordList(input, item.form, field.id);
      input.focus();
      input.select();
    }
    for (const next of this.items.slice(this.at + 1, this.at + 1 + AHEAD))
      if (next.field.page !== null) this.cropsOf(next, next.field.page, next.field.spots);
  }

  drawPlace() {
    const saving = countUnderWay();
    label('where', `${this.item ? this.item.serial || '无流水号' : this.title} · 这一批还有 ${this.items.length - this.at} 项` +
      (saving ? `，${saving} 项正在保存` : ''));
  }

  writing() {
    const {item} = this;
    const several = item.field.type === 'text' ? 'copy' : 'options';
    if (!item.copies) return [make('div', {class: item.field.spots.length > 1 ? several : ''},
                                   ...this.cropsOf(item, item.field.page, item.field.spots))];
    return item.copies.map((copy, i) => make('section', {class: 'copy', 'aria-label': this.nameOf(copy)},
      make('h3', {text: `${i + 1}　${this.nameOf(copy)}`}),
      make('div', {class: item.field.type === 'text' ? '' : 'options'}, ...this.cropsOf(item, copy.page, copy.spots))));
  }

  nameOf(copy) {
    return copy.copy === null ? '另一页' : `第 ${copy.copy} 联`;
  }

  hint() {
    const more = 'U 无法辨认 · 0 空白 · →/Tab 先放一放 · Shift+Tab 回到放下的 · F3 放大 · F4 看整张表 · F9 补扫 · Ctrl+Z 撤销 · Esc 首页';
    if (this.editing && this.item.field.blind) return '盲录：只看字迹填写 · Enter 确认 · Esc 之后可按 0 空白、U 无法辨认';
    if (this.editing) return 'Enter 确认所填内容 · Esc 不改';
    const edit = this.item.field.type === 'text' ? 'E 修改 · ' : '';
    if (!edit && !this.item.copies) return `数字键 选择 · Enter 确认 · ${more}`;
    return this.item.copies ? `1/2/3 以哪一联为准 · ${edit}${more}` : `Enter 照此确认 · 1/2/3 选候选 · ${edit}${more}`;
  }

  panelKeys() {
    const keys = {
      Enter: () => this.accept(), ArrowRight: () => this.pass(), KeyU: () => this.decide({kind: 'unreadable'}),
      Digit0: () => this.decide({kind: 'value', value: null}), 'Ctrl+Z': () => this.undo(),
      Digit: number => this.digit(number - 1), Escape: () => this.app.attempt(() => this.app.home()),
      ...this.allKeys(),
    };
    if (this.item.field.type === 'text') keys.KeyE = keys.F2 = () => { this.editing = true; this.gaveUp = false; this.draw(); };
    return keys;
  }

  // Also while he types: what he has typed stays with its item.
  allKeys() {
    return {
      Tab: () => this.pass(), 'Shift+Tab': () => this.goBack(), F3: () => put(this.place, 'class', this.toggled()),
      F4: () => this.app.attempt(() => this.app.sheet(this.item.record)),
      F9: () => this.app.attempt(() => this.app.rescan(this.item.record)),
    };
  }

  // The writing over the whole width; the second time as before.
  toggled() { return this.place.getAttribute('class') === 'row' ? 'row large' : 'row'; }

  editKeys() {
    const giveUp = () => {
      dropDraft(this.item.record, this.item.field.id);
      this.editing = false;
      this.gaveUp = true;
      this.draw();
    };
    return {Enter: () => this.accept(), Escape: giveUp, ...this.allKeys(), ...(this.words ? this.words.keys() : {})};
  }

  accept() {
    const {field} = this.item;
    if (this.editing) {
      const text = this.place.querySelector('input').value.trim();
      if (!text) return say('没有填写。空白请按 Esc 再按 0，认不出请按 Esc 再按 U', true);
      if (field.blind) return this.decide({value: text}, 'blind');
      return this.decide(text === wordsOf(field, field.value) && field.state !== 'unreadable'
        ? {kind: 'as_read'} : {kind: 'value', value: text});
    }
    if (this.item.copies) return say('请按 1、2、3 选一联', true);
    if (this.chosen) return this.decide({kind: 'value', value: field.type === 'signature' ? this.chosen[0] || '' : this.chosen});
    if (field.blind) return say('请按 E 填写；空白按 0，认不出按 U', true);
    if (field.state === 'unreadable') return say('没有读出内容：请按 E 填写；空白按 0，认不出按 U', true);
    return this.decide({kind: 'as_read'});
  }

  digit(i) {
    const {item} = this;
    if (item.copies && item.copies[i]) this.decide({kind: 'value', from_page: item.copies[i].page});
    else if (!item.copies && item.field.type !== 'text') this.flip(i);
    else if (!item.copies && item.field.candidates[i]) this.decide({kind: 'value', value: item.field.candidates[i]});
  }

  flip(i) {
    const chosen = flipped(this.item.field, this.chosen, i);
    if (!chosen) return;
    this.chosen = chosen;
    this.draw();
  }

  // The clerk goes on; the answer comes meanwhile. path: 'blind' for what was keyed without seeing the reading
  decide(what, path) {
    return this.once(() => {
      const {item} = this;
      delete item.words;
      save(path || 'decide', () => ({...what, record: item.record, revision: item.revision, field: item.field.id}),
           view => this.saved(item, what, view), error => this.refused(item, error));
      return this.advance();
    });
  }

  saved(item, what, view) {
    dropDraft(item.record, item.field.id);
    if (this.closed) return;
    if (view.differs) this.compare(item, what.value, view.value);
    else {
      this.done.push(item);
      const now = view.fields.find(field => field.id === item.field.id);
      if (now && now.open && now.again) {
        item.field = now;
        this.comeBack(item, AGAINST_INK);
      }
      for (const other of [...this.items, ...this.done]) if (other.record === item.record) other.revision = view.revision;
    }
    this.drawPlace();
  }

  refused(item, error) {
    if (this.closed) say(`「${item.field.zh}」没有保存：${error.message}`, true);
    else if (error.status === 401) this.app.signedOut(error.message);
    else if (error.status === 409) {
      this.changed = true;  // the batch is fetched anew
      say(error.message, true);
    } else this.comeBack(item, error.message);
  }

  // What was keyed differs from what was read (or keyed by somebody else): both are shown.
  compare(item, keyed, read) {
    Object.assign(item.field, {blind: false, value: read, candidates: [keyed]});
    this.comeBack(item, '与先前的结果不同，请再看字迹：先前的对按 Enter，自己的对按 1，都不对按 E');
  }

  // Behind the item that the clerk has before him.
  comeBack(item, words) {
    item.words = words;
    this.items.splice(this.at + 1, 0, item);
    say(`「${item.field.zh}」还没有完，下一项就是它：${words}`, true);
    this.drawPlace();
  }

  pass() {
    this.passed.add(this.item.record + this.item.field.id);
    this.once(() => this.advance());
  }

  // To the last item that was passed over on this screen.
  goBack() {
    const at = this.items.slice(0, this.at).map(item => this.passed.has(item.record + item.field.id)).lastIndexOf(true);
    if (this.busy) return;
    if (at < 0) return say('前面没有放下的');
    this.passed.delete(this.items[at].record + this.items[at].field.id);
    this.at = at;
    this.editing = this.gaveUp = false;
    this.words = this.chosen = null;
    this.draw();
  }

  async advance() {
    this.editing = this.gaveUp = false;
    this.words = this.chosen = null;
    if (this.at + 1 >= this.items.length || this.changed) await allSaved();  // something may come back
    if (this.closed) return undefined;
    ++this.at;
    if (this.at >= this.items.length || this.changed) return this.refill();
    if (!this.items[this.at + 1] || !this.items[this.at + 1].words) say('');
    return this.draw();
  }

  async refill() {
    if (this.closed) return undefined;
    const {items} = await this.load();
    if (this.closed) return undefined;
    this.items = items.filter(item => !this.passed.has(item.record + item.field.id));
    this.at = 0;
    this.editing = this.changed = false;
    this.chosen = null;
    if (!this.items.length) return this.app.home(`${this.title}：没有待处理的了`);
    return this.draw();
  }

  undo() {
    return this.once(async () => {
      await allSaved();
      const item = this.done.pop();
      if (!item) return say('没有可以撤销的');
      const {revision} = await post('undo', {record: item.record, revision: item.revision});
      for (const other of this.items) if (other.record === item.record) other.revision = revision;
      item.revision = revision;
      this.items.splice(this.at, 0, item);
      this.editing = false;
      this.chosen = null;
      this.draw();
      return say('已撤销');
    });
  }
}
