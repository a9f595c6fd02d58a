import type { FastifyInstance } from 'fastify';
import { success } from '../envelope';
import type { Service } from '../service';

export function balanceRoute(api: FastifyInstance, service: Service): void {
	api.get('/balance', async () => success({ balance: service.account.balanceUsd }));
}
