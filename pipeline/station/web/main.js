// Signing in, and the way from screen to screen.
import {Audit, Users} from '/admin.js';
import {get, post, session} from '/api.js';
import {label, make, say, show} from '/dom.js';
import {Home} from '/home.js';
import {Link} from '/link.js';
import {Exceptions, PersonHistory, Search} from '/lookup.js';
import {Marks} from '/marks.js';
import {PagePictures} from '/page_pictures.js';
import {Row} from '/row.js';
import {allSaved} from '/saving.js';
import {Sheet} from '/sheet.js';

let current = null;
const AHEAD = 3;  // sheets
let ahead = [];   // [{after, found}]: the sheets behind the one on the screen, before they are needed

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

// The next sheet that waits, and the picture of its first question.
async function findNext(after) {
  const {record} = await post('next', {after});
  if (!record) return {record};
  const view = await get('sheet/' + record), first = view.fields.find(field => field.open && field.page !== null);
  const pictures = new PagePictures(record);
  if (first) pictures.bring(first.page).catch(() => {});  // said when it is needed
  return {record, view, pictures};
}

// From the last one on that is known. What fails is asked for again when it is needed.
async function lookAhead(after) {
  for (let at = after, count = 0; count < AHEAD; ++count) {
    let entry = ahead.find(one => one.after === at);
    if (!entry) ahead.push(entry = {after: at, found: findNext(at).catch(() => null)});
    const next = await entry.found;
    if (!next || !next.record || next.record <= at || !ahead.includes(entry)) return;
    at = next.record;
  }
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
  app.session = await session();
  say(words || '', Boolean(words));
  const now = app.session, link = /^#setup=([0-9a-f]{64})$/.exec(location.hash);
  label('who', now.user || '');
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
    if (!await allSaved()) return;  // what was refused is before him again
    ahead = [];
    await post('leave');
    enter(new Home(app, await get('piles')));
    if (words) say(words);
  },

  async nextSheet(after) {
    const entry = ahead.find(one => one.after === after), found = entry && await entry.found;
    ahead = ahead.filter(one => one !== entry);
    const usable = found && found.record && found.record > after;  // behind the last one the first comes again, changed
    const {record, view, pictures} = usable ? found : await findNext(after);
    if (!record) return app.home('没有待处理的表了');
    const home = words => words ? app.signedOut(words) : attempt(() => app.home());
    return enter(new Sheet(view, home, done => attempt(() => app.nextSheet(done)), pictures, lookAhead));
  },

  // @param back  where to go when nothing of it is open, or the clerk leaves it; else home
  async sheet(record, back) {
    const home = back || (() => app.home());
    await allSaved();
    enter(new Sheet(await get('sheet/' + record), words => words ? app.signedOut(words) : attempt(home),
                    () => attempt(home), new PagePictures(record)));
  },

  links: () => Link.start(app, enter),
  marks: () => Marks.start(app, enter),
  column: (form, field, zh) => Row.start(app, enter, zh, () => post('column', {form, field})),
  differences: () => Row.start(app, enter, '各联不一致', () => post('differences')),
  control: () => Row.start(app, enter, '抽查', () => post('control')),
  second: () => Row.start(app, enter, '第二人复看', () => post('second')),
  exceptions: async () => {
    const {items, forms} = await get('exceptions');
    enter(new Exceptions(app, items, forms));
  },
  align: enter,
  search: () => enter(new Search(app)),
  person: async person => enter(new PersonHistory(app, await post('person', {person}))),
  audit: async () => enter(new Audit(app, (await post('audit', {before: 0})).entries)),
  users: async () => enter(new Users(app, (await get('users')).users)),
};

attempt(() => start());
