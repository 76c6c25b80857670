import { randomUUID } from 'node:crypto'
import type { FileRef } from '../../../domain/message.ts'
import { type Db, GridFSBucket } from '../driver.ts'

type Kept = { type: string }

/** Evidence, in GridFS: the pieces first, then the document that names them, so that a file that is there is whole. */
export function createFiles(db: Db) {
  const bucket = new GridFSBucket(db, { bucketName: 'evidence' })

  return {
    async put(
      file: { name: string; type: string; bytes: Uint8Array },
      id: string = randomUUID(),
    ): Promise<FileRef> {
      const { name, type, bytes } = file
      const metadata: Kept = { type }
      const stream = bucket.openUploadStreamWithId(id as never, name, { metadata })
      await new Promise<void>((resolve, reject) => {
        stream.once('finish', resolve).once('error', reject)
        stream.end(bytes)
      })
      return { id, name, type, size: bytes.length }
    },
    async remove(ids: readonly string[]): Promise<void> {
      const some = { $in: ids as never }
      await db.collection('evidence.files').deleteMany({ _id: some })
      await db.collection('evidence.chunks').deleteMany({ files_id: some })
    },
    async file(id: string): Promise<(FileRef & { bytes: Uint8Array }) | undefined> {
      const [kept] = await bucket.find({ _id: id as never }).toArray()
      if (!kept) return undefined
      const pieces: Uint8Array[] = []
      for await (const piece of bucket.openDownloadStream(id as never)) pieces.push(piece)
      const { type } = kept.metadata as Kept
      const bytes = new Uint8Array(Buffer.concat(pieces))
      return { id, name: kept.filename, type, size: kept.length, bytes }
    },
  }
}
