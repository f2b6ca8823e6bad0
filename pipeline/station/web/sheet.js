// The whole sheet: the page on the left, its fields on the right, the next open one before the clerk.
import {get, post, picture} from '/api.js';
import {label, make, say, show} from '/dom.js';
import {dropDraft, hasDraft, keepDraft} from '/drafts.js';
import {boxOf, drawCrop, outline, quadsOf, strokeOf} from '/quads.js';
import {WordList} from '/wordlist.js';
import {HIDDEN, keysOf, markOf, stateOf, wordsOf} from '/words.js';

const NEARLY_DONE = 2;  // open fields
const AROUND = 14;  // pixels of the page, around what is shown large

export class Sheet {
  // pictures: page number -> promise of its picture; lookAhead: told when the sheet is nearly done
  constructor(view, leave, next, pictures, lookAhead) {
    this.view = view;
    this.leave = leave;
    this.next = next;
    this.pictures = pictures || new Map();
    this.lookAhead = lookAhead;
    this.busy = false;
    this.canvas = make('canvas', {'aria-label': '扫描件'});
    this.panel = make('section', {class: 'panel', tabindex: '0', 'aria-label': '当前项目'});
    this.list = make('div', {});
    this.onKey = event => this.key(event);
    this.go(this.nextOpen(-1));
  }

  open() {
    show(make('div', {class: 'sheet'}, make('div', {class: 'page', tabindex: '0', role: 'region', 'aria-label': '扫描件'}, this.canvas),
              make('div', {class: 'form', tabindex: '0', role: 'region', 'aria-label': '各项'}, this.panel, this.list)));
    document.addEventListener('keydown', this.onKey);
    this.draw();
  }

  close() {
    document.removeEventListener('keydown', this.onKey);
  }

  get field() { return this.view.fields[this.at]; }

  nextOpen(from) {
    const count = this.view.fields.length;
    for (let step = 1; step <= count; ++step) {
      const i = (from + step + count) % count;
      if (this.view.fields[i].open) return i;
    }
    return Math.max(0, Math.min(from, count - 1));
  }

  go(index) {
    this.at = index;
    this.chosen = null;
    this.editing = this.field.type === 'text' && (hasDraft(this.view.record, this.field.id) ||
      (this.field.open && (this.field.blind || this.field.state === 'unreadable')));
  }

  move(step) {
    const count = this.view.fields.length;
    this.go((this.at + step + count) % count);
    this.draw();
  }

  draw() {
    const open = this.view.fields.filter(f => f.open).length;
    label('where', `${this.view.serial || '无流水号'} · 还有 ${open} 项待处理`);
    if (open <= NEARLY_DONE && this.lookAhead) this.lookAhead = this.lookAhead(this.view.record);
    this.drawPanel();
    this.list.replaceChildren(...this.view.fields.map((field, i) => this.row(field, i)));
    this.list.children[this.at].scrollIntoView({block: 'nearest'});
    this.drawPage();
  }

  row(field, i) {
    const kind = field.open ? 'ask' : field.state === 'decided' ? 'decided' : '';
    return make('div', {class: `field ${kind} ${i === this.at ? 'now' : ''}`,
                        title: stateOf(field), onclick: () => { this.go(i); this.draw(); }},
                make('span', {text: markOf(field)}), make('span', {text: field.zh}),
                make('span', {class: 'value', text: wordsOf(field, field.value)}));
  }

  drawPanel() {
    const field = this.field;
    this.crop = make('canvas', {'aria-label': field.zh + '的字迹'});
    const parts = [make('h2', {text: `${markOf(field)} ${field.zh}（${stateOf(field)}）`}), this.crop];
    if (field.type === 'one' || field.type === 'many' || field.type === 'signature')
      parts.push(this.choices());
    else if (this.editing) parts.push(this.input());
    else {
      parts.push(make('div', {class: 'read', text: field.blind ? HIDDEN : wordsOf(field, field.value) || '（没有内容）'}));
      field.candidates.forEach((text, i) => parts.push(
        make('button', {onclick: () => this.decide('value', text), text: `${i + 1}　${text}`})));
    }
    for (const finding of field.findings)
      parts.push(make('p', {class: 'finding', text: finding.text}));
    parts.push(make('p', {class: 'keys', text: keysOf(this.field, this.editing)}));
    this.panel.replaceChildren(...parts);
    const input = this.panel.querySelector('input');
    (input || this.panel).focus();
    if (!input) return;
    keepDraft(input, this.view.record, this.field.id);
    this.words = new WordList(input, this.view.form, this.field.id);
    input.select();
  }

  input() {
    const start = this.field.masked && this.shown === undefined ? '' : this.shown || wordsOf(this.field, this.field.value);
    return make('input', {value: start, autocomplete: 'off', spellcheck: 'false', 'aria-label': this.field.zh});
  }

  options() {
    return this.field.type === 'signature' ? [{id: '有', zh: '有'}, {id: '无', zh: '无'}] : this.field.options;
  }

  picked() {
    if (this.chosen) return this.chosen;
    const value = this.field.value;
    if (this.field.type === 'signature') return value ? [value.present ? '有' : '无'] : [];
    return value === null ? [] : [].concat(value);
  }

  choices() {
    const picked = this.picked();
    return make('div', {class: 'choices'}, ...this.options().map((option, i) => make('button', {
      'aria-pressed': String(picked.includes(option.id)), onclick: () => this.toggle(i),
      text: `${i + 1} ${picked.includes(option.id) ? '☑' : '☐'} ${option.zh}`})));
  }

  toggle(i) {
    const option = this.options()[i];
    if (!option) return;
    const before = this.picked();
    if (before.includes(option.id)) this.chosen = before.filter(id => id !== option.id);
    else this.chosen = this.field.type === 'many' ? before.concat(option.id) : [option.id];
    this.drawPanel();
    this.drawPage();
  }

  accept() {
    const field = this.field;
    if (field.type !== 'text') {
      if (this.chosen) return this.decide('value', field.type === 'signature' ? this.chosen[0] || '' : this.chosen);
    } else if (this.editing) {
      const text = this.panel.querySelector('input').value.trim();
      if (!text) return say('没有填写。空白请按 Esc 再按 0，认不出请按 Esc 再按 U', true);
      if (field.blind) return this.keyBlind(text);
      if (text !== wordsOf(field, field.value)) return this.decide('value', text);
    }
    if (!field.open) return this.advance();
    if (field.blind) return say('请按 E 填写；空白按 0，认不出按 U', true);
    if (field.state === 'unreadable') return say('没有读出内容：请选择或填写；空白按 0，认不出按 U', true);
    return this.decide('as_read');
  }

  decide(kind, value) {
    return this.send('decide', {field: this.field.id, kind, value}, () => this.advance());
  }

  // What was keyed without seeing the reading: the same is decided, what differs is shown.
  keyBlind(text) {
    const {field} = this;
    return this.send('blind', {field: field.id, value: text}, () => this.advance(), answer => {
      Object.assign(field, {blind: false, value: answer.value, candidates: [text]});
      this.editing = false;
      this.draw();
      say('与程序读出的不同，请再看字迹：程序对按 Enter，自己对按 1，都不对按 E', true);
    });
  }

  async send(path, body, then, differs) {
    if (this.busy) return;
    this.busy = true;
    try {
      const view = await post(path, {...body, record: this.view.record, revision: this.view.revision});
      if (body.field) dropDraft(this.view.record, body.field);
      if (view.differs) return differs(view);
      this.view = view;
      say('');
      then(view);
    } catch (error) {
      say(error.message, true);
      if (error.status === 409) {
        this.view = await get('sheet/' + this.view.record);
        this.go(this.at);
        this.draw();
      }
      if (error.status === 401) this.leave(error.message);
    } finally {
      this.busy = false;
    }
  }

  advance() {
    this.shown = undefined;
    const again = this.field.open;  // a rule objects to what was just decided
    if (!this.view.fields.some(f => f.open)) return this.next(this.view.record);
    this.go(again ? this.at : this.nextOpen(this.at));
    this.draw();
    if (again) say('与规则不符，请看说明：确实如此请再按一次 Enter，否则请改正', true);
  }

  async reveal() {
    try {
      this.shown = (await post('reveal', {record: this.view.record, field: this.field.id})).value || '';
      this.panel.querySelector('.read').textContent = this.shown;
    } catch (error) {
      say(error.message, true);
    }
  }

  undo() {
    this.send('undo', {}, view => {
      this.go(view.fields.findIndex(f => f.id === view.undone));
      this.draw();
      say('已撤销');
    });
  }

  // Letters and digits belong to the input method while it composes (229 on older systems), and to the
  // text field while the clerk types in it.
  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey && event.code === 'KeyZ' && !this.editing) return this.take(event, () => this.undo());
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = this.editing ? this.editKeys() : this.panelKeys();
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (act[event.code]) this.take(event, act[event.code]);
    else if (digit && this.editing && this.words.keys().Digit) this.take(event, () => this.words.take(Number(digit[1]) - 1));
    else if (digit && !this.editing) this.take(event, () => this.digit(Number(digit[1]) - 1));
  }

  take(event, act) {
    event.preventDefault();
    if (!this.busy) act();
  }

  editKeys() {
    return {Enter: () => this.accept(), NumpadEnter: () => this.accept(), Escape: () => this.giveUp()};
  }

  giveUp() {
    dropDraft(this.view.record, this.field.id);
    this.editing = false;
    this.drawPanel();
    this.drawPage();
  }

  panelKeys() {
    const accept = () => this.accept(), down = () => this.move(1), up = () => this.move(-1);
    const blank = () => this.decide('value', null);
    const keys = {Enter: accept, NumpadEnter: accept, ArrowDown: down, ArrowUp: up, Digit0: blank, Numpad0: blank, KeyU: () => this.decide('unreadable'), Escape: () => this.leave()};
    if (this.field.type === 'text') {
      keys.KeyE = keys.F2 = () => { this.editing = true; this.drawPanel(); this.drawPage(); };
      if (this.field.masked) keys.KeyV = () => this.reveal();
    }
    return keys;
  }

  digit(i) {
    if (this.field.type !== 'text') this.toggle(i);
    else if (this.field.candidates[i]) this.decide('value', this.field.candidates[i]);
  }

  async drawPage() {
    const number = this.field.page;
    if (number === null) return;
    if (!this.pictures.has(number)) this.pictures.set(number, picture(this.view.record, number));
    let page;
    try {
      page = await this.pictures.get(number);
    } catch (error) {
      this.pictures.delete(number);
      return say('扫描件显示不出来：' + error.message, true);
    }
    if (this.field.page !== number) return;  // the clerk went on
    this.drawQuads(page, number);
    drawCrop(this.crop, page, boxOf(quadsOf(this.view, this.field, page, number)), AROUND);
    for (const field of this.view.fields)  // the other pages, before they are needed
      if (field.open && field.page !== null && !this.pictures.has(field.page))
        this.pictures.set(field.page, picture(this.view.record, field.page));
  }

  drawQuads(page, number) {
    const {canvas} = this;
    canvas.width = page.bitmap.width;
    canvas.height = page.bitmap.height;
    const context = canvas.getContext('2d');
    context.drawImage(page.bitmap, 0, 0);
    for (const field of this.view.fields) {
      if (field.page !== number) continue;
      const [color, width, dash] = strokeOf(field, field === this.field);
      for (const points of quadsOf(this.view, field, page, number)) outline(context, points, color, width, dash);
    }
    const box = boxOf(quadsOf(this.view, this.field, page, number));
    const frame = canvas.parentElement, ratio = canvas.clientWidth / canvas.width;
    frame.scrollTop = box.top * ratio - frame.clientHeight / 2;
  }
}
