// The home screen: what waits, and taking in scans.
import {get, post, postBytes} from '/api.js';
import {label, make, say, show} from '/dom.js';
import {Keys} from '/keys.js';
import {MonthSection, thisMonth} from '/month.js';
import {formNames, nameInRow} from '/words.js';

const PIECE = 256 * 1024;  // bytes of a file in one request
const LOOK_AGAIN = 1500;   // ms, while something is being read

function pile(words, number, unit) {
  return make('div', {class: 'pile'}, make('b', {text: String(number)}), make('span', {text: `${words}（${unit}）`}));
}

export class Home {
  // app: session, attempt(), and the screens to go to
  constructor(app, piles) {
    this.app = app;
    this.piles = piles;
    this.decides = ['operator', 'reviewer', 'admin'].includes(app.session.role);
    this.files = make('div', {class: 'files', role: 'status'});
    this.month = new MonthSection(app);
    this.sending = 0;
    this.closed = false;
    this.doors = this.makeDoors();
  }

  makeDoors() {
    const {app, piles} = this, doors = [];
    const door = (words, act, enabled) => doors.push({words, act, enabled});
    if (this.decides) {
      door(`整张表（${piles.sheets} 张，共 ${piles.open_fields} 项）`, () => app.firstSheet(), piles.sheets > 0);
      door(`勾选成组（${piles.marks} 个框）`, () => app.marks(), piles.marks > 0);
      door(`数字成组（${piles.digits} 个）`, () => app.digits(), piles.digits > 0);
      door(`各联不一致（${piles.differing} 项）`, () => app.differences(), piles.differing > 0);
    }
    if (this.decides) door(`这是谁的表（${piles.unlinked} 张）`, () => app.links(), piles.unlinked > 0);
    if (this.decides) door(`抽查（${piles.control} 项）`, () => app.control(), piles.control > 0);
    if (['reviewer', 'admin'].includes(app.session.role))
      door(`第二人复看（${piles.second_looks} 项）`, () => app.second(), piles.second_looks > 0);
    door(`异常（${piles.exceptions} 张）`, () => app.exceptions(), piles.exceptions > 0);
    door('查找', () => app.search(), true);
    if (['auditor', 'admin'].includes(app.session.role)) door('审计', () => app.audit(), true);
    if (app.session.role === 'admin') {
      door('用户', () => app.users(), true);
      door('设置', () => app.settings(), true);
    }
    return doors;
  }

  open() {
    label('where', '首页');
    const {piles, app} = this;
    const buttons = this.doors.map((door, i) => {
      const button = make('button', {class: i === 0 ? 'main' : '', onclick: () => this.enter(i),
                                     text: i < 9 ? `${i + 1}　${door.words}` : door.words});
      button.disabled = !door.enabled;
      return button;
    });
    show(make('div', {class: 'piles'}, pile('待处理', piles.open_fields, '项'), pile('待处理', piles.sheets, '张'),
              pile('已通过', piles.accepted, '张'), pile('需重新扫描', piles.rejected, '张'),
              pile('异常', piles.exceptions, '张'), pile('已作废', piles.voided, '张'), pile(`抽查读错，共查 ${piles.control_right + piles.control_wrong}`, piles.control_wrong, '项')),
         make('nav', {class: 'doors', 'aria-label': '工作'}, ...buttons), this.month.element,
         ...(this.decides ? [this.drop(), ...this.columns()] : []),
         make('p', {}, make('a', {href: '/guide.html', target: '_blank', rel: 'noopener', text: '两分钟使用说明'}), '　',
              make('button', {text: '退出登录', onclick: () => app.signOut()})));
    this.keys = new Keys(typing => typing ? {} : {Enter: () => this.enter(0), Digit: number => this.enter(number - 1)});
    (buttons.find(button => !button.disabled) || buttons[0]).focus();
    this.month.look(thisMonth());
    if (this.decides) this.look();
  }

  close() {
    this.closed = true;  // uploads go on, but nothing is shown any more
    this.keys.end();
    clearTimeout(this.timer);
  }

  enter(i) {
    const door = this.doors[i];
    if (door && door.enabled) this.app.attempt(door.act);
  }

  columns() {
    return Object.entries(formNames).map(([form, name]) => {
      const texts = this.piles.texts.filter(text => text.form === form).sort((a, b) => b.count - a.count);
      const buttons = texts.map(text => {
        const words = nameInRow(text.field, text.zh) + (text.blind ? '·盲录' : '');
        return make('button', {text: `${words}（${text.count}）`,
                               onclick: () => this.app.attempt(() => this.app.column(form, text.field, words))});
      });
      return make('section', {'aria-label': name}, ...(buttons.length ? [make('h2', {text: `${name}：同一项，许多张表`}),
        make('div', {class: 'doors small'}, ...buttons)] : []));
    });
  }

  drop() {
    const input = make('input', {type: 'file', multiple: '', accept: '.pdf,.jpg,.jpeg,.png,.tif,.tiff',
                                 hidden: '', onchange: () => this.take(input.files)});
    return make('section', {class: 'drop', 'aria-label': '收入扫描件',
      ondragover: event => event.preventDefault(),
      ondrop: event => { event.preventDefault(); this.take(event.dataTransfer.files); }},
      make('span', {text: '收入扫描件：把 PDF、JPG、PNG、TIF 文件拖到这里，或者 '}),
      make('button', {text: '选择文件', onclick: () => input.click()}), input, this.files);
  }

  async take(list) {
    for (const file of Array.from(list)) {
      const line = make('p', {text: file.name + '：正在上传'});
      this.files.prepend(line);
      ++this.sending;
      try {
        await this.send(file, part => { line.textContent = `${file.name}：已上传 ${part} %`; });
        line.remove();
      } catch (error) {
        line.textContent = `${file.name}：没有收入。${error.message}`;
        line.className = 'bad';
        if (error.status === 401) {
          this.app.signedOut(error.message);
          return;
        }
      } finally {
        --this.sending;
      }
      this.look();
    }
  }

  async send(file, progress) {
    const {upload} = await post('upload', {name: file.name, bytes: file.size});
    for (let at = 0; at < file.size;) {
      at = (await this.sendPiece(upload, at, file.slice(at, at + PIECE))).bytes;
      progress(Math.floor(100 * at / file.size));
    }
    const {known} = await post('uploaded', {upload});
    if (known) say(`${file.name}：这个文件以前收过，不会重复`);
  }

  // A cut connection is tried again; a refusal is not.
  async sendPiece(upload, at, piece) {
    for (let tries = 0; ; ++tries) try {
      return await postBytes(`piece/${upload}/${at}`, piece);
    } catch (error) {
      if (error.status || tries === 4) throw error;
      await new Promise(done => setTimeout(done, 500 * (tries + 1)));
    }
  }

  // What was taken in, and how far its reading is.
  async look() {
    clearTimeout(this.timer);
    let state;
    try {
      state = await get('intake');
    } catch (error) {
      return this.closed ? undefined : say(error.message, true);
    }
    if (this.closed) return undefined;
    const old = this.files.querySelectorAll('[data-taken]');
    old.forEach(line => line.remove());
    for (const file of state.files) {
      const pages = file.accepted + file.review + file.rejected;
      this.files.append(make('p', {'data-taken': '', text: `${file.name}：${file.read ? '✔ 已读完' : '… 正在读'} ${pages} 页` +
        `（通过 ${file.accepted}，待复核 ${file.review}，退回 ${file.rejected}）`}));
    }
    if (state.trouble) say('上传的文件已保存，但暂时读不了：' + state.trouble, true);
    else if (state.files.some(file => !file.read)) this.timer = setTimeout(() => this.look(), LOOK_AGAIN);
    else if (old.length && Array.from(old).some(line => line.textContent.includes('正在读')) && !this.sending)
      this.app.attempt(() => this.app.home());  // the piles have grown
    return undefined;
  }
}
