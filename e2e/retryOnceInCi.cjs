// A real n8n, a browser and an encoder on a shared machine: in CI a failed test is run once more, and its
// first failure is printed. Locally every failure counts at once, and the tests in `test/` have no second try.
if (process.env.CI) jest.retryTimes(1, { logErrorsBeforeRetry: true });
