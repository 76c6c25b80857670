#!/usr/bin/env -S node --max-semi-space-size=64 --no-allocation-site-pretenuring
// The command `redress` of the installed package: `redress` starts the desk, `redress chat` the terminal, and `redress doctor`,
// `redress backup` and so on are what `npm run` has in a clone.
import './prepare.mjs'

const [first = '-'] = process.argv.slice(2)
if (first.startsWith('-')) await import('../dist/src/main.js')
else if (first !== 'chat') await import('../dist/src/operate/main.js')
else {
  process.argv.splice(2, 1)
  await import('../dist/src/chat/main.js')
}
