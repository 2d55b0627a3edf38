CREATE TABLE runs (
  id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{1,64}$'),
  state text NOT NULL DEFAULT 'queued' CONSTRAINT runs_state CHECK (state IN
    ('queued', 'running', 'paused', 'stopping', 'completed', 'failed', 'cancelled')),
  reason text CONSTRAINT runs_reason CHECK (reason IS NOT NULL OR state NOT IN ('paused', 'completed', 'failed')),
  spec jsonb NOT NULL,
  environments jsonb NOT NULL,
  current_round integer,
  current_stage text CONSTRAINT runs_current_stage CHECK (current_stage IN
    ('resetTemplate', 'propose', 'critique', 'compile', 'evaluate', 'archive')),
  best_round integer,
  best_index integer,
  selection jsonb,
  budget_micro_usd bigint NOT NULL CHECK (budget_micro_usd >= 0),
  spend_micro_usd bigint NOT NULL DEFAULT 0 CHECK (spend_micro_usd >= 0),
  idempotency_key text UNIQUE,
  request_sha256 text CHECK ((request_sha256 IS NULL) = (idempotency_key IS NULL)),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  started_at timestamptz(3),
  finished_at timestamptz(3)
);
CREATE INDEX runs_newest_first ON runs (created_at DESC, id DESC);
COMMENT ON TABLE runs IS 'One discovery run: what was asked for, where it is, what it spent.';
COMMENT ON COLUMN runs.environments IS 'Names and content hashes, pinned when the run was accepted.';
COMMENT ON COLUMN runs.selection IS 'The rule, the runner-up and the margin, once a winner is chosen.';
COMMENT ON COLUMN runs.budget_micro_usd IS 'What model turns may cost; 0 = nothing may be spent.';
COMMENT ON COLUMN runs.spend_micro_usd IS 'Sum of llm_turns.cost_micro_usd; open reservations are not in it.';
COMMENT ON COLUMN runs.request_sha256 IS 'Tells a repeated request from another one under the same key.';

CREATE TABLE rounds (
  run_id text NOT NULL REFERENCES runs,
  round integer NOT NULL CHECK (round >= 0),
  stage text NOT NULL CONSTRAINT rounds_stage CHECK (stage IN
    ('resetTemplate', 'propose', 'critique', 'compile', 'evaluate', 'archive')),
  outcome text CONSTRAINT rounds_outcome CHECK (outcome IN
    ('done', 'rejected', 'crashed', 'timed-out', 'withdrawn')),
  reason text,
  stage_started_at jsonb NOT NULL DEFAULT '{}',
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  finished_at timestamptz(3),
  PRIMARY KEY (run_id, round),
  CHECK ((outcome IS NULL) = (finished_at IS NULL))
);
COMMENT ON TABLE rounds IS 'One pass through the six stages.';
COMMENT ON COLUMN rounds.stage_started_at IS 'When each stage was first entered; revisions re-enter some.';

CREATE TABLE candidates (
  run_id text NOT NULL,
  round integer NOT NULL,
  index integer NOT NULL CHECK (index >= 0),
  stage text NOT NULL CONSTRAINT candidates_stage CHECK (stage IN
    ('resetTemplate', 'propose', 'critique', 'compile', 'evaluate', 'archive')),
  state text NOT NULL DEFAULT 'proposed' CONSTRAINT candidates_state CHECK (state IN
    ('proposed', 'scored', 'rejected', 'crashed', 'timed-out', 'cheated')),
  reason text CONSTRAINT candidates_reason CHECK (reason IS NOT NULL OR state IN ('proposed', 'scored')),
  controller_hash text NOT NULL REFERENCES controllers,
  hypothesis text NOT NULL,
  expected_effect jsonb,
  critiques jsonb NOT NULL DEFAULT '[]',
  prediction_score jsonb,
  selection_score double precision,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, round, index),
  FOREIGN KEY (run_id, round) REFERENCES rounds
);
COMMENT ON TABLE candidates IS 'A controller proposed in a round, with what was expected of it and what came out.';
COMMENT ON COLUMN candidates.expected_effect IS 'The proposer''s prediction in numbers, before the evaluation.';
COMMENT ON COLUMN candidates.prediction_score IS 'That prediction against the result.';

ALTER TABLE runs ADD CONSTRAINT runs_best_candidate
  FOREIGN KEY (id, best_round, best_index) REFERENCES candidates;

CREATE TABLE run_curves (
  run_id text NOT NULL REFERENCES runs,
  controller_hash text NOT NULL REFERENCES controllers,
  curve jsonb NOT NULL,
  PRIMARY KEY (run_id, controller_hash)
);
COMMENT ON TABLE run_curves IS 'What a controller of a run came to on all of its environments together: means over the cells, with intervals.';

CREATE TABLE events (
  run_id text NOT NULL REFERENCES runs,
  seq integer NOT NULL CHECK (seq > 0),
  type text NOT NULL,
  round integer,
  stage text CONSTRAINT events_stage CHECK (stage IN
    ('resetTemplate', 'propose', 'critique', 'compile', 'evaluate', 'archive')),
  payload jsonb NOT NULL DEFAULT '{}',
  dedupe_key text,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, seq),
  UNIQUE (run_id, dedupe_key)
);
COMMENT ON TABLE events IS 'What happened in a run, numbered 1, 2, 3 … without gaps in the order it became visible.';
COMMENT ON COLUMN events.dedupe_key IS 'A retried step tells its event once.';

-- Every worker enters the stages it serves; control alone opens and closes rounds and runs.
GRANT SELECT, INSERT, UPDATE ON runs TO autotts_api;
GRANT SELECT, UPDATE ON runs TO autotts_control;
GRANT SELECT, UPDATE (current_round, current_stage, spend_micro_usd, updated_at) ON runs TO autotts_agents;
GRANT SELECT, UPDATE (current_round, current_stage, updated_at) ON runs TO autotts_replay;
GRANT SELECT ON rounds, candidates TO autotts_api;
GRANT SELECT, INSERT, UPDATE ON rounds, candidates TO autotts_control;
GRANT SELECT, UPDATE (stage, stage_started_at) ON rounds TO autotts_agents, autotts_replay;
GRANT SELECT, INSERT, UPDATE ON candidates TO autotts_agents;
GRANT SELECT, UPDATE ON candidates TO autotts_replay;
GRANT SELECT ON run_curves TO autotts_api, autotts_control, autotts_agents;
GRANT SELECT, INSERT, UPDATE (curve) ON run_curves TO autotts_replay;
GRANT SELECT, INSERT ON events TO autotts_api, autotts_control, autotts_agents, autotts_replay;
