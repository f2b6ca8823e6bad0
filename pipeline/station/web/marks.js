// Doubtful boxes of many sheets on one screen: the odd one is flipped, Enter accepts all.
import {crop, post} from '/api.js';
import {canvasOf, label, make, say, show} from '/dom.js';
import {Keys} from '/keys.js';

const COLUMNS = 8;

export class Marks {
  static async start(app, enter) {
    const {items} = await post('marks');
    if (!items.length) return app.home('没有要成组看的勾选框了');
    return enter(new Marks(app, enter, items, []));
  }

  // accepted: [{record, revision}] of the group before, for undo
  constructor(app, enter, items, accepted) {
    this.app = app;
    this.enter = enter;
    this.items = items;
    this.accepted = accepted;
    this.busy = false;
    this.at = 0;
    this.cells = items.map((item, i) => this.cell(item, i));
  }

  cell(item, i) {
    const words = `${item.zh}：${item.option}`;
    return make('button', {class: 'box', onclick: () => { this.at = i; this.flip(); }},
                canvasOf(crop(item.record, item.page, item.spot), words + ' 的字迹'),
                make('span', {class: 'mark'}), make('span', {class: 'option', text: words}));
  }

  open() {
    label('where', `勾选成组 · 这一屏 ${this.items.length} 个`);
    show(make('h2', {text: '每个框按下面的记号处理：☑ 已勾选，☐ 未勾选'}),
         make('div', {class: 'boxes'}, ...this.cells),
         make('p', {class: 'keys', text: '方向键 移动 · 空格 改判 · Enter 全部确认 · F4 看整张表 · Ctrl+Z 撤销上一屏 · Esc 首页'}),
         make('button', {class: 'main', text: '全部确认（Enter）', onclick: () => this.accept()}));
    this.keys = new Keys(() => ({
      ArrowLeft: () => this.move(-1), ArrowRight: () => this.move(1),
      ArrowUp: () => this.move(-COLUMNS), ArrowDown: () => this.move(COLUMNS),
      Space: () => this.flip(), Enter: () => this.accept(), 'Ctrl+Z': () => this.undo(),
      F4: () => this.app.attempt(() => this.app.sheet(this.items[this.at].record, () => this.app.marks())),
      Escape: () => this.app.attempt(() => this.app.home()),
    }), true);
    this.draw();
  }

  close() {
    this.keys.end();
  }

  draw() {
    this.items.forEach((item, i) => {
      this.cells[i].setAttribute('aria-pressed', String(item.ticked));
      this.cells[i].querySelector('.mark').textContent = item.ticked ? '☑' : '☐';
    });
    this.cells[this.at].focus();
  }

  move(step) {
    this.at = Math.max(0, Math.min(this.items.length - 1, this.at + step));
    this.draw();
  }

  flip() {
    this.items[this.at].ticked = !this.items[this.at].ticked;
    this.draw();
  }

  async once(work) {
    if (this.busy) return;
    this.busy = true;
    await this.app.attempt(work);
    this.busy = false;
  }

  accept() {
    return this.once(async () => {
      const decisions = this.items.map(item => ({record: item.record, revision: item.revision, field: item.field,
        kind: 'value', value: item.ticked ? item.if_ticked : item.if_empty}));
      const {results} = await post('decide_all', {decisions});
      const refused = results.filter(result => result.error);
      const accepted = results.filter(result => !result.error);
      const {items} = await post('marks');
      const words = `已确认 ${accepted.length} 个` + (refused.length ? `，${refused.length} 个没有：${refused[0].error}` : '');
      if (!items.length) await this.app.home(words);
      else this.enter(new Marks(this.app, this.enter, items, accepted));
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
      const {items} = await post('marks');
      this.enter(new Marks(this.app, this.enter, items, []));
      say(count ? `已撤销 ${count} 个` : '没有可以撤销的');
    });
  }
}
