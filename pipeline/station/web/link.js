// Whose a visit is that names nobody: the page on the left, people with reasons on the keys 1 to 9.
import {picture, post} from '/api.js';
import {canvasOf, label, make, put, say, show} from '/dom.js';
import {Keys} from '/keys.js';
import {Screen} from '/screen.js';

export class Link extends Screen {
  static async start(app, enter, after) {
    const answer = await post('next_unlinked', {after: after || ''});
    if (!answer.sheet) return app.home('没有不知道是谁的表了');
    return enter(new Link(app, enter, answer, []));
  }

  // done: what was linked on this screen, for undo
  constructor(app, enter, {sheet, text, candidates}, done) {
    super(app);
    this.enter = enter;
    this.sheet = sheet;
    this.text = text;
    this.candidates = candidates;
    this.people = candidates;  // what the keys choose from
    this.done = done;
    this.panel = make('section', {class: 'panel', tabindex: '0', 'aria-label': '这是谁的表'});
    this.list = make('div', {class: 'list', role: 'status'});
    this.words = make('input', {autocomplete: 'off', spellcheck: 'false', 'aria-label': '姓名、村居、拼音首字母或身份证号码',
                                placeholder: '姓名、村居、拼音首字母或身份证号码'});
  }

  open() {
    label('where', `${this.sheet.serial || '无流水号'} · 这是谁的表`);
    const pages = this.sheet.pages.map((page, i) => canvasOf(picture(this.sheet.record, i).then(read => read.bitmap), '扫描件'));
    const read = this.sheet.fields.filter(field => ['visit_date', 'visit_ordinal'].includes(field.id) && field.value !== null)
      .map(field => `${field.zh} ${field.value}`).join('，');
    this.panel.append(
      make('h2', {text: '这是谁的表？'}), make('p', {text: this.text}), make('p', {text: read}), this.list,
      make('form', {class: 'find', onsubmit: event => { event.preventDefault(); this.find(); }}, this.words,
           make('button', {text: '找人'})),
      make('button', {text: '0　都不是，先放着', onclick: () => this.pass()}),
      make('p', {class: 'keys', text: '1–9 选人 · F 找人 · 0 都不是，先放着 · F3 放大 · F4 看整张表 · F9 补扫 · Ctrl+Z 撤销 · Esc 首页'}));
    const page = make('div', {class: 'page', tabindex: '0', role: 'region', 'aria-label': '扫描件'}, ...pages);
    show(make('div', {class: 'sheet'}, page,
              make('div', {class: 'form', tabindex: '0', role: 'region', 'aria-label': '候选'}, this.panel)));
    this.keys = new Keys(typing => typing ? {Enter: () => this.find(), Escape: () => this.offer(this.candidates)} : {
      Digit: number => this.choose(number - 1), Digit0: () => this.pass(), KeyF: () => this.words.focus(),
      'Ctrl+Z': () => this.undo(), Escape: () => this.app.attempt(() => this.app.home()),
      F3: () => put(page, 'class', page.getAttribute('class') === 'page' ? 'page large' : 'page'),
      F4: () => this.app.attempt(() => this.app.sheet(this.sheet.record, () => this.app.links())),
      F9: () => this.app.attempt(() => this.app.rescan(this.sheet.record, () => this.app.links())),
    });
    this.offer(this.candidates);
  }

  offer(people, more) {
    this.people = people;
    const states = {moved: '已迁出', suspended: '已暂停', died: '已去世'};
    this.list.replaceChildren(...people.map((person, i) => make('button', {class: 'person', onclick: () => this.choose(i)},
      make('b', {text: `${i + 1}　${person.name}　${person.place}`}), make('span', {text: ` ${person.id_no}`}),
      make('span', {class: 'reasons', text: [states[person.state], ...person.reasons].filter(Boolean).join('；')}))));
    if (!people.length) this.list.append(make('p', {text: '没有可能的人：请按 F 找人'}));
    if (more) this.list.append(make('p', {text: '还有更多：请多写几个字'}));
    this.panel.focus();
  }

  find() {
    return this.once(async () => {
      const {people, more} = await post('find_people', {text: this.words.value.trim()});
      say(people.length ? '' : '没有找到这样的人', !people.length);
      if (people.length) this.offer(people, more);
    });
  }

  choose(i) {
    const person = this.people[i];
    if (!person) return undefined;
    return this.once(async () => {
      const {record, revision} = this.sheet;
      const linked = await post('link', {record, revision, person: person.person});
      await this.go(record, this.done.concat(record));
      say([`已关联到 ${linked.name}`, ...linked.findings].join('。'), linked.findings.length > 0);
    });
  }

  pass() {
    return this.once(() => this.go(this.sheet.record, this.done));
  }

  async go(after, done) {
    const answer = await post('next_unlinked', {after});
    if (answer.sheet) this.enter(new Link(this.app, this.enter, answer, done));
    else if (done.length) this.enter(new AllLinked(this.app, this.enter, done));
    else await this.app.home('没有不知道是谁的表了');
  }

  undo() {
    return this.once(() => undoLast(this.app, this.done));
  }
}

// The last one can still be taken back.
class AllLinked {
  constructor(app, enter, done) {
    this.app = app;
    this.done = done;
  }

  open() {
    label('where', '这是谁的表');
    const home = make('button', {class: 'main', text: '首页（Esc）', onclick: () => this.app.attempt(() => this.app.home())});
    show(make('h2', {text: '没有不知道是谁的表了'}), make('p', {class: 'keys', text: 'Ctrl+Z 撤销上一张 · Esc 首页'}), home);
    this.keys = new Keys(() => ({'Ctrl+Z': () => this.app.attempt(() => undoLast(this.app, this.done)),
                                 Escape: () => this.app.attempt(() => this.app.home())}));
    home.focus();
  }

  close() {
    this.keys.end();
  }
}

async function undoLast(app, done) {
  const record = done.pop();
  if (!record) return say('没有可以撤销的');
  await post('unlink', {record});
  await app.links();
  return say('已撤销');
}
