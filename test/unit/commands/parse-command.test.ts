import { describe, expect, it, test } from 'vitest'
import { parseCommand } from '../../../src/inbox/parse-command.ts'

const cp7 = 'CP-20261121-0007'

/** `take CP-20261121-0007 | words`: the command, what it names, the words left. */
function read(text: string, answering = false): string {
  const parsed = parseCommand(text, { answering })
  if (parsed.kind === 'words') return 'words'
  if (parsed.kind === 'unknown') return `? ${parsed.suggestions.join(' ')}`.trim()
  const { command, reference, args, confirmed } = parsed
  const named = !reference
    ? '-'
    : 'number' in reference
      ? reference.number
      : 'short' in reference
        ? `${reference.sure ? '#' : '#?'}${reference.short}`
        : reference.conversation
  return [command.name, named, '|', args, confirmed ? '!' : ''].join(' ').trim()
}

describe('a command in English', () => {
  test.each([
    ['/take CP-20261121-0007', `take ${cp7} |`],
    ['/TAKE cp-20261121-0007', `take ${cp7} |`],
    ['/take 20261121-7', `take ${cp7} |`],
    ['/take cp202611210007', `take ${cp7} |`],
    ['/take 7', 'take #7 |'],
    ['/take #7', 'take #7 |'],
    ['/take 0007', 'take #7 |'],
    ['/take', 'take - |'],
    ['  /take   7  ', 'take #7 |'],
    ['/take@redress_bot CP-20261121-0007', `take ${cp7} |`],
    ['@redress /take 7', 'take #7 |'],
    ['／ｔａｋｅ　＃７', 'take #7 |'],
    ['take CP-20261121-0007', `take ${cp7} |`],
    ['/claim 7', 'take #7 |'],
    ['/assign CP-20261121-0007 wang', `assign ${cp7} | wang`],
    ['/assign wang CP-20261121-0007', `assign ${cp7} | wang`],
    ['/assign 7 wang', 'assign #7 | wang'],
    ['/verdict CP-20261121-0007 founded box crushed', `verdict ${cp7} | founded box crushed`],
    ['/department CP-20261121-0007 quality see batch', `department ${cp7} | quality see batch`],
    ['/dept 7 quality', 'department #7 | quality'],
    ['/level CP-20261121-0007 4 hurt', `level ${cp7} | 4 hurt`],
    ['/level 4 hurt', 'level - | 4 hurt'],
    ['/level 2 4 hurt', 'level #2 | 4 hurt'],
    ['/level 7 4', 'level #7 | 4'],
    ['/answer 5', 'answer - | 5'],
    ['/answer 5 thanks', 'answer - | 5 thanks'],
    ['/answer 2 accept', 'answer #2 | accept'],
    ['/answer 7 5', 'answer #7 | 5'],
    [
      '/propose CP-20261121-0007 refund 300 in full; exchange',
      `propose ${cp7} | refund 300 in full; exchange`,
    ],
    ['/propose CP-20261121-0007\nrefund 300\nexchange', `propose ${cp7} | refund 300\nexchange`],
    ['/approve CP-20261121-0007', `approve ${cp7} |`],
    ['/reject 7 too much', 'reject #?7 | too much'],
    ['/note 3 boxes were broken', 'note #?3 | boxes were broken'],
    ['/note #3 boxes were broken', 'note #3 | boxes were broken'],
    ['/note 3boxes', 'note - | 3boxes'],
    ['/note same as CP-20261121-0003', 'note - | same as CP-20261121-0003'],
    ['/reply CP-20261121-0007 Hello, I am Wang.', `reply ${cp7} | Hello, I am Wang.`],
    ['/reply conversation:web/aB1 hello', 'reply conversation:web/aB1 | hello'],
    ['/done CP-20261121-0007 new one sent', `done ${cp7} | new one sent`],
    ['/final CP-20261121-0007 ordinary wear --yes', `final ${cp7} | ordinary wear !`],
    ['/promise CP-20261121-0007 2026-12-01 parts', `promise ${cp7} | 2026-12-01 parts`],
    ['/list mine overdue', 'list - | mine overdue'],
    ['/mine', 'list - | mine'],
    ['/find 13812345678', 'find - | 13812345678'],
    ['/find 20261121-7', 'find - | 20261121-7'],
    ['/stats week', 'stats - | week'],
    ['/help propose', 'help - | propose'],
    ['/invite wang agent service', 'invite - | wang agent service'],
    ['/pair K7QF2-M9XPA', 'pair - | K7QF2-M9XPA'],
    ['/not-ours 7 transit', 'notours #?7 | transit'],
    ['/bot CP-20261121-0007', `bot ${cp7} |`],
    ['/undo', 'undo - |'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

describe('a command in simplified Chinese', () => {
  test.each([
    ['接单 CP-20261121-0007', `take ${cp7} |`],
    ['接单CP-20261121-0007', `take ${cp7} |`],
    ['/接单 7', 'take #7 |'],
    ['、接单 7', 'take #7 |'],
    ['接单７', 'take #7 |'],
    ['接单　＃７', 'take #7 |'],
    ['受理 20261121-7', `take ${cp7} |`],
    ['指派 CP-20261121-0007 小王', `assign ${cp7} | 小王`],
    ['定性 CP-20261121-0007 不成立 属正常磨损', `verdict ${cp7} | 不成立 属正常磨损`],
    ['/定性不成立 属正常磨损', 'verdict - | 不成立 属正常磨损'],
    ['定性：成立', 'verdict - | 成立'],
    ['转办 CP-20261121-0007 质量部 请查批次', `department ${cp7} | 质量部 请查批次`],
    ['/转办质量部', 'department - | 质量部'],
    ['非我部门 7 运输破损', 'notours #?7 | 运输破损'],
    [
      '方案 CP-20261121-0007 退款300元 全额；换货 换新',
      `propose ${cp7} | 退款300元 全额；换货 换新`,
    ],
    ['批准 CP-20261121-0007', `approve ${cp7} |`],
    ['不批准 CP-20261121-0007 金额不对', `reject ${cp7} | 金额不对`],
    ['驳回 CP-20261121-0007：金额不对', `reject ${cp7} | 金额不对`],
    ['办结 CP-20261121-0007 新机已寄出', `done ${cp7} | 新机已寄出`],
    ['回复 CP-20261121-0007 您好，我是小王。', `reply ${cp7} | 您好，我是小王。`],
    ['备注 已联系仓库', 'note - | 已联系仓库'],
    ['级别 4 有人受伤', 'level - | 4 有人受伤'],
    ['改期 CP-20261121-0007 12月1日 等报告', `promise ${cp7} | 12月1日 等报告`],
    ['代填 CP-20261121-0007 同意', `answer ${cp7} | 同意`],
    ['交还 CP-20261121-0007', `bot ${cp7} |`],
    ['撤回', 'undo - |'],
    ['列表 我的 超时', 'list - | 我的 超时'],
    ['我的工单', 'list - | mine'],
    ['周报', 'stats - | week'],
    ['月报', 'stats - | month'],
    ['查询 13812345678', 'find - | 13812345678'],
    ['详情 7', 'card #7 |'],
    ['帮助', 'help - |'],
    ['最终答复 CP-20261121-0007 正常磨损 --确认', `final ${cp7} | 正常磨损 !`],
    ['绑定 K7QF2-M9XPA', 'pair - | K7QF2-M9XPA'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

describe('a command in traditional Chinese', () => {
  test.each([
    ['接案 CP-20261121-0007', `take ${cp7} |`],
    ['接單 7', 'take #7 |'],
    ['指派 CP-20261121-0007 wang', `assign ${cp7} | wang`],
    ['轉辦 CP-20261121-0007 品質部', `department ${cp7} | 品質部`],
    ['判定 CP-20261121-0007 無法判定', `verdict ${cp7} | 無法判定`],
    ['核准 CP-20261121-0007', `approve ${cp7} |`],
    ['駁回 CP-20261121-0007 金額不對', `reject ${cp7} | 金額不對`],
    ['備註 已聯絡倉庫', 'note - | 已聯絡倉庫'],
    ['回覆 CP-20261121-0007 您好', `reply ${cp7} | 您好`],
    ['聯絡方式 7', 'reveal #7 |'],
    ['查詢 王小明', 'find - | 王小明'],
    ['統計 本週', 'stats - | 本週'],
    ['升級 CP-20261121-0007', `escalate ${cp7} |`],
    ['幫助', 'help - |'],
    ['綁定 K7QF2-M9XPA', 'pair - | K7QF2-M9XPA'],
    ['我是誰', 'who - |'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

describe('talk among colleagues', () => {
  test.each([
    'take a look at this',
    'done with lunch',
    '接单的人在哪',
    '回复一下客户吧',
    '转给质量部了吗',
    '回 来了',
    '批准的话我来办',
    'ok',
    '1',
    '',
    'list of people',
    '完成率不错',
  ])('leaves "%s" alone', (text) => {
    expect(read(text)).toBe('words')
  })
})

describe('an answer to a card', () => {
  test.each([
    ['接', 'take - |'],
    ['take', 'take - |'],
    ['批准', 'approve - |'],
    ['approve', 'approve - |'],
    ['定性 成立', 'verdict - | 成立'],
    ['/note he is angry', 'note - | he is angry'],
    ['回 您好', 'reply - | 您好'],
    ['note that he is angry', 'words'],
    ['reply tomorrow', 'words'],
    ['仓库说明天到', 'words'],
  ])('reads %s', (text, expected) => {
    expect(read(text, true)).toBe(expected)
  })
})

describe('a name that is mistyped', () => {
  test.each([
    ['/tkae CP-20261121-0007', 'take'],
    ['/aprove 7', 'approve'],
    ['/aproove 7', 'approve'],
    ['/depatment 7 quality', 'department'],
    ['/escal 7', 'escalate'],
    ['/接丹 7', 'take'],
    ['/批淮 7', 'approve'],
    ['/備住 x', 'note'],
    ['/統記', 'stats'],
    ['aprove CP-20261121-0007', 'approve'],
    ['接丹 CP-20261121-0007', 'take'],
  ])('suggests for %s', (text, expected) => {
    const parsed = parseCommand(text)
    expect(parsed).toMatchObject({ kind: 'unknown' })
    expect(parsed.kind === 'unknown' && parsed.suggestions).toContain(expected)
  })

  it('suggests nothing where nothing is near', () => {
    expect(parseCommand('/refundeverything now')).toEqual({
      kind: 'unknown',
      word: 'refundeverything',
      rest: 'now',
      suggestions: [],
    })
  })

  it('does not take a short name for the start of a longer word', () => {
    expect(read('/回访 CP-20261121-0007')).toMatch(/^\?/)
  })
})

describe('words alone with the desk', () => {
  test.each([
    ['list overdue', 'list'],
    ['take 1', 'take'],
    ['undo', 'undo'],
    ['help', 'help'],
  ])('%s is a command without a slash', (text, name) => {
    expect(parseCommand(text, { alone: true })).toMatchObject({ command: { name } })
    expect(parseCommand(text).kind).toBe('words')
  })

  test.each([
    'done, thanks',
    'done',
    'take a look at this',
    'reply to him please',
    '回复不了怎么办',
  ])('%s stays words', (text) => {
    expect(parseCommand(text, { alone: true }).kind).toBe('words')
  })
})
