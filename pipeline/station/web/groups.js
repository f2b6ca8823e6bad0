// Many of a kind on one screen: the odd one is picked out, Enter accepts all. Doubtful boxes of choices, and the
// doubtful digits of numbers, sorted by what was read.
import {crop, cropOfCell, post} from '/api.js';
import {canvasOf, label, make, put, say, show} from '/dom.js';
import {Keys} from '/keys.js';
import {answered} from '/pace.js';
import {Screen} from '/screen.js';
import {nameInRow} from '/words.js';

const COLUMNS = 8, LARGE = 4;  // in a row

const BOXES = {
  path: 'marks', name: '勾选成组', none: '没有要成组看的勾选框了',
  heading: () => '每个框按下面的记号处理：☑ 已勾选，☐ 未勾选',
  flip: '空格 改判',
  picture: item => crop(item.record, item.page, item.spot),
  words: item => `${item.zh}：${item.option}`,
  isOn: item => item.ticked,
  turn: item => { item.ticked = !item.ticked; },
  signs: ['☑', '☐'],
  decision: item => ({kind: 'value', value: item.ticked ? item.if_ticked : item.if_empty}),
  pass: () => [],
  said: count => `已确认 ${count} 个`,
};

// Only what is in doubt of a number is shown, never the number, which counts when all its digits were confirmed. What
// is picked out stays open, for the other screens.
const DIGITS = {
  path: 'digits', name: '数字成组', none: '没有要成组看的数字了',
  heading: items => `下面都读作 ${items[0].digit}：不是的挑出来，其余照此确认`,
  flip: '空格 挑出',
  picture: item => cropOfCell(item.record, item.page, item.field, item.cell),
  words: item => `${nameInRow(item.field, item.zh)}第 ${item.cell + 1} 位`,
  isOn: item => !item.odd,
  turn: item => { item.odd = !item.odd; },
  signs: ['✔', '✖ 挑出'],
  // The last of its cells? passed: what was confirmed before
  decision: (item, passed) => {
    const number = numberOf(item) + '/', before = passed.filter(name => name.startsWith(number)).length;
    return !item.odd && before + 1 === item.cells ? {kind: 'as_read'} : null;
  },
  pass: item => [item.odd ? numberOf(item) : `${numberOf(item)}/${item.cell}`],
  said: (count, items) => `已看 ${items.length} 格，确认 ${count} 个号码`,
};

function numberOf(item) {
  return `${item.record}/${item.field}`;
}

export const showBoxes = (app, enter) => Group.start(app, enter, BOXES);
export const showDigits = (app, enter) => Group.start(app, enter, DIGITS);

class Group extends Screen {
  static async start(app, enter, kind) {
    const {items} = await post(kind.path, {passed: []});
    if (!items.length) return app.home(kind.none);
    return enter(new Group(app, enter, kind, items, [], [], []));
  }

  // accepted: [{record, revision}] of the group before, for undo; passed: what the clerk is done with, as the server
  // takes it; before: the same before that group
  constructor(app, enter, kind, items, accepted, passed, before) {
    super(app);
    Object.assign(this, {enter, kind, items, accepted, passed, before, at: 0, columns: COLUMNS});
    this.cells = items.map((item, i) => this.cell(item, i));
  }

  cell(item, i) {
    const words = this.kind.words(item);
    return make('button', {class: 'box', onclick: () => { this.at = i; this.flip(); }},
                canvasOf(this.kind.picture(item), words + ' 的字迹'),
                make('span', {class: 'mark'}), make('span', {class: 'option', text: words}));
  }

  open() {
    const {kind, items} = this;
    this.boxes = make('div', {class: 'boxes'}, ...this.cells);
    label('where', `${kind.name} · 这一屏 ${items.length} 个`);
    show(make('h2', {text: kind.heading(items)}),
         this.boxes,
         make('p', {class: 'keys', text: `方向键 移动 · ${kind.flip} · Enter 全部确认 · F3 放大 · F4 看整张表 · F9 补扫 · Ctrl+Z 撤销上一屏 · Esc 首页`}),
         make('button', {class: 'main', text: '全部确认（Enter）', onclick: () => this.accept()}));
    const again = () => Group.start(this.app, this.enter, kind);
    this.keys = new Keys(() => ({
      ArrowLeft: () => this.move(-1), ArrowRight: () => this.move(1),
      ArrowUp: () => this.move(-this.columns), ArrowDown: () => this.move(this.columns),
      Tab: () => this.move(1), 'Shift+Tab': () => this.move(-1), F3: () => this.enlarge(),
      Space: () => this.flip(), Enter: () => this.accept(), 'Ctrl+Z': () => this.undo(),
      F4: () => this.app.attempt(() => this.app.sheet(items[this.at].record, again)),
      F9: () => this.app.attempt(() => this.app.rescan(items[this.at].record, again)),
      Escape: () => this.app.attempt(() => this.app.home()),
    }), true);
    this.draw();
  }

  draw() {
    this.items.forEach((item, i) => {
      const on = this.kind.isOn(item);
      this.cells[i].setAttribute('aria-pressed', String(on));
      this.cells[i].querySelector('.mark').textContent = this.kind.signs[on ? 0 : 1];
    });
    this.cells[this.at].focus();
  }

  move(step) {
    this.at = Math.max(0, Math.min(this.items.length - 1, this.at + step));
    this.draw();
  }

  // Larger, and fewer in a row; the second time as before.
  enlarge() {
    this.columns = this.columns === COLUMNS ? LARGE : COLUMNS;
    put(this.boxes, 'class', this.columns === LARGE ? 'boxes large' : 'boxes');
    this.cells[this.at].scrollIntoView({block: 'nearest'});
  }

  flip() {
    this.kind.turn(this.items[this.at]);
    this.draw();
  }

  accept() {
    return this.once(async () => {
      const decisions = [], passed = this.passed.slice();
      for (const item of this.items) {
        const decision = this.kind.decision(item, passed);
        if (decision) decisions.push({record: item.record, revision: item.revision, field: item.field, ...decision});
        passed.push(...this.kind.pass(item));
      }
      const {results} = await post('decide_all', {decisions});
      answered(this.items.length);
      const refused = results.filter(result => result.error);
      const accepted = results.filter(result => !result.error);
      const {items} = await post(this.kind.path, {passed});
      const words = this.kind.said(accepted.length, this.items) + (refused.length ? `，${refused.length} 个没有：${refused[0].error}` : '');
      if (!items.length) await this.app.home(words);
      else this.enter(new Group(this.app, this.enter, this.kind, items, accepted, passed, this.passed));
      say(words, refused.length > 0);
    });
  }

  undo() {
    return this.once(async () => {
      const now = new Map();  // record -> its revision
      for (const {record, revision} of this.accepted) now.set(record, revision);
      for (const {record} of this.accepted.slice().reverse())
        now.set(record, (await post('undo', {record, revision: now.get(record)})).revision);
      const count = this.accepted.length;
      const {items} = await post(this.kind.path, {passed: this.before});
      this.enter(new Group(this.app, this.enter, this.kind, items, [], this.before, this.before));
      say(count ? `已撤销 ${count} 个` : '没有可以撤销的');
    });
  }
}
