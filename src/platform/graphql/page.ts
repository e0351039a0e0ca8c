import { Module, type DynamicModule } from '@nestjs/common';
export interface ReadyOperation { readonly name: string; readonly document: string; readonly variables: object }
@Module({})
export class ExplorerModule { static with(_o: { endpoint: string; readyOperations: readonly ReadyOperation[] }): DynamicModule { return { module: ExplorerModule }; } }
