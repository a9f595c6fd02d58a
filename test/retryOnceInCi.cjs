// Real sockets, encoders and an n8n on a shared machine: in CI a failed test is run once more, and its
// first failure is printed. Locally every failure counts at once.
if (process.env.CI) jest.retryTimes(1, { logErrorsBeforeRetry: true });
