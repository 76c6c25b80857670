import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

describe('the documents', () => {
  it('name only paths that exist', () => {
    for (const file of [
      'ARCHITECTURE.md',
      'README.md',
      'README.zh-CN.md',
      'docs/writing-a-flow.md',
      'docs/writing-a-channel.md',
    ]) {
      const paths = [...read(file).matchAll(/`((?:src|flows|test|config|docs)\/[\w./-]*[\w/])`/g)]
      const missing = paths
        .map((match) => match[1]!)
        .filter((path) => !existsSync(join(root, path)))
      expect(missing, file).toEqual([])
    }
  })

  it('say the same in both languages: the same headings, blocks and pictures', () => {
    const shape = (text: string) => ({
      headings: [...text.matchAll(/^(#+) /gm)].map((match) => match[1]),
      blocks: [...text.matchAll(/^```\w*\n[\s\S]*?^```/gm)].map((match) => match[0].split('\n')[0]),
      pictures: [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1]),
      tables: [...text.matchAll(/^\|[ :|-]+\|$/gm)].length,
    })
    expect(shape(read('README.zh-CN.md'))).toEqual(shape(read('README.md')))
  })

  it('name only commands that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const named = ['README.md', 'README.zh-CN.md'].flatMap((file) => [
      ...read(file).matchAll(/npm run (?:-s )?([\w:-]+)/g),
    ])
    expect(named.map((match) => match[1]!).filter((name) => !(name in scripts))).toEqual([])
    expect(named.length).toBeGreaterThan(3)
  })
})
