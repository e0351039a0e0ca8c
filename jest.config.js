// As in production (see Dockerfile): elsewhere graphql looks, object by object, for a second copy of itself.
process.env.NODE_ENV = 'production';

/** Tests run as ES modules on the sources: npm test sets NODE_OPTIONS=--experimental-vm-modules. */
export default {
  testEnvironment: '<rootDir>/test/world/plain-context.js',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
        },
        module: { type: 'es6' },
      },
    ],
  },
  testMatch: ['<rootDir>/test/**/*.spec.ts', '<rootDir>/src/**/*.spec.ts'],
  globalSetup: '<rootDir>/test/world/global-setup.js',
  setupFiles: ['<rootDir>/test/world/one-seed.js'],
  globalTeardown: '<rootDir>/test/world/global-teardown.js',
  testTimeout: 120_000,
  maxWorkers: 2,
  // What ES modules of past specs leave behind is never let go: after two hundred, a worker had 4.6 GB and did little but look
  // for room. One that has this much is begun anew.
  workerIdleMemoryLimit: '1GB',
};
