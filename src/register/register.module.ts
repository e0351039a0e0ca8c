import { Global, Module } from '@nestjs/common';
import { join } from 'node:path';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Random } from '../platform/random/random.js';
import { ChangesResolver } from './change.graphql.js';
import { Changes } from './changes.js';
import { Checkpoints } from './checkpoints.js';
import { RegisterResolver } from './register.graphql.js';
import { Signer } from './signer.js';

@Global()
@Module({
  providers: [
    {
      provide: Signer,
      inject: [CONFIG, Random],
      useFactory: (config: Config, random: Random) =>
        Signer.open(join(config.dataDir, 'keys', 'signing-key.pem'), random),
    },
    Checkpoints,
    Changes,
    ChangesResolver,
    RegisterResolver,
  ],
  exports: [Signer, Checkpoints],
})
export class RegisterModule {}
