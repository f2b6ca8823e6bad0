// For the admin: how each field is reviewed.
import {post} from '/api.js';
import {label, make, row, say, show, table} from '/dom.js';
import {Keys} from '/keys.js';
import {formNames, nameInRow, policyNames} from '/words.js';

export class Settings {
  constructor(app, forms) {
    this.app = app;
    this.forms = forms;
  }

  open() {
    label('where', '设置');
    show(make('p', {text: '每一项怎样复核。改动立即对所有人生效，并留下记录；已经处理过的内容不变。'}),
         ...this.forms.map(form => make('section', {'aria-label': formNames[form.form]},
           make('h2', {text: formNames[form.form] || form.form}),
           table(formNames[form.form], ['项目', '怎样复核', ''], form.fields.map(field => this.line(form.form, field))))),
         make('p', {class: 'keys', text: 'Esc 首页'}));
    this.keys = new Keys(typing => typing ? {} : {Escape: () => this.app.attempt(() => this.app.home())});
  }

  close() {
    this.keys.end();
  }

  line(form, field) {
    const name = nameInRow(field.field, field.zh), ids = Array.from(new Set([field.installed, ...field.choices]));
    const choice = make('select', {'aria-label': `${name} 怎样复核`}, ...ids.map(id => make('option', {
      value: id, text: (policyNames[id] || id) + (id === field.installed ? '（原来的）' : '')})));
    choice.value = field.policy;
    choice.addEventListener('change', () => this.choose(form, field, choice.value));
    return row(name, choice, field.policy === field.installed ? '' : '● 已改');
  }

  choose(form, field, policy) {
    this.app.attempt(async () => {
      const body = {form, field: field.field, policy: policy === field.installed ? '' : policy};
      this.forms = (await post('policy', body)).forms;
      const seen = document.documentElement.scrollTop;
      this.close();
      this.open();
      document.documentElement.scrollTop = seen;
      say('已保存');
    });
  }
}
