// Signing in, and the way from screen to screen.
import {Audit, Users} from '/admin.js';
import {get, post, postAtTheEnd, session} from '/api.js';
import {label, make, say, show} from '/dom.js';
import {Home} from '/home.js';
import {Link} from '/link.js';
import {showBoxes, showDigits} from '/groups.js';
import {Exceptions, PersonHistory, Search} from '/lookup.js';
import {Unvisited} from '/month.js';
import {beginAnew} from '/pace.js';
import {PagePictures} from '/page_pictures.js';
import {Pile} from '/pile.js';
import {Row} from '/row.js';
import {allSaved} from '/saving.js';
import {Settings} from '/settings.js';
import {Sheet} from '/sheet.js';
import {SheetFrame} from '/sheet_frame.js';
import {askForReason} from '/sheet_keys.js';

let current = null;
let pile = null;  // the sheets that the clerk goes through

function leave() {
  if (current) current.close();
  current = null;
  label('where', '');
}

function enter(screen) {
  leave();
  current = screen;
  say('');
  screen.open();
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    if (error.status === 401) await start(error.message);
    else say(error.message, true);
  }
}

function entry(words, button, send) {
  const name = make('input', {autocomplete: 'username', 'aria-label': '用户名', placeholder: '用户名'});
  const password = make('input', {type: 'password', autocomplete: 'current-password',
                                  'aria-label': '密码', placeholder: '密码'});
  show(make('form', {class: 'narrow', onsubmit: event => {
    event.preventDefault();
    attempt(async () => {
      await send(name.value, password.value);
      history.replaceState(null, '', '/');
      await start();
    });
  }}, make('p', {text: words}), name, password, make('button', {class: 'main', text: button})));
  name.focus();
}

async function start(words) {
  leave();
  pile = null;
  app.session = await session();
  say(words || '', Boolean(words));
  const now = app.session, link = /^#setup=([0-9a-f]{64})$/.exec(location.hash);
  label('who', now.user || '');
  if (!now.user) beginAnew();
  if (now.user) return app.home();
  if (now.setup && link)
    return entry('建立管理员账号（密码至少 8 位）', '建立', (name, password) =>
      post('setup', {token: link[1], name, password}));
  return entry(now.setup ? '还没有账号。请用启动程序时显示的链接打开' : '请登录', '登录',
               (name, password) => post('login', {name, password}));
}

// What every screen may ask for.
const app = {
  session: null,
  attempt,
  signedOut: words => attempt(() => start(words)),
  signOut: () => attempt(async () => { await post('logout'); await start(); }),

  // @param words  said on the home screen
  async home(words) {
    const saved = await allSaved();
    if (pile && pile.returned.length) return enter(pile.returned.shift());
    if (!saved) return undefined;  // what was refused is before him again
    pile = null;
    await post('leave');
    enter(new Home(app, await get('piles')));
    return say(words);
  },

  firstSheet() {
    pile = new Pile(app, enter);
    return pile.next();
  },

  // @param back  where to go when nothing of it is open, or the clerk leaves it; else home
  async sheet(record, back) {
    const home = back || (() => app.home());
    await allSaved();
    enter(new Sheet(await get('sheet/' + record), words => words ? app.signedOut(words) : attempt(home),
                    () => attempt(home), new PagePictures(record), new SheetFrame()));
  },

  // As sheet(), to put it on the list of those that must be scanned again.
  async rescan(record, back) {
    await app.sheet(record, back);
    askForReason(current);
  },

  links: () => Link.start(app, enter),
  marks: () => showBoxes(app, enter),
  digits: () => showDigits(app, enter),
  column: (form, field, zh) => Row.start(app, enter, zh, () => post('column', {form, field})),
  differences: () => Row.start(app, enter, '各联不一致', () => post('differences')),
  control: () => Row.start(app, enter, '抽查', () => post('control')),
  second: () => Row.start(app, enter, '第二人复看', () => post('second')),
  exceptions: async () => {
    const {items, forms} = await get('exceptions');
    enter(new Exceptions(app, items, forms));
  },
  enter,
  unvisited: async month => enter(await Unvisited.of(app, month)),
  settings: async () => enter(new Settings(app, (await get('settings')).forms)),
  search: () => enter(new Search(app)),
  person: async person => enter(new PersonHistory(app, await post('person', {person}))),
  audit: async () => enter(new Audit(app, (await post('audit', {before: 0})).entries)),
  users: async () => enter(new Users(app, (await get('users')).users)),
};

// What was leased for him and not shown is free again.
window.addEventListener('pagehide', () => { if (pile) postAtTheEnd('leave'); });

attempt(() => start());
