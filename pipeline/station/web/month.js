// How far the month is: the share of people who were visited, day by day, and those who were not.
import {post} from '/api.js';
import {draw, label, make, row, show, table} from '/dom.js';
import {Keys} from '/keys.js';

const WIDTH = 620, HEIGHT = 170;  // of the plot
const LEFT = 44, RIGHT = 8, TOP = 8, BOTTOM = 24;  // around its field

export function thisMonth() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}

export function monthBeside(month, step) {
  const [year, number] = month.split('-').map(Number), at = 12 * year + number - 1 + step;
  return `${Math.floor(at / 12)}-${String(at % 12 + 1).padStart(2, '0')}`;
}

function daysOf(month) {
  const [year, number] = month.split('-').map(Number);
  return new Date(year, number, 0).getDate();
}

export function percentOf(visited, registered) {
  return registered ? `${(100 * visited / registered).toFixed(1)} %` : '—';
}

// A step for each day on which somebody was visited; what stands still is no step.
function lineOf(view, x, y) {
  let path = `M${x(0)} ${y(0)}`, before = 0;
  for (const [day, visited] of view.days) {
    const at = Number(day.slice(8));
    path += `L${x(at - 1)} ${y(before)}L${x(at)} ${y(visited)}`;
    before = visited;
  }
  return path;
}

// The share of those who are registered, against the days of the month. What it shows is said in words beside it.
export function plotOf(view) {
  const days = daysOf(view.month), width = WIDTH - LEFT - RIGHT, height = HEIGHT - TOP - BOTTOM;
  const x = day => (LEFT + width * day / days).toFixed(1);
  const y = people => (TOP + height * (1 - (view.registered ? people / view.registered : 0))).toFixed(1);
  const at = share => y(share * view.registered);
  const text = (words, left, top, anchor) => draw('text', {x: left, y: top, 'text-anchor': anchor, text: words});
  const parts = [0, 0.25, 0.5, 0.75, 1].map(share => draw('path', {class: share === 1 ? 'aim' : 'grid', d: `M${LEFT} ${at(share)}H${WIDTH - RIGHT}`}));
  for (const share of [0, 0.5, 1]) parts.push(text(`${100 * share} %`, LEFT - 5, Number(at(share)) + 5, 'end'));
  for (const day of [1, 5, 10, 15, 20, 25, days]) parts.push(text(`${day}日`, x(day - 0.5), HEIGHT - 6, 'middle'));
  parts.push(draw('path', {class: 'visited', d: lineOf(view, x, y)}));
  return draw('svg', {class: 'plot', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img',
    'aria-label': `${view.month} 探访率：每天累计已探访的比例`}, ...parts);
}

// On the home screen; goes from month to month by itself.
export class MonthSection {
  constructor(app) {
    this.app = app;
    this.element = make('section', {class: 'month', 'aria-label': '本月探访率'});
  }

  look(month) {
    return this.app.attempt(async () => {
      const view = await post('month', {month});
      const go = (step, words) => make('button', {onclick: () => this.look(monthBeside(month, step)), text: words});
      this.element.replaceChildren(
        make('div', {},
          make('h2', {text: `${month} 月探访率 ${percentOf(view.visited, view.registered)}`}),
          make('p', {text: `登记 ${view.registered} 人，已探访 ${view.visited} 人，待核对 ${view.in_review} 人`}),
          go(-1, '上个月'), ' ', go(1, '下个月'), ' ',
          make('button', {text: '未探访名单', onclick: () => this.app.attempt(() => this.app.unvisited(month))})),
        plotOf(view));
    });
  }
}

// Village by village, and who was not visited, by name.
export class Unvisited {
  // view: of the month; people: who was not visited; all: how many these are
  constructor(app, view, people, all) {
    Object.assign(this, {app, view, people, all});
  }

  static async of(app, month) {
    const view = await post('month', {month}), {people, all} = await post('unvisited', {month});
    return new Unvisited(app, view, people, all);
  }

  open() {
    const {view, people, all} = this;
    label('where', '各处进度、未探访名单');
    const places = view.places.map(place => row(place.township, place.village || '小计', place.registered, place.visited,
      place.in_review, make('meter', {min: '0', max: String(Math.max(1, place.registered)), value: String(place.visited),
                                      'aria-label': `${place.village || place.township} 的探访率`}),
      percentOf(place.visited, place.registered)));
    show(make('h2', {text: `${view.month} 月探访率 ${percentOf(view.visited, view.registered)}（${view.visited}/${view.registered}）`}),
         table('各处进度', ['乡镇（街道）', '村（社区）', '登记', '已探访', '待核对', '进度', '探访率'], places),
         make('h2', {text: `未探访名单（${all} 人${all > people.length ? `，只列出前 ${people.length} 人` : ''}）`}),
         table('未探访名单', ['乡镇（街道）', '村（社区）', '姓名', '探访员', '情况'], people.map(person => row(
           person.township, person.village, person.name, person.visitor, person.in_review ? '表已收回，待核对' : '没有收到表'))),
         make('p', {class: 'keys', text: 'P 打印 · Esc 首页'}));
    const home = () => this.app.attempt(() => this.app.home());
    this.keys = new Keys(() => ({Escape: home, KeyP: () => window.print()}));
  }

  close() {
    this.keys.end();
  }
}
