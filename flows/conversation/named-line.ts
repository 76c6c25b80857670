/** How people name a line of the summary when they want it changed. */
const names: readonly (readonly [string, RegExp])[] = [
  ['contact', /联系|聯絡|电话|電話|手机|手機|邮箱|信箱|contact|phone|e-?mail/i],
  ['order', /订单|訂單|order/i],
  ['wish', /期望|诉求|訴求|要求|wish|want/i],
  ['product', /商品|产品|產品|product|item/i],
  ['buyer', /购买人|購買人|谁买|誰買|buyer|bought/i],
  ['affected', /受影响的人|受影響的人|受伤的人|受傷的人|当事人|當事人|affected|for whom/i],
  ['need', /影响|影響|急用|要用|need/i],
  ['when', /时间|時間|日期|date|when/i],
  ['where', /地点|地點|店名|place|where/i],
  ['story', /经过|經過|事情|内容|內容|story|what happened/i],
]

const changes = /改|错|錯|不对|不對|修正|更正|换|換|change|wrong|correct|edit|fix/i

/** The line somebody wants changed without saying how ("改一下联系方式"); undefined where none is named. */
export function namedLine(text: string): string | undefined {
  if (!changes.test(text)) return undefined
  return names.find(([, name]) => name.test(text))?.[0]
}

/** True where the words set something right that was said before. */
export function setsRight(text: string): boolean {
  return changes.test(text)
}
