// Signing in, the home screen, and the way from sheet to sheet.
import {get, post, session} from '/api.js';
import {label, make, say, show} from '/dom.js';
import {Sheet} from '/sheet.js';

let sheet = null;

function closeSheet() {
  if (sheet) sheet.close();
  sheet = null;
  label('where', '');
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
  closeSheet();
  const now = await session();
  say(words || '', Boolean(words));
  const link = /^#setup=([0-9a-f]{64})$/.exec(location.hash);
  label('who', now.user || '');
  if (now.user) return home();
  if (now.setup && link)
    return entry('建立管理员账号（密码至少 8 位）', '建立', (name, password) =>
      post('setup', {token: link[1], name, password}));
  return entry(now.setup ? '还没有账号。请用启动程序时显示的链接打开' : '请登录', '登录',
               (name, password) => post('login', {name, password}));
}

function pile(words, number, unit) {
  return make('div', {class: 'pile'}, make('b', {text: String(number)}), make('span', {text: `${words}（${unit}）`}));
}

async function home() {
  closeSheet();
  const piles = await get('piles');
  const begin = make('button', {class: 'main', text: '开始复核（Enter）', onclick: () => attempt(() => next(''))});
  if (!piles.sheets) begin.disabled = true;
  show(make('div', {class: 'piles'}, pile('待处理', piles.open_fields, '项'), pile('待处理', piles.sheets, '张'),
            pile('已通过', piles.accepted, '张'), pile('需重新扫描', piles.rejected, '张'),
            pile('异常：缺页或表单不一致', piles.exceptions, '张')),
       begin, ' ', make('button', {text: '退出登录', onclick: () => attempt(async () => { await post('logout'); await start(); })}),
       make('p', {}, make('a', {href: '/guide.html', target: '_blank', rel: 'noopener', text: '两分钟使用说明'})));
  begin.focus();
}

async function next(after) {
  const {record} = await post('next', {after});
  closeSheet();
  if (!record) {
    await home();
    return say('没有待处理的表了');
  }
  sheet = new Sheet(await get('sheet/' + record), words => attempt(() => words ? start(words) : home()),
                    done => attempt(() => next(done)));
  sheet.open();
}

attempt(() => start());
