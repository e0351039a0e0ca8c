import { Module } from '@nestjs/common';
import { AppealResolver } from './appeal.graphql.js';
import { CosignedTextsResolver } from './cosigned.graphql.js';
import { OwnSignatureActs } from './own-signature.acts.js';
import { SignatureActs } from './signature.acts.js';
import { SignaturesResolver } from './signature.graphql.js';

@Module({
  providers: [AppealResolver, CosignedTextsResolver, SignaturesResolver, SignatureActs, OwnSignatureActs],
})
export class AppealModule {}
