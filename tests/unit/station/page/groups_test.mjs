// Many of a kind: digits in groups, and questions one after the other where boxes are ticked.
import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';

import {press, settled, site, textOf} from './browser.mjs';

const {showDigits} = await import('/groups.js');
const {Row} = await import('/row.js');

let home, screen, decided;

const app = {attempt: work => work(), home: words => { home = words; }, sheet() {}};

function enter(next) {
  if (screen) screen.close();
  screen = next;
  next.open();
}

async function pressAndWait(code) {
  press(code);
  await settled();
}

function digit(record, cell, digit, cells) {
  return {record, revision: 1, field: 'id_no', zh: '身份证号码', page: 0, cell, digit, cells};
}

beforeEach(() => {
  if (screen) screen.close();
  screen = home = null;
  decided = [];
});

// The digits that wait, of one kind at a time, without those that the page says it is done with.
function serveDigits(all) {
  site.answer = async (method, path, body) => {
    if (path === 'decide_all') {
      decided.push(...body.decisions.map(one => `${one.record} ${one.kind}`));
      return [200, {results: body.decisions.map(one => ({record: one.record, field: one.field, revision: 2}))}];
    }
    if (path !== 'digits') return [200, null];
    const left = all.filter(one => !decided.includes(`${one.record} as_read`) &&
      ![`${one.record}/id_no`, `${one.record}/id_no/${one.cell}`].some(name => body.passed.includes(name)));
    return [200, {items: left.filter(one => one.digit === left[0].digit).map(one => ({...one}))}];
  };
}

test('A number is confirmed with the last of its digits, and one that is picked out stays open', async () => {
  serveDigits([digit('a', 3, '7', 1), digit('b', 4, '7', 2), digit('c', 5, '7', 1), digit('b', 9, '1', 2)]);
  await showDigits(app, enter);
  await pressAndWait('ArrowRight');
  await pressAndWait('ArrowRight');
  await pressAndWait('Space');
  await pressAndWait('Enter');
  assert.deepEqual(decided, ['a as_read'], 'of b another digit waits, c is picked out');
  assert.equal(textOf('message'), '已看 3 格，确认 1 个号码');
  await pressAndWait('Enter');
  assert.deepEqual(decided, ['a as_read', 'b as_read']);
  assert.equal(home, '已看 1 格，确认 1 个号码');
});

test('Going back shows the digits of the screen before again', async () => {
  serveDigits([digit('b', 4, '7', 2), digit('b', 9, '1', 2)]);
  await showDigits(app, enter);
  await pressAndWait('Enter');
  assert.equal(screen.items[0].digit, '1');
  press('KeyZ', true);
  await settled();
  assert.equal(screen.items[0].digit, '7');
  assert.deepEqual(decided, []);
});

test('A control sample of boxes is confirmed as it is, or ticked otherwise', async () => {
  const options = [{id: 'home', zh: '上门'}, {id: 'phone', zh: '电话'}];
  const field = {id: 'service_method', zh: '服务方式', type: 'one', options, value: 'home', state: 'read', open: false, masked: false,
                 page: 0, spots: ['service_method.home', 'service_method.phone'], candidates: [], findings: []};
  const items = ['a', 'b'].map(record => ({record, revision: 1, form: 'visit', serial: record, field: {...field}}));
  site.answer = async (method, path, body) => {
    if (path !== 'decide') return [200, {items: []}];
    decided.push([body.record, body.kind, body.value]);
    return [200, {revision: 2, fields: []}];
  };
  await Row.start(app, enter, '抽查', async () => ({items}));
  await pressAndWait('Enter');
  await pressAndWait('Digit2');
  await pressAndWait('Enter');
  assert.deepEqual(decided, [['a', 'as_read', undefined], ['b', 'value', ['phone']]]);
});
