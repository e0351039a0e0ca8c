import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What members say of the declaration of a text stands in the register alone; whoever asks for it finds it without reading all. */
export class ADeclarationIsFoundAgain20261127020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX register_leaf_text_declared ON ormee.register_leaf (collective_id, index) WHERE type = 'text.declared';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
