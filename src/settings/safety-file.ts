import { z } from 'zod'
import { type DangerKind, dangerKinds } from '../domain/danger.ts'
import type { EmergencyNumbers, Safety } from '../domain/safety.ts'
import { notAmong } from './explain-issues.ts'
import { level } from './fields.ts'

const number = z.string().regex(/^[0-9][0-9 -]{1,15}$/)

const numbers: z.ZodType<EmergencyNumbers> = z.strictObject({
  fire: number,
  police: number,
  ambulance: number,
  helpline: number,
  fraud: number,
})

/** `safety/regions.yaml`: the numbers to call, by region; `other` for all that do not stand there. */
export const regionsFile = z.strictObject({
  regions: z.object({ other: numbers }).catchall(numbers),
})

/** `safety/kinds.yaml`: every kind of danger once, the gravest first. */
export const kindsFile: z.ZodType<Safety['kinds']> = z
  .strictObject({
    kinds: z.array(z.strictObject({ kind: z.enum(dangerKinds), level, rule: z.string().min(1) })),
  })
  .superRefine(({ kinds }, context) => {
    const known = kinds.map(({ kind }) => kind)
    const lacking = dangerKinds.filter((kind: DangerKind) => !known.includes(kind))
    for (const kind of lacking) {
      context.addIssue({ code: 'custom', path: ['kinds'], params: notAmong(kind, known) })
    }
  })
  .transform(({ kinds }) => kinds)
