// How values and states are said to a clerk.

export const marks = {
  ask: '？', decided: '✔', read: '·', derived: '·', blank: '○',
};

export function markOf(field) {
  return field.open ? marks.ask : marks[field.state] || '·';
}

function nameOf(field, id) {
  const option = field.options.find(o => o.id === id);
  return option ? option.zh : String(id);
}

export function wordsOf(field, value) {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(id => nameOf(field, id)).join('、');
  if (typeof value === 'object')
    return 'name' in value ? value.name : value.present ? '有' : '无';
  return nameOf(field, value);
}

// Instead of what was read, while the clerk keys without seeing it.
export const HIDDEN = '（盲录：不显示读出的内容）';

// Why the clerk is asked again.
export const AGAINST_INK = '与字迹看上去的不同，请再看一眼：确实如此请按 Enter，否则请改正';

export function stateOf(field) {
  if (field.state === 'decided') return `${field.by} 已处理`;
  if (field.state === 'doubtful') return '读不准';
  if (field.state === 'unreadable') return '没有读出';
  if (field.confirm) return '已读出，须有人确认';
  return field.state === 'blank' ? '空白' : '已读出';
}

// What the keys do on the whole sheet.
export function keysOf(field, editing) {
  const more = 'U 无法辨认 · 0 空白 · ↑↓ 或 Tab 上一项/下一项 · F3 放大 · F4 整页 · F9 补扫 · F10 整张完成 · Ctrl+Z 撤销 · Esc 首页';
  if (editing && field.blind) return '盲录：只看字迹填写 · Enter 确认 · Esc 之后可按 0 空白、U 无法辨认';
  if (editing) return 'Enter 确认所填内容 · Esc 不改';
  if (field.type !== 'text') return `数字键 选择 · Enter 确认 · ${more}`;
  return `Enter 照此确认 · 1/2/3 选候选 · E 修改${field.masked ? ' · V 显示号码（会留下记录）' : ''} · ${more}`;
}

export const formNames = {enrollment: '登记表', visit: '记录表'};

// Rows of the family table have the same names; the clerk must know which row is meant.
export function nameInRow(field, zh) {
  const row = /^family_(\d+)_/.exec(field);
  return row ? `家庭成员 ${row[1]} ${zh}` : zh;
}

// "fault: file: words": the words are for the clerk.
export function reasonOf(page) {
  return (page.reason || '').replace(/^[a-z_]+: /, '').replace(page.file + ': ', '');
}

// Of a sheet that cannot be answered field by field.
export function reasonsOf(item) {
  const reasons = [item.rescan, ...item.pages.map(reasonOf)].filter(words => words);
  return reasons.length ? Array.from(new Set(reasons)).join('；') : '缺页，或几页不是同一种表';
}

// How a field is reviewed.
export const policyNames = {
  auto: '读得准就不问', confirm: '读出的内容都由人确认一次', blind_key: '读不准就盲录',
  blind_key_or_checksum: '读不准就盲录；校验码对得上时可成组看', auto_if_margin: '区划表里没有的地名要确认',
  auto_if_agrees_with_id: '身份证号码印证不了时要确认', auto_if_sequence_fits: '与上次的次数接不上时要确认',
  checksum_and_cross_id: '与身份证号码对不上时要确认',
};

export const roleNames = {operator: '录入', reviewer: '复核', archivist: '归档', auditor: '审计', admin: '管理员'};

export const actionNames = {
  'account.added': '建立账号', 'account.closed': '停用账号', 'account.division_changed': '更改区划',
  'account.opened': '启用账号', 'account.refused': '密码错误',
  'account.role_changed': '更改角色', 'account.signed_in': '登录', 'field.revealed': '显示号码', 'file.delivered_again': '重复收到文件',
  'file.read': '读完文件', 'file.received': '收到文件', 'home.created': '建立数据目录', 'page.stored': '读出一页', 'page.aligned': '手工对齐一页', 'page.read_again': '重新读出一页', 'token.added': '发放令牌', 'token.revoked': '作废令牌',
  'people.stored': '登记库更新', 'person.viewed': '查看一位老人', 'record.decided': '处理', 'record.undone': '撤销',
  'record.judged': '按规则提问', 'policy.chosen': '更改复核方式', 'people.listed': '查看未探访名单', 'record.linked': '关联到人', 'record.unlinked': '取消关联', 'people.searched': '找人',
  'records.searched': '查找', 'sheet.printed_again': '重印', 'sheets.printed': '印表',
};

export function statusOf(record) {
  return {accepted: '已通过', review: '待复核', rejected: '读不了'}[record.status];
}
