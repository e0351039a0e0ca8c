import fc from 'fast-check';

// The same commit says the same twice: chance has its turn in npm run campaign -- properties.
fc.configureGlobal({ seed: Number(process.env.ORMEE_SEED ?? 20261127) });
