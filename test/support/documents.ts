import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** The folder that holds README.md. */
export const projectRoot = join(import.meta.dirname, '../..')

/** Every page somebody may read, from the project's root. */
export const documents: readonly string[] = [
  ...pagesIn('.', false),
  ...['docs', 'flows', 'src', 'test'].flatMap((folder) => pagesIn(folder, true)),
].sort()

export function readPage(file: string): string {
  return readFileSync(join(projectRoot, file), 'utf8')
}

/** A fenced block: its language, its text, and the heading it stands under. */
export type Block = { file: string; language: string; text: string }

export function blocksOf(file: string): Block[] {
  return [...readPage(file).matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', text = '']) => ({ file, language, text }),
  )
}

/** What stands between backticks in a line, outside the blocks. */
export function inlineCodeOf(file: string): string[] {
  return [...withoutBlocks(file).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
}

/** A link or picture to something of this project: `path` from its root, `anchor` without its sign. */
export type Link = { file: string; path: string; anchor: string | undefined }

export function linksOf(file: string): Link[] {
  const targets = [...withoutBlocks(file).matchAll(/\]\(([^()\s]+)\)/g)].map(([, to = '']) => to)
  return targets
    .filter((to) => !/^[a-z]+:/.test(to))
    .map((to) => {
      const [path = '', anchor] = to.split('#')
      const from = path === '' ? file : relative('.', join(dirname(file), decodeURI(path)))
      return { file, path: from, anchor }
    })
}

/** The anchors of a page's headings, as the web pages of git hosts name them. */
export function anchorsOf(file: string): Set<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutBlocks(file).matchAll(/^#+ (.+)$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = words.replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replaceAll(' ', '-')
    for (let n = 0, name = anchor; ; n += 1, name = `${anchor}-${n}`) {
      if (anchors.has(name)) continue
      anchors.add(name)
      break
    }
  }
  return anchors
}

function withoutBlocks(file: string): string {
  return readPage(file).replaceAll(/^```[\s\S]*?^```$/gm, '')
}

function pagesIn(folder: string, deep: boolean): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory() && deep && entry.name !== 'node_modules') return pagesIn(path, true)
    return entry.isFile() && entry.name.endsWith('.md') ? [path] : []
  })
}
