import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { NewCredential } from '../n8n/credentials.mts';
import { ensureInstallation } from '../n8n/installation.mts';

export interface ReceivedMail {
	from: string;
	to: string;
	subject: string;
	text: string;
	html: string;
	attachments: Array<{ filename?: string; contentType: string; content: Buffer }>;
}

/** An SMTP server that delivers nothing and keeps everything. */
export interface MailServer {
	/** For n8n's Send Email node. */
	credential: NewCredential;
	mails: ReceivedMail[];
	close(): Promise<void>;
}

interface SmtpServer {
	server: { address(): AddressInfo | string | null };
	listen(port: number, host: string, ready: () => void): void;
	close(closed: () => void): void;
}
type NewSmtpServer = new (options: {
	disabledCommands: string[];
	authOptional: boolean;
	onData(stream: NodeJS.ReadableStream, session: unknown, taken: (error?: Error) => void): void;
}) => SmtpServer;

interface Parsed {
	from?: { text: string };
	to?: { text: string };
	subject?: string;
	text?: string;
	html?: string | false;
	attachments: ReceivedMail['attachments'];
}

/** Starts the npm package smtp-server on loopback; mails are read with the parser that n8n brings. */
export async function startMailServer(): Promise<MailServer> {
	const { SMTPServer } = createRequire(import.meta.url)('smtp-server') as {
		SMTPServer: NewSmtpServer;
	};
	const { folder } = await ensureInstallation();
	const { simpleParser } = createRequire(path.join(folder, 'package.json'))('mailparser') as {
		simpleParser(stream: NodeJS.ReadableStream): Promise<Parsed>;
	};
	const mails: ReceivedMail[] = [];
	const server = new SMTPServer({
		disabledCommands: ['STARTTLS', 'AUTH'],
		authOptional: true,
		onData(stream, _session, taken) {
			simpleParser(stream).then((mail) => {
				mails.push({
					from: mail.from?.text ?? '',
					to: mail.to?.text ?? '',
					subject: mail.subject ?? '',
					text: mail.text ?? '',
					html: mail.html || '',
					attachments: mail.attachments,
				});
				taken();
			}, taken);
		},
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.server.address() as AddressInfo;
	return {
		mails,
		credential: {
			name: `SMTP at ${port}`,
			type: 'smtp',
			data: { user: '', password: '', host: '127.0.0.1', port, secure: false, hostName: '' },
		},
		close: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}
