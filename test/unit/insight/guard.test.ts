import { describe, expect, it } from 'vitest'
import { createGuard } from '../../../src/insight/guard.ts'
import { lexicon } from '../../support/insight.ts'

const { findPromise, findBadManners } = createGuard(lexicon)

describe('the guard on what staff promise', () => {
  it.each([
    '我们会给您退款的',
    '可以为您全额退款',
    '這邊會幫您退費',
    '钱今天就退给您',
    '退您200元',
    '我们赔您一个新的',
    '给您赔偿500元',
    '可以申请补偿您一点损失',
    '医药费由我们承担',
    '送您一张代金券',
    '给您发一张优惠券',
    '赠送一个小礼物',
    '这次给您免单',
    '可以给您打八折',
    '返现20元给您',
    '给您便宜一点',
    '维修费就免了',
    '给您转50块钱',
    '假一赔十',
    'We will refund you in full',
    'You will get your money back',
    'I can offer you a voucher',
    'we will compensate you for the damage',
    'there is a 20% off for you',
    'The repair is free of charge',
    'WE WILL REFUND YOU',
    '給您折扣',
    '您申请的退款单号我查到了，明天就给您退款',
  ])('stops "%s"', (text) => {
    expect(findPromise(text)?.rule).toMatch(/^P-/)
  })

  it.each([
    '您申请的退款单号方便告诉我吗？',
    '请问您是否收到退款？',
    '您收到退款了吗',
    '您好，我是小王，这件事由我来跟进',
    '您要求退款的诉求我已经记下来了',
    '目前还不能承诺退款，我们先核实情况',
    '我们周三前给您答复',
    '师傅明天上午十点上门检查',
    '请您把照片发给我看看',
    '给您送货的快递员姓什么呢？',
    '您使用的优惠券是哪一张呢？',
    '我们已经安排同事上门取件',
    '可以拨打我们的免费热线',
    'Did you receive the refund?',
    'Could you send me your refund request number?',
    'We cannot promise a refund yet',
    'I am looking into it and will write to you on Friday',
    'Would you prefer a refund or a replacement?',
  ])('lets "%s" pass', (text) => {
    expect(findPromise(text)).toBeUndefined()
  })

  it('shows the words as they were written', () => {
    expect(findPromise('放心，我們會全額退款給您')).toEqual({
      rule: 'P-refund',
      words: expect.stringMatching(/退款/),
    })
  })
})

describe('the guard on manners', () => {
  it.each([
    ['请等一下，我查查', 'B-wait'],
    ['请您稍等', 'B-wait'],
    ['Please wait', 'B-wait'],
    ['這是我們同事的錯', 'B-blame-colleague'],
    ['都怪仓库弄错了', 'B-blame-colleague'],
    ['这个不归我管', 'B-blame-colleague'],
    ['不行不行', 'B-refuse-rudely'],
    ['你别做梦了！', 'B-refuse-rudely'],
    ['你去告吧', 'B-refuse-rudely'],
    ['我不是已经给你解决了吗，你干嘛还不满意？', 'B-why-still'],
    ['您到底想怎么样', 'B-why-still'],
    ['我也没见过你这样的客户', 'B-blame-customer'],
    ['别人什么事都没有，怎么就你这么多事呀？', 'B-blame-customer'],
    ['是您自己操作不当', 'B-blame-customer'],
    ['calm down', 'B-blame-customer'],
    ['神经病', 'B-insult'],
  ])('stops "%s"', (text, rule) => {
    expect(findBadManners(text)?.rule).toBe(rule)
  })

  it.each([
    '您好，给您添麻烦了，我来跟进这件事',
    '谢谢您告诉我们，我们会改进',
    '这件事我转给质量部的同事核实',
    '我理解您的心情',
    'Thank you for telling us, I will look into it today',
    '很抱歉让您久等了',
    '师傅会先打电话再上门',
  ])('lets "%s" pass', (text) => {
    expect(findBadManners(text)).toBeUndefined()
  })
})
