// A page whose marks in the corners are covered or torn off, or that shows too little of a print: the clerk says which
// print it is, of ours or one that was learned, and shows the corners of its table.
import {blankOf, get, picture, post} from '/api.js';
import {label, make, say, show} from '/dom.js';
import {Keys} from '/keys.js';
import {formNames} from '/words.js';

const NAMES = ['左上', '右上', '右下', '左下'];
const STEP = 1;          // pixels of the picture that an arrow moves a corner; with Shift ten times as far
const NEAR = 60;         // pixels of the screen: how far from a corner it is still taken
const LENS = 90, ZOOM = 3;  // pixels of the picture around the corner, and how much larger they are shown

// What a page may be: {text, form, page, and of a learned print its name and the frame whose corners are shown}.
function choicesOf(forms, prints) {
  const named = (form, page, several) => several ? `${formNames[form]} 第 ${page} 页` : formNames[form];
  const ours = forms.flatMap(({form, pages}) => Array.from({length: pages}, (none, i) => (
    {text: named(form, i + 1, pages > 1), form, page: i + 1})));
  const learned = prints.map(({print, form, form_page: page, frame}, i) => (
    {text: `学过的版式 ${i + 1}：${named(form, page, true)}`, form, page, print, frame}));
  return [...ours, ...learned];
}

function nameOf({form, page, print}) {
  return `${print || form} ${page}`;
}

// The blank page with the frame whose corners are to be shown.
function framed(bitmap, [left, top, right, bottom]) {
  const {width, height} = bitmap;
  const canvas = make('canvas', {role: 'img', 'aria-label': '这种版式的空白表，要标的就是蓝框的四个角', width: String(width), height: String(height)});
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  context.strokeStyle = '#0b57a4';
  context.lineWidth = width / 120;
  context.strokeRect(left * width, top * height, (right - left) * width, (bottom - top) * height);
  return canvas;
}

export class Align {
  static async start(app, item, number, forms) {
    say('正在取学过的版式……');
    const {prints} = await get('prints');
    return app.enter(new Align(app, item, number, choicesOf(forms, prints)));
  }

  // item: of the exceptions; number: of its page; choices: what it may be
  constructor(app, item, number, choices) {
    Object.assign(this, {app, item, number, choices, now: 0, held: -1});
  }

  open() {
    label('where', '手工对齐');
    this.choice = make('select', {'aria-label': '哪种表的哪一页', onchange: () => this.choosePrint()},
      ...this.choices.map(choice => make('option', {value: nameOf(choice), text: choice.text})));
    this.blank = make('div', {class: 'blank'});
    this.canvas = make('canvas', {class: 'align', tabindex: '0', role: 'application',
      'aria-label': '扫描件和四个角；1 到 4 选角，方向键移动', width: '8', height: '8',
      onpointerdown: event => this.take(event), onpointermove: event => this.drag(event), onpointerup: () => { this.held = -1; }});
    this.lens = make('canvas', {width: String(2 * LENS * ZOOM), height: String(2 * LENS * ZOOM), 'aria-hidden': 'true'});
    this.told = make('p', {role: 'status'});
    show(make('h2', {text: '把四个角拖到表格最外面那条线的四个角上'}),
         make('div', {class: 'exceptions'}, make('div', {class: 'list'}, this.choice, this.blank, this.told, this.lens,
              make('button', {class: 'main', text: '读取（Enter）', onclick: () => this.read()}),
              make('button', {text: '返回（Esc）', onclick: () => this.back()}),
              make('p', {class: 'keys', text: '按表上文字的方向：1 左上、2 右上、3 右下、4 左下；方向键移动一点，Shift 加方向键移动十点。差一两毫米不要紧。'})),
              make('div', {class: 'detail'}, this.canvas)));
    this.keys = new Keys(typing => typing ? {Escape: () => this.back()} : {
      Digit: digit => { if (digit <= 4 && this.corners) this.choose(digit - 1); }, Enter: () => this.read(),
      Escape: () => this.back()});
    this.onArrow = event => this.nudge(event);
    this.canvas.addEventListener('keydown', this.onArrow);
    this.choosePrint();
    this.app.attempt(() => this.load());
  }

  get chosen() { return this.choices.find(choice => nameOf(choice) === this.choice.value); }

  // Of a print that was learned its blank page is shown: names tell nobody which it is.
  choosePrint() {
    const {chosen} = this;
    this.blank.replaceChildren();
    if (chosen.print) this.app.attempt(async () => {
      const canvas = framed(await blankOf(chosen.print, chosen.page), chosen.frame);
      if (this.chosen === chosen) this.blank.replaceChildren(canvas);
    });
  }

  back() {
    this.app.attempt(() => this.app.exceptions());
  }

  async load() {
    this.page = await picture(this.item.record, this.number);
    const {width, height} = this.page.bitmap;
    this.canvas.width = width;
    this.canvas.height = height;
    this.corners = [[.1, .1], [.9, .1], [.9, .9], [.1, .9]].map(([x, y]) => [x * width, y * height]);
    this.canvas.focus();
    this.choose(0);
  }

  close() {
    this.keys.end();
  }

  choose(corner) {
    this.now = corner;
    this.told.textContent = `现在移动：${corner + 1} ${NAMES[corner]}`;
    this.draw();
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect(), scale = this.canvas.width / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale, scale];
  }

  take(event) {
    const [x, y, scale] = this.at(event);
    const far = this.corners.map(corner => Math.hypot(corner[0] - x, corner[1] - y) / scale);
    const nearest = far.indexOf(Math.min(...far));
    this.held = far[nearest] < NEAR ? nearest : this.now;  // elsewhere: the chosen corner comes there
    this.canvas.setPointerCapture(event.pointerId);
    this.choose(this.held);
    this.drag(event);
  }

  drag(event) {
    if (this.held >= 0) this.move(this.at(event).slice(0, 2));
  }

  nudge(event) {
    const by = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.code];
    if (!by || !this.corners) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 * STEP : STEP, corner = this.corners[this.now];
    this.move([corner[0] + step * by[0], corner[1] + step * by[1]]);
  }

  move([x, y]) {
    const {width, height} = this.canvas;
    this.corners[this.now] = [Math.max(0, Math.min(width, x)), Math.max(0, Math.min(height, y))];
    this.draw();
  }

  draw() {
    const context = this.canvas.getContext('2d'), {bitmap} = this.page, wide = bitmap.width / 400;
    context.drawImage(bitmap, 0, 0);
    context.lineWidth = wide;
    context.strokeStyle = '#0b57a4';
    context.beginPath();
    this.corners.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    context.stroke();
    this.corners.forEach(([x, y], i) => {
      context.beginPath();
      context.arc(x, y, 5 * wide, 0, 2 * Math.PI);
      context.strokeStyle = i === this.now ? '#b3261e' : '#0b57a4';
      context.stroke();
      context.fillStyle = context.strokeStyle;
      context.font = `bold ${14 * wide}px sans-serif`;
      context.fillText(String(i + 1), x + 7 * wide, y - 7 * wide);
    });
    this.drawLens();
  }

  drawLens() {
    const context = this.lens.getContext('2d'), [x, y] = this.corners[this.now], size = 2 * LENS * ZOOM;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, size, size);
    context.drawImage(this.page.bitmap, x - LENS, y - LENS, 2 * LENS, 2 * LENS, 0, 0, size, size);
    context.strokeStyle = '#b3261e';
    context.beginPath();
    context.moveTo(size / 2, 0);
    context.lineTo(size / 2, size);
    context.moveTo(0, size / 2);
    context.lineTo(size, size / 2);
    context.stroke();
  }

  read() {
    if (!this.corners || this.reading) return;
    const {form, page, print} = this.chosen;
    this.reading = true;
    say('正在读取，请稍等');
    this.app.attempt(async () => {
      try {
        const {status} = await post('align', {record: this.item.record, revision: this.item.revision, page: this.number,
          form, form_page: page, ...(print ? {print} : {}), corners: this.corners.flat().map(length => length / this.page.scale)});
        await this.app.exceptions();
        say(status === 'accepted' ? '已读出并通过' : '已读出，读不准的项目等待复核');
      } finally {
        this.reading = false;
      }
    });
  }
}
