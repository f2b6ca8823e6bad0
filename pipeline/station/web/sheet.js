// The whole sheet: the page on the left, its fields on the right, the next open one before the clerk.
import {get, post} from '/api.js';
import {choicesOf, flipped} from '/choices.js';
import {label, make, say} from '/dom.js';
import {dropDraft, hasDraft, keepDraft} from '/drafts.js';
import {Keys} from '/keys.js';
import {allSaved, save} from '/saving.js';
import {keysOfSheet} from '/sheet_keys.js';
import {WordList} from '/wordlist.js';
import {AGAINST_INK, HIDDEN, keysOf, markOf, stateOf, wordsOf} from '/words.js';

export class Sheet {
  // next: called with this sheet when all of it is answered; pictures: of its pages; pile: to which it belongs, or nothing
  constructor(view, leave, next, pictures, frame, pile) {
    this.view = view;
    this.pictures = pictures;
    this.frame = frame;
    this.leave = leave;
    this.next = next;
    this.pile = pile;
    this.saving = new Set();  // ids of fields that are on their way to the server
    this.back = [];  // [{id, words}]: what comes back to the clerk, after the item before him
    this.compared = new Map();  // id -> what is shown of a field that was keyed blind
    this.isGivenUp = false;  // it is scanned again
    this.at = -1;
  }

  // For the first time, or when it has come back.
  open() {
    this.busy = this.closed = false;
    this.goOn();
    this.frame.open(this.view.fields, this.pictures, i => { this.go(i); this.draw(); });
    this.keys = new Keys(() => keysOfSheet(this), true);
    this.draw();
    if (this.pile) this.pile.lookAheadSoon();
  }

  close() {
    this.closed = true;
    this.keys.end();
  }

  get page() { return this.frame.page; }
  get panel() { return this.frame.panel; }
  get list() { return this.frame.list; }
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
    this.chosen = this.reason = null;  // reason: asked for before the sheet is scanned again
    if (this.completing) say('');
    this.completing = false;
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
    if (this.closed) return;
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
      parts.push(choicesOf(this.field, this.chosen, i => this.flip(i)));
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

  flip(i) {
    const chosen = flipped(this.field, this.chosen, i);
    if (!chosen) return;
    this.chosen = chosen;
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
    this.send(path, body);
    return this.advance();
  }

  send(path, body) {
    const {record} = this.view, id = body.field;
    this.saving.add(id);
    save(path, () => ({...body, record, revision: this.view.revision}), answer => {
      this.saving.delete(id);
      dropDraft(record, id);
      if (this.closed && !this.pile) return;
      if (answer.differs) this.compare(id, body.value, answer.value);
      else this.take(answer, id);
      this.comeBackLater();
    }, error => this.refused(error, id));
  }

  // When the clerk has gone on: is something of the sheet left for him?
  comeBackLater() {
    if (this.closed && this.pile && !this.saving.size && this.view.fields.some(field => field.open)) this.pile.comesBack(this);
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
    this.page.mark(this.view, this.at);
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
    if (this.closed && (!this.pile || error.status === 401))
      return say(`「${this.named(id).zh}」没有保存：${error.message}`, true);
    if (error.status === 401) return this.leave(error.message);
    this.comeBack(id, error.message);
    if (error.status === 409) this.take(await get('sheet/' + this.view.record));
    this.comeBackLater();
    return this.drawList();
  }

  comeBack(id, words) {
    this.back.push({id, words});
    say(`「${this.named(id).zh}」还没有完，下一项就是它：${words}`, true);
  }

  async advance() {
    if (this.pile && this.pile.isInterrupted(this)) return undefined;
    if (this.isDone()) {
      this.busy = true;
      this.drawList();
      if (!this.pile) await allSaved();  // the sheet is done when the server has said so
      if (this.isDone()) await this.next(this);
      this.busy = false;
      if (this.closed) return undefined;
    }
    this.goOn();
    this.draw();
    return this.back.length ? undefined : say('');
  }

  // Is nothing left to answer? What is on its way may still come back.
  isDone() { return this.isGivenUp || (!this.back.length && !this.view.fields.some(field => this.asks(field))); }

  // To what has come back, or else to the next open field.
  goOn() {
    this.shown = undefined;
    const again = this.back.shift();
    if (again) this.go(this.view.fields.indexOf(this.named(again.id)), again.words);
    else this.go(this.nextOpen(this.at));
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

  giveUp() {
    dropDraft(this.view.record, this.field.id);
    this.editing = false;
    this.drawItem();
  }

  digit(i) {
    if (this.field.type !== 'text') this.flip(i);
    else if (this.field.candidates[i]) this.decide('value', this.field.candidates[i]);
  }
}
