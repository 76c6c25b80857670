import { expect, it } from 'vitest'
import { readPage } from '../../support/documents.ts'

it('the README says the same in both languages: the same headings, blocks, pictures and tables', () => {
  const shape = (text: string) => ({
    headings: [...text.matchAll(/^(#+) /gm)].map((match) => match[1]),
    blocks: [...text.matchAll(/^```\w*\n[\s\S]*?^```/gm)].map((match) => match[0].split('\n')[0]),
    pictures: [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1]),
    tables: [...text.matchAll(/^\|[ :|-]+\|$/gm)].length,
    rows: [...text.matchAll(/^\|/gm)].length,
    points: [...text.matchAll(/^(?:- |\d+\. )/gm)].length,
  })
  expect(shape(readPage('README.zh-CN.md'))).toEqual(shape(readPage('README.md')))
})
