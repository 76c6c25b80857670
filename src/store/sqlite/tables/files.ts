import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileRef } from '../../../domain/message.ts'
import type { Db, Prepared } from '../driver.ts'
import type { Job } from '../group-commit.ts'

type Row = FileRef & { hash: string }

/** Evidence: the bytes as files named by their hash, written before the row that names them. */
export function createFiles(db: Db, folder: string) {
  const insert = db.prepare('INSERT INTO files (id, name, type, size, hash) VALUES (?, ?, ?, ?, ?)')
  const one: Prepared<Row> = db.prepare('SELECT * FROM files WHERE id = ?')
  const remove: Prepared<{ hash: string }> = db.prepare(
    'DELETE FROM files WHERE id = ? RETURNING hash',
  )
  const named: Prepared = db.prepare('SELECT 1 FROM files WHERE hash = ? LIMIT 1')
  const reject = db.prepare('INSERT OR IGNORE INTO unwanted (hash) VALUES (?)')
  const unwanted: Prepared<{ hash: string }> = db.prepare('SELECT hash FROM unwanted')
  const settle = db.prepare('DELETE FROM unwanted WHERE hash = ?')
  /** Bytes that are on disk, or about to be, and have no row yet. */
  const arriving = new Map<string, number>()
  const place = (hash: string) => join(folder, hash.slice(0, 2), hash)

  function arrived(hash: string): void {
    const others = (arriving.get(hash) ?? 1) - 1
    if (others > 0) arriving.set(hash, others)
    else arriving.delete(hash)
  }

  return {
    /** Makes the bytes durable; the answer is what remains to be written. */
    async keeping(
      file: { name: string; type: string; bytes: Uint8Array },
      id: string = randomUUID(),
    ): Promise<Job<FileRef>> {
      const hash = createHash('sha256').update(file.bytes).digest('hex')
      arriving.set(hash, (arriving.get(hash) ?? 0) + 1)
      try {
        await keep(join(folder, hash.slice(0, 2)), place(hash), file.bytes)
      } catch (error) {
        arrived(hash)
        throw error
      }
      const ref = { id, name: file.name, type: file.type, size: file.bytes.length }
      return {
        write() {
          insert.run(ref.id, ref.name, ref.type, ref.size, hash)
          return ref
        },
        committed: () => arrived(hash),
      }
    },
    /** Forgets files by id; bytes that nothing names any more are noted, and go with the next sweep. */
    forget(ids: readonly string[]): void {
      for (const id of ids) {
        const hash = remove.get(id)?.hash
        if (hash !== undefined && !named.get(hash)) reject.run(hash)
      }
    },
    /** Removes bytes that nothing names, and the notes of those that are gone. What fails is noted still. */
    async sweep(): Promise<Job<void>> {
      const gone: string[] = []
      for (const { hash } of unwanted.all()) {
        if (arriving.has(hash)) continue
        if (!named.get(hash)) await rm(place(hash), { force: true })
        gone.push(hash)
      }
      return {
        write() {
          for (const hash of gone) settle.run(hash)
        },
      }
    },
    async file(id: string): Promise<(FileRef & { bytes: Uint8Array }) | undefined> {
      const row = one.get(id)
      if (!row) return undefined
      const { hash, ...ref } = row
      return { ...ref, bytes: new Uint8Array(await readFile(place(hash))) }
    },
  }
}

/** The name appears only once all the bytes are on disk, so a file that is there is whole. */
async function keep(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const there = await stat(path).catch(() => undefined)
  if (there?.size === bytes.length) return
  await mkdir(folder, { recursive: true })
  const draft = `${path}.${randomUUID()}`
  try {
    await writeThrough(draft, bytes)
    await rename(draft, path)
    await syncFolder(folder)
    await syncFolder(join(folder, '..'))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx')
  await file.writeFile(bytes)
  await file.sync()
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}
