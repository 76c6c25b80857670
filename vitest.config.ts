import { defineConfig } from 'vitest/config'

const project = (name: string, options: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
})

export default defineConfig({
  test: {
    passWithNoTests: false,
    // Much of a test is waiting for a browser, a database, a process: two share two cores well.
    maxWorkers: 2,
    testTimeout: 30_000,
    projects: [
      project('dialogues'),
      project('flows'),
      project('contract', { testTimeout: 120_000 }),
      project('unit'),
      project('mongodb', {
        testTimeout: 120_000,
        hookTimeout: 60_000,
        globalSetup: 'test/support/mongod.ts',
      }),
      project('e2e', { testTimeout: 180_000, hookTimeout: 120_000 }),
    ],
  },
})
