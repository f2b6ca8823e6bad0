// What cannot be answered field by field, finding sheets, and the history of a person.
import {picture, post} from '/api.js';
import {Align} from '/align.js';
import {canvasOf, label, make, put, row, say, show, table} from '/dom.js';
import {Keys} from '/keys.js';
import {Rescans} from '/rescan.js';
import {formNames, reasonOf, statusOf} from '/words.js';

// Sheets that must be scanned again, or put away with a reason.
export class Exceptions {
  constructor(app, items, forms) {
    this.app = app;
    this.items = items;
    this.forms = forms;
    this.at = 0;
  }

  open() {
    label('where', `异常 · ${this.items.length} 张`);
    this.list = make('div', {class: 'list'}, ...this.items.map((item, i) => make('button', {
      onclick: () => { this.at = i; this.draw(); },
      text: `${item.serial || '无流水号'}　${formNames[item.form] || '不知是哪种表'}`})));
    this.detail = make('div', {class: 'detail'});
    show(make('div', {class: 'heading'}, make('h2', {text: '读不了、缺页或表单不一致：请重新扫描，或者作废'}),
              make('button', {text: '补扫单（L）', onclick: () => this.listRescans()})),
         make('div', {class: 'exceptions'}, this.list, this.detail));
    this.keys = new Keys(typing => typing ? {Escape: () => this.draw()} : {
      ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1), Escape: () => this.app.attempt(() => this.app.home()),
      KeyA: () => this.align(), KeyR: () => this.readAgain(), KeyL: () => this.listRescans(),
      KeyD: () => this.detail.querySelector('input').focus(), 'Ctrl+Z': () => this.takeBack(),
      F3: () => put(this.detail, 'class', this.detail.getAttribute('class') === 'detail' ? 'detail large' : 'detail'),
    });
    if (this.items.length) this.draw();
    else this.list.append('没有异常');
  }

  close() {
    this.keys.end();
  }

  move(step) {
    this.at = Math.max(0, Math.min(this.items.length - 1, this.at + step));
    this.draw();
  }

  draw() {
    const item = this.items[this.at];
    Array.from(this.list.children).forEach((button, i) => button.setAttribute('aria-pressed', String(i === this.at)));
    const reason = make('input', {'aria-label': '作废原因', placeholder: '作废原因', autocomplete: 'off'});
    const {name, place, visitor} = item.whose;
    this.detail.replaceChildren(
      ...(name || place ? [make('p', {text: `${name}　${place}${visitor ? '　探访员 ' + visitor : ''}`})] : []),
      ...(item.rescan ? [make('p', {class: 'finding', text: `待补扫：${item.rescan}（Ctrl+Z 撤销自己列入的）`})] : []),
      ...item.pages.filter(page => !item.rescan || page.status === 'rejected').map(page => make('p', {class: 'finding', text: `${page.file} 第 ${page.file_page + 1} 页：` +
        (reasonOf(page) || `已读出（${statusOf(page)}），但表不完整`)})),
      make('form', {class: 'void', onsubmit: event => { event.preventDefault(); this.void(item, reason.value.trim()); }},
           reason, make('button', {text: '作废'})),
      ...(this.alignable(item) < 0 ? [] : [make('button', {text: '手工对齐', onclick: () => this.align()}),
        ' ', make('button', {text: '再读一次', onclick: () => this.readAgain()})]),
      make('p', {class: 'keys', text: '↑↓ 上一张/下一张 · A 手工对齐（四角的标记盖住或撕掉了） · R 再读一次（后来学会了这种表） · D 作废（要写原因） · L 补扫单 · F3 放大 · Esc 首页。同一流水号重新扫描后会自动恢复处理。'}),
      ...item.pages.map((page, i) => canvasOf(picture(item.record, i).then(read => read.bitmap), '扫描件')));
    this.list.children[this.at].focus();
  }

  // The first page that could not be read; -1 if there is none.
  alignable(item) {
    return item.pages.findIndex(page => page.status === 'rejected');
  }

  align() {
    const item = this.items[this.at];
    if (item && this.alignable(item) >= 0)
      this.app.attempt(() => Align.start(this.app, item, this.alignable(item), this.forms));
  }

  readAgain() {
    const item = this.items[this.at], page = item ? this.alignable(item) : -1;
    if (page < 0) return;
    say('正在读……');
    this.app.attempt(async () => {
      await post('read_again', {record: item.record, revision: item.revision, page});
      await this.app.exceptions();
      say('已读出，另成记录');
    });
  }

  // What he has put on the list himself need not be scanned again.
  takeBack() {
    const item = this.items[this.at];
    if (!item || !item.rescan) return;
    this.app.attempt(async () => {
      await post('undo', {record: item.record, revision: item.revision});
      await this.app.exceptions();
      say('已撤销');
    });
  }

  listRescans() {
    this.app.enter(new Rescans(this.app, this.items));
  }

  void(item, reason) {
    this.app.attempt(async () => {
      await post('void', {record: item.record, revision: item.revision, reason});
      await this.app.exceptions();
      say('已作废');
    });
  }
}

function found(app, record) {
  const state = record.voided ? '已作废' : record.rescan ? '待补扫' : record.open ? `${statusOf(record)}（${record.open} 项）` : statusOf(record);
  return row(record.date || '', record.name || '', formNames[record.form] || '', record.serial || '', state,
             make('button', {text: '打开', onclick: () => app.attempt(() => app.sheet(record.record, () => app.search()))}));
}

function sheets(app, records) {
  return table('表', ['日期', '姓名', '表', '流水号', '状态', ''], records.map(record => found(app, record)));
}

export class Search {
  constructor(app) {
    this.app = app;
  }

  open() {
    label('where', '查找');
    const text = make('input', {'aria-label': '流水号、身份证号码或姓名', placeholder: '流水号、身份证号码或姓名', autocomplete: 'off'});
    this.results = make('div', {role: 'status'});
    show(make('h2', {text: '查找'}),
         make('form', {class: 'find', onsubmit: event => { event.preventDefault(); this.find(text.value.trim()); }},
              text, make('button', {class: 'main', text: '查找（Enter）'})),
         make('p', {class: 'keys', text: '查找会留下记录 · Esc 首页'}), this.results);
    this.keys = new Keys(() => ({Escape: () => this.app.attempt(() => this.app.home())}));
    text.focus();
  }

  close() {
    this.keys.end();
  }

  find(text) {
    this.app.attempt(async () => {
      const {records, people} = await post('search', {text});
      say('');
      const parts = [];
      if (people.length)
        parts.push(make('h3', {text: '登记的老人'}), table('人', ['姓名', '身份证号码', '村居', ''], people.map(person => row(
          person.name, person.id_no, person.place, make('button', {text: '全部记录', onclick: () =>
            this.app.attempt(() => this.app.person(person.person))})))));
      if (records.length) parts.push(make('h3', {text: '表'}), sheets(this.app, records));
      if (!parts.length) parts.push(make('p', {text: '没有找到'}));
      this.results.replaceChildren(...parts);
    });
  }
}

export class PersonHistory {
  constructor(app, person) {
    this.app = app;
    this.person = person;
  }

  open() {
    const {person} = this;
    label('where', '一位老人的全部记录');
    show(make('h2', {text: `${person.name}　${person.id_no}　${person.place}`}),
         person.records.length ? sheets(this.app, person.records) : make('p', {text: '还没有记录'}),
         make('button', {text: '返回查找（Esc）', onclick: () => this.app.search()}));
    this.keys = new Keys(() => ({Escape: () => this.app.search()}));
  }

  close() {
    this.keys.end();
  }
}
