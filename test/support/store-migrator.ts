/*
 * A process of the desk on MongoDB that knows a made-up older form and rewrites what is in it. It prints `rewritten`
 * with the count, and how many are left, each time it is told.
 */
import { writeSync } from 'node:fs'
import { openMongo } from '../../src/store/mongodb/open.ts'
import { formsWithOlder } from './store-older-form.ts'

await openMongo(process.argv[2]!, {
  forms: formsWithOlder,
  onMigrating: ({ done, left }) => writeSync(1, `rewritten ${done} left ${left}\n`),
})
process.stdin.resume()
