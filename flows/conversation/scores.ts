export type Score = 1 | 2 | 3 | 4 | 5

/** What people write instead of a number, the plainest word of a scale last: `不满意` holds `满意`. */
const words: readonly (readonly [Score, RegExp])[] = [
  [
    1,
    /(非常|很|十分|太|极其|極其)不[满滿]意|(很|太|极|極)[差烂爛]|[差烂爛]透|very (bad|unhappy|dissatisfied)|terrible|awful/i,
  ],
  [2, /不(太|是很|怎么|怎麼)?[满滿]意|不太好|不行|^差$|\b(bad|unhappy|dissatisfied|poor)\b/i],
  [
    3,
    /一般|凑合|湊合|普通|还行|還行|还可以|還可以|马马虎虎|馬馬虎虎|so-so|average|okay-ish|neutral/i,
  ],
  [
    5,
    /(非常|很|十分|超|特别|特別|相当|相當)(的)?([满滿]意|好|棒)|五星|完美|太好了|very (good|happy|satisfied)|excellent|perfect|great/i,
  ],
  [
    4,
    /[满滿]意|不错|不錯|挺好|蛮好|蠻好|还好|還好|^好(的|评|評)?$|\b(good|happy|satisfied|fine)\b/i,
  ],
]

const named = /(?:^|[^\d.])([1-5１-５])\s*(?:分|星|points?|stars?|\/\s*5|out of 5)/i

/** The score somebody gives in words (`4分`, `还行`, `very good`); undefined where there is none in them. */
export function scoreIn(text: string): Score | undefined {
  const plain = text.normalize('NFKC').trim()
  const digit = /^[1-5]$/.exec(plain)?.[0] ?? named.exec(plain)?.[1]
  if (digit) return Number(digit) as Score
  return words.find(([, said]) => said.test(plain))?.[0]
}
