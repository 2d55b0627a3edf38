import { relative } from "node:path";
import process from "node:process";

/**
 * Ends a test run with the line `N passed, N failed`, and `, N skipped` where some were. A test file
 * that could not run at all counts as one failure. Skipped tests are named, so that none is forgotten,
 * unless the caller chose tests by name.
 */
export default class SummaryReporter {
  constructor(globalConfig) {
    this.rootDir = globalConfig.rootDir;
    this.chosenByName = Boolean(globalConfig.testNamePattern);
  }

  onRunComplete(_testContexts, results) {
    const skipped = this.chosenByName ? [] : skippedTests(results);
    for (const { file, title } of skipped) {
      process.stdout.write(`skipped: ${title} (${relative(this.rootDir, file)})\n`);
    }
    // At exit, so that it comes after whatever a global teardown prints.
    process.once("exit", () => process.stdout.write(`${summaryLine(results)}\n`));
  }
}

function skippedTests({ testResults }) {
  return testResults.flatMap((file) =>
    file.testResults
      .filter(({ status }) => status === "pending" || status === "todo")
      .map(({ fullName }) => ({ file: file.testFilePath, title: fullName })),
  );
}

function summaryLine(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  const line = `${results.numPassedTests} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}
