import { expect, test } from "@jest/globals";
import { runCommandLine } from "../command-line.ts";
import { withRecordedApi } from "../recorded-api.ts";
import { SAMPLE_EVALUATION } from "../run/sample-run.ts";

const ARGS = ["held-out", "evaluate", "--controller", "lead-3", "--environment", "toy/held-out"];
const QUEUED = { ...SAMPLE_EVALUATION, state: "queued", verdict: null, look: null };
const POST = "POST /v1/held-out-evaluations";
const GET = `GET /v1/held-out-evaluations/${SAMPLE_EVALUATION.id}`;

test("held-out evaluate asks and shows how far it has come, without waiting", async () => {
  await withRecordedApi({ [POST]: { status: 202, body: QUEUED } }, async (url, received) => {
    const around = { environment: { AUTOTTS_API: url } };
    const { exitCode, stdout } = await runCommandLine(
      [...ARGS, "--beta", "0,1", "--answers", "normalised"],
      around,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain("no look yet\n  queued");
    expect(received.map(({ line, body }) => [line, JSON.parse(body)])).toEqual([
      [
        POST,
        {
          controller: "lead-3",
          baseline: "cmc",
          answers: "normalised",
          environments: ["toy/held-out"],
          betas: [0, 1],
        },
      ],
    ]);
  });
});

test("held-out evaluate --wait shows the verdict with the number of the look", async () => {
  const answers = { [POST]: { status: 202, body: QUEUED }, [GET]: { body: SAMPLE_EVALUATION } };
  await withRecordedApi(answers, async (url) => {
    const around = { environment: { AUTOTTS_API: url } };
    const { exitCode, stdout } = await runCommandLine([...ARGS, "--wait"], around);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/look 3 at these data[^]*\+0[.]4 \[-1[.]0, 2[.]0\] not separated/);
  });
});

test("held-out evaluate says where one question makes up half of a variance; older verdicts do not tell", async () => {
  const { cells, differences } = SAMPLE_EVALUATION.verdict!;
  const [first, ...others] = differences.map((one) => ({ ...one, outlierShare: undefined }));
  const verdict = { cells, differences: [{ ...first, outlierShare: 0.57 }, ...others] };
  const body = { ...SAMPLE_EVALUATION, verdict };
  await withRecordedApi({ [POST]: { status: 202, body } }, async (url) => {
    const { stdout } = await runCommandLine(ARGS, { environment: { AUTOTTS_API: url } });
    expect(stdout).toContain("-1.5 [-3.0, -0.1], one question is 57 % of the variance");
    expect(stdout).toContain("about 90 times in\n100 instead of 95");
  });
});

test("held-out evaluate --wait exits with 1 when the evaluation fails, and says why", async () => {
  const failed = { ...QUEUED, state: "failed", reason: "there is no such environment" };
  const answers = { [POST]: { status: 202, body: QUEUED }, [GET]: { body: failed } };
  await withRecordedApi(answers, async (url) => {
    const around = { environment: { AUTOTTS_API: url } };
    const { exitCode, stdout } = await runCommandLine([...ARGS, "--wait", "--json"], around);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ state: "failed", reason: failed.reason });
  });
});
