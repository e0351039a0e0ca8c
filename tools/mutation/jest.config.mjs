/** The project's own, without the database that no count needs. */
import { fileURLToPath } from 'node:url';
import config from '../../jest.config.js';
import { workshop } from './workshop.mjs';

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

export default {
  ...config,
  globalSetup: undefined,
  globalTeardown: undefined,
  rootDir: workshop,
  maxWorkers: 1,
  testEnvironment: beside('environment.mjs'),
  setupFiles: [beside('properties.mjs')],
  testSequencer: beside('in-turn.mjs'),
};
