// The whole sheet: the page on the left, its fields on the right, the next open one before the clerk.
import {get, post} from '/api.js';
import {label, make, say, show} from '/dom.js';
import {dropDraft, hasDraft, keepDraft} from '/drafts.js';
import {FieldList} from '/field_list.js';
import {Keys} from '/keys.js';
import {allSaved, save} from '/saving.js';
import {SheetPage} from '/sheet_page.js';
import {WordList} from '/wordlist.js';
import {AGAINST_INK, HIDDEN, keysOf, markOf, stateOf, wordsOf} from '/words.js';

export class Sheet {
  // pictures: of its pages; lookAhead: told when the sheet is on the screen
  constructor(view, leave, next, pictures, lookAhead) {
    this.view = view;
    this.leave = leave;
    this.next = next;
    this.page = new SheetPage(pictures);
    this.lookAhead = lookAhead;
    this.busy = false;
    this.saving = new Set();  // ids of fields that are on their way to the server
    this.back = [];  // [{id, words}]: what comes back to the clerk, after the item before him
    this.compared = new Map();  // id -> what is shown of a field that was keyed blind
    this.panel = make('section', {class: 'panel', tabindex: '0', 'aria-label': '当前项目'});
    this.list = new FieldList(view.fields, i => { this.go(i); this.draw(); });
    this.go(this.nextOpen(-1));
  }

  open() {
    show(make('div', {class: 'sheet'}, this.page.element,
              make('div', {class: 'form', tabindex: '0', role: 'region', 'aria-label': '各项'}, this.panel, this.list.element)));
    this.keys = new Keys(() => this.busy ? {} : this.editing ? this.editKeys() : this.panelKeys(), true);
    this.draw();
    if (this.lookAhead) this.lookAhead(this.view.record);
  }

  close() {
    this.closed = true;
    this.keys.end();
  }

  get field() { return this.view.fields[this.at]; }

  asks(field) { return field.open && !this.saving.has(field.id); }

  nextOpen(from) {
    const count = this.view.fields.length;
    for (let step = 1; step <= count; ++step) {
      const i = (from + step + count) % count;
      if (this.asks(this.view.fields[i])) return i;
    }
    return Math.max(0, Math.min(from, count - 1));
  }

  // notice: why the clerk is asked again
  go(index, notice) {
    this.at = index;
    this.notice = notice;
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
    this.drawList();
    this.drawItem();
    this.list.scroll(this.at);
  }

  // What makes the browser lay out the page, focus and scrolling, comes last.
  drawItem() {
    this.drawPanel();
    this.drawPage();
    this.takeFocus();
    this.page.scroll();
  }

  drawList() {
    const open = this.view.fields.filter(f => this.asks(f)).length, saving = this.saving.size;
    label('where', `${this.view.serial || '无流水号'} · 还有 ${open} 项待处理${saving ? `，${saving} 项正在保存` : ''}`);
    this.list.draw(this.view.fields, this.at, field => this.asks(field), field => this.saving.has(field.id));
  }

  drawPage() {
    const {at, view} = this;
    this.page.draw(view, at, this.crop, () => !this.closed && this.at === at);
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
    if (this.notice || field.again) parts.push(make('p', {class: 'notice', text: this.notice || AGAINST_INK}));
    for (const finding of field.findings) parts.push(make('p', {class: 'finding', text: finding.text}));
    parts.push(make('p', {class: 'keys', text: keysOf(this.field, this.editing)}));
    this.panel.replaceChildren(...parts);
  }

  takeFocus() {
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
    this.drawItem();
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
    return this.save('decide', {field: this.field.id, kind, value});
  }

  // What was keyed without seeing the reading: the same is decided, what differs comes back and is shown.
  keyBlind(text) {
    return this.save('blind', {field: this.field.id, value: text});
  }

  // The clerk goes on; the answer comes meanwhile.
  save(path, body) {
    const {record} = this.view, id = body.field;
    this.saving.add(id);
    save(path, () => ({...body, record, revision: this.view.revision}), answer => {
      this.saving.delete(id);
      dropDraft(record, id);
      if (this.closed) return;
      if (answer.differs) this.compare(id, body.value, answer.value);
      else this.take(answer, id);
    }, error => this.refused(error, id));
    return this.advance();
  }

  named(id) { return this.view.fields.find(field => field.id === id); }

  // The sheet as it is now. What the clerk has before him stays as it is.
  take(view, decided) {
    const {id: now} = this.field;
    this.view = view;
    this.at = view.fields.indexOf(this.named(now));
    for (const [id, shown] of this.compared)
      if (id !== decided && this.named(id).open) Object.assign(this.named(id), shown);
      else this.compared.delete(id);
    if (decided && this.named(decided).open)
      this.comeBack(decided, this.named(decided).again ? AGAINST_INK
        : '与规则不符，请看说明：确实如此请再按一次 Enter，否则请改正');
    this.drawList();
  }

  compare(id, keyed, read) {
    this.compared.set(id, {blind: false, value: read, candidates: [keyed]});
    Object.assign(this.named(id), this.compared.get(id));
    this.comeBack(id, '与程序读出的不同，请再看字迹：程序对按 Enter，自己对按 1，都不对按 E');
    this.drawList();
  }

  async refused(error, id) {
    this.saving.delete(id);
    if (this.closed) return say(`「${this.named(id).zh}」没有保存：${error.message}`, true);
    if (error.status === 401) return this.leave(error.message);
    this.comeBack(id, error.message);
    if (error.status === 409) this.take(await get('sheet/' + this.view.record));
    return this.drawList();
  }

  comeBack(id, words) {
    this.back.push({id, words});
    say(`「${this.named(id).zh}」还没有完，下一项就是它：${words}`, true);
  }

  async advance() {
    this.shown = undefined;
    if (!this.back.length && !this.view.fields.some(field => this.asks(field))) {
      this.busy = true;  // the sheet is done when the server has said so
      this.drawList();
      await allSaved();
      this.busy = false;
      if (this.closed) return undefined;
      if (!this.back.length && !this.view.fields.some(field => field.open)) return this.next(this.view.record);
    }
    const again = this.back.shift();
    if (again) this.go(this.view.fields.indexOf(this.named(again.id)), again.words);
    else this.go(this.nextOpen(this.at));
    this.draw();
    return this.back.length ? undefined : say('');
  }

  async reveal() {
    try {
      this.shown = (await post('reveal', {record: this.view.record, field: this.field.id})).value || '';
      this.panel.querySelector('.read').textContent = this.shown;
    } catch (error) {
      say(error.message, true);
    }
  }

  async undo() {
    this.busy = true;
    try {
      await allSaved();
      const view = await post('undo', {record: this.view.record, revision: this.view.revision});
      this.take(view);
      this.go(view.fields.findIndex(f => f.id === view.undone));
      this.draw();
      say('已撤销');
    } catch (error) {
      say(error.message, true);
      if (error.status === 401) this.leave(error.message);
      else if (error.status === 409) this.take(await get('sheet/' + this.view.record));
    }
    this.busy = false;
  }

  editKeys() {
    return {Enter: () => this.accept(), Escape: () => this.giveUp(), ...(this.words ? this.words.keys() : {})};
  }

  giveUp() {
    dropDraft(this.view.record, this.field.id);
    this.editing = false;
    this.drawItem();
  }

  panelKeys() {
    const accept = () => this.accept(), down = () => this.move(1), up = () => this.move(-1);
    const blank = () => this.decide('value', null);
    const keys = {Enter: accept, ArrowDown: down, ArrowUp: up, Digit0: blank, KeyU: () => this.decide('unreadable'),
                  Digit: number => this.digit(number - 1), 'Ctrl+Z': () => this.undo(), Escape: () => this.leave()};
    if (this.field.type === 'text') {
      keys.KeyE = keys.F2 = () => { this.editing = true; this.drawItem(); };
      if (this.field.masked) keys.KeyV = () => this.reveal();
    }
    return keys;
  }

  digit(i) {
    if (this.field.type !== 'text') this.toggle(i);
    else if (this.field.candidates[i]) this.decide('value', this.field.candidates[i]);
  }
}
