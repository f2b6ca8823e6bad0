// For the auditor: who did what. For the admin: who may work here.
import {post} from '/api.js';
import {label, make, row, say, show, table} from '/dom.js';
import {Keys} from '/keys.js';
import {actionNames, roleNames} from '/words.js';

// Hashes are for `tanfang check`, not for eyes.
function detailOf(detail) {
  return Object.entries(detail).filter(([name]) => !name.endsWith('sha256'))
    .map(([name, value]) => `${name}：${typeof value === 'object' ? JSON.stringify(value) : value}`).join('，');
}

export class Audit {
  constructor(app, entries) {
    this.app = app;
    this.entries = entries;
  }

  open() {
    label('where', '审计');
    const last = this.entries[this.entries.length - 1];
    const older = make('button', {text: '更早的', onclick: () => this.app.attempt(async () => {
      this.close();
      this.entries = (await post('audit', {before: last.seq})).entries;
      this.open();
    })});
    older.disabled = !last || last.seq <= 1;
    show(make('h2', {text: '谁做了什么（最近的在前）'}),
         table('审计', ['序号', '时间', '谁', '做了什么', '对象', '详情'], this.entries.map(entry => row(
           entry.seq, new Date(entry.at).toLocaleString('zh-CN'), entry.actor, actionNames[entry.action] || entry.action,
           entry.object, detailOf(entry.detail)))),
         older, ' ', make('button', {text: '首页（Esc）', onclick: () => this.app.attempt(() => this.app.home())}));
    this.keys = new Keys(() => ({Escape: () => this.app.attempt(() => this.app.home())}));
  }

  close() {
    this.keys.end();
  }
}

function roleChoice(role, words) {
  const choice = make('select', {'aria-label': words}, ...Object.entries(roleNames).map(([id, name]) =>
    make('option', {value: id, text: name})));
  choice.value = role;
  return choice;
}

export class Users {
  constructor(app, users) {
    this.app = app;
    this.users = users;
  }

  open() {
    label('where', '用户');
    const name = make('input', {'aria-label': '用户名', placeholder: '用户名', autocomplete: 'off'});
    const password = make('input', {type: 'password', 'aria-label': '密码', placeholder: '密码（至少 8 位）',
                                    autocomplete: 'new-password'});
    const division = make('input', {'aria-label': '区划', placeholder: '区划名称或代码（不填：全部）', autocomplete: 'off'});
    const role = roleChoice('operator', '角色');
    show(make('h2', {text: '用户'}),
         table('用户', ['用户名', '角色', '区划', '状态', ''], this.users.map(user => this.line(user))),
         make('form', {class: 'find', onsubmit: event => {
           event.preventDefault();
           this.send('user_add', {name: name.value.trim(), role: role.value, division: division.value.trim(), password: password.value});
         }}, name, role, division, password, make('button', {class: 'main', text: '添加'})),
         make('p', {class: 'keys', text: '限定区划的账号只看、只处理该处老人的记录，以及自己上传、还不知道是哪里的表 · 停用后不能再登录，他以前的处理都保留 · Esc 首页'}));
    this.keys = new Keys(typing => typing ? {} : {Escape: () => this.app.attempt(() => this.app.home())});
  }

  close() {
    this.keys.end();
  }

  line(user) {
    const own = user.name === this.app.session.user;
    const role = roleChoice(user.role, user.name + ' 的角色');
    role.addEventListener('change', () => this.send('user_change', {name: user.name, role: role.value}));
    const lock = make('button', {text: user.closed ? '启用' : '停用', onclick: () =>
      this.send('user_change', {name: user.name, closed: !user.closed})});
    const division = make('input', {value: user.division, 'aria-label': user.name + ' 的区划', placeholder: '全部', autocomplete: 'off'});
    division.addEventListener('change', () => {
      const wanted = division.value.trim();
      division.value = user.division;  // until it is saved
      this.send('user_change', {name: user.name, division: wanted});
    });
    role.disabled = division.disabled = lock.disabled = own;
    return row(user.name, role, division, user.closed ? '✖ 已停用' : '✔ 可以登录', lock);
  }

  send(path, body) {
    this.app.attempt(async () => {
      this.users = (await post(path, body)).users;
      this.close();
      this.open();
      say('已保存');
    });
  }
}
