import { readBook } from '../../src/book.ts'
import { createLog } from '../../src/log.ts'
import { openWebDesk } from '../../src/web-desk.ts'
import { tempFolder } from './store-folder.ts'

/** What the pages of a desk with that environment answer to a request. */
export async function answerOfDesk(
  env: Readonly<Record<string, string>>,
  ...request: [path: string | Request, init?: RequestInit]
): Promise<{ status: number; text: string }> {
  await using folder = await tempFolder()
  const { desk, pages } = await openWebDesk({
    book: readBook({ env }),
    folder: folder.path,
    mongodb: undefined,
    log: createLog('silent'),
  })
  try {
    const answer = await pages.request(...request)
    return { status: answer.status, text: await answer.text() }
  } finally {
    await desk.close()
  }
}
