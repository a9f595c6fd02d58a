import type { FastifyInstance } from 'fastify';
import { success } from '../envelope.mts';
import type { Service } from '../service.mts';

export function balanceRoute(api: FastifyInstance, service: Service): void {
	api.get('/balance', async () => success({ balance: service.account.balanceUsd }));
}
