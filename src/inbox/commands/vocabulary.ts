import type { Role } from '../../domain/person.ts'
import type { Remedy, TicketState, Verdict, Way } from '../../domain/ticket.ts'
import type { Locale } from '../../domain/wording.ts'
import type { Period } from '../../reports/period.ts'
import { vocabulary } from '../command-words.ts'

export const verdictWords = vocabulary<Verdict>({
  founded: 'founded valid true justified 成立 属实 全部成立 有责',
  partly: 'partly partial partially 部分成立 部分属实 部分',
  unfounded: 'unfounded not_founded invalid unjustified 不成立 不属实 无责',
  undetermined: 'undetermined unclear unknown 无法判定 无法认定 无法确定 判不了 难以判定',
})

export const remedyWords = vocabulary<Remedy>({
  refund: 'refund money_back 退款 全额退款 部分退款 退钱 退费 返还',
  return: 'return 退货 退货退款',
  exchange: 'exchange replace replacement swap 换货 换新 更换 调换 换一个 换一件',
  repair: 'repair fix 维修 修理 返修 上门维修',
  discount: 'discount price_cut 折价 折扣 打折 减价 优惠 减免',
  compensation: 'compensation compensate 赔偿 补偿 赔付 赔款',
  redelivery: 'redelivery redeliver reship resend 补发 重发 重新发货 补寄 重新配送',
  apology: 'apology apologise apologize 道歉 致歉 书面道歉 赔礼道歉',
  explanation: 'explanation explain 解释 说明 解释说明',
  gift: 'gift voucher coupon 礼品 赠品 礼物 小礼品 代金券 优惠券',
  other: 'other 其他 其它 另行',
})

export const stateWords = vocabulary<TicketState>({
  received: 'received new unassigned 已受理 待接单 新单 未接',
  investigating: 'investigating investigation 调查中 调查',
  'at department': 'at_department 部门处理中 在部门 待部门',
  proposing: 'proposing 拟定方案 待方案 出方案',
  'awaiting approval': 'awaiting_approval approval 待批准 待审批 待批 待核准',
  'awaiting customer': 'awaiting_customer 待客户 待客户确认 等客户',
  implementing: 'implementing 执行中 实施中 落实中',
  'follow-up': 'follow-up followup follow_up 回访中 回访 待回访',
  refused: 'refused 不成立 已说明',
  'final answer': 'final_answer 最终答复 待最终答复',
  closed: 'closed 已办结 办结 已结案 结案 已关闭',
  'not agreed': 'not_agreed 未达成一致 未达成',
  'no answer': 'no_answer 客户未回复 无回复',
  withdrawn: 'withdrawn 已撤诉 撤诉 客户撤回',
})

export const roleWords = vocabulary<Role>({
  agent: 'agent 客服 坐席 专员',
  handler: 'handler 处理人 经办人 经办 部门处理人',
  approver: 'approver 审批人 核准人 审批',
  supervisor: 'supervisor 主管 组长 督导',
  manager: 'manager 经理 负责人',
  auditor: 'auditor 审计 稽核 质检',
  admin: 'admin administrator 管理员',
})

export const localeWords = vocabulary<Locale>({
  'zh-CN': 'zh-cn zh chinese simplified 简体中文 简体 简中 中文',
  'zh-TW': 'zh-tw tw traditional 繁体中文 繁体 繁中',
  en: 'en english 英文 英语',
})

export const periodWords = vocabulary<Period>({
  today: 'today day daily 今天 今日 本日 当日 日报',
  week: 'week weekly this_week 本周 这周 周报 周',
  month: 'month monthly this_month 本月 这个月 月报 月',
})

export const decisionWords = vocabulary<'accept' | 'decline'>({
  accept: 'accept accepted agree agreed yes 同意 接受 认可 可以',
  decline: 'decline declined refuse disagree no 不同意 不接受 不认可 拒绝',
})

/** A score of the survey: `5`, `5分`. */
export const scoreForm = /^([1-5])(?:分|\/5)?(?![\d.])/

export const wayWords = vocabulary<Way>({
  phone: 'phone call telephone 电话投诉 电话 来电',
  letter: 'letter post 信件 来信 信函',
  email: 'email e-mail mail 邮件 电子邮件',
  visit: 'visit counter 来访 上门 当面 门店',
  authority: 'authority regulator 监管 主管机关 政府 12315 12345',
  media: 'media press 媒体 记者',
  social: 'social 社交 社交媒体 微博 小红书 抖音 脸书',
})

/** What may stand before the story, each with its value. */
export const loggedFieldWords = vocabulary<'name' | 'phone' | 'outside' | 'due'>({
  name: 'name 姓名 客户',
  phone: 'tel number 手机 联系电话 号码',
  outside: 'ref outside 编号 外部编号 文号',
  due: 'due deadline 期限 时限 外部期限',
})
