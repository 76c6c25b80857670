import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import type { TestProject } from 'vitest/node'

/** Where the tests find a database, or why they do not. */
export type TestDatabase = { uri: string } | { missing: string }

declare module 'vitest' {
  export interface ProvidedContext {
    mongodb: TestDatabase
  }
}

/**
 * One database server for all tests of a run, a replica set of one, so that it streams changes. Taken from
 * MONGODB_TEST_URI, else started from MONGOMS_SYSTEM_BINARY, a `mongod` on the PATH, or a download. Without any of them
 * the tests are skipped and say why; where CI is set that is a failure.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { MONGODB_TEST_URI, CI } = process.env
  if (MONGODB_TEST_URI) {
    project.provide('mongodb', { uri: MONGODB_TEST_URI })
    return
  }
  try {
    const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mongo-'))
    const server = await startServer(folder)
    project.provide('mongodb', { uri: server.getUri() })
    return async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    }
  } catch (error) {
    const missing = `no MongoDB to test with: ${String(error).split('\n')[0]}; set MONGODB_TEST_URI, or MONGOMS_SYSTEM_BINARY to a mongod`
    if (CI) throw new Error(missing)
    console.warn(missing)
    project.provide('mongodb', { missing })
  }
}

/** In memory, where the machine has such a disk: what a crash of the server does is tried on real ones. */
async function startServer(dbPath: string): Promise<MongoMemoryReplSet> {
  return await MongoMemoryReplSet.create({
    replSet: { count: 1, storageEngine: 'wiredTiger' },
    instanceOpts: [{ dbPath }],
    ...systemBinary(),
  })
}

/** The server's program on this machine; without one it is downloaded. */
export function systemBinary(): { binary?: { systemBinary: string } } {
  const found = process.env.MONGOMS_SYSTEM_BINARY || mongodOnPath()
  return found ? { binary: { systemBinary: found } } : {}
}

function mongodOnPath(): string | undefined {
  try {
    return execFileSync('which', ['mongod'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}
