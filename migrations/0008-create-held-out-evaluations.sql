CREATE TABLE held_out_evaluations (
  id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{1,64}$'),
  run_id text REFERENCES runs,
  state text NOT NULL DEFAULT 'queued' CONSTRAINT held_out_evaluations_state CHECK (state IN
    ('queued', 'running', 'completed', 'failed')),
  reason text CHECK (reason IS NOT NULL OR state <> 'failed'),
  spec jsonb NOT NULL,
  verdict jsonb CHECK ((verdict IS NOT NULL) = (state = 'completed')),
  look integer CHECK (look > 0),
  requested_by text NOT NULL,
  idempotency_key text UNIQUE,
  request_sha256 text CHECK ((request_sha256 IS NULL) = (idempotency_key IS NULL)),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  started_at timestamptz(3),
  finished_at timestamptz(3)
);
COMMENT ON TABLE held_out_evaluations IS 'Requests for a verdict on held-out data, and the verdicts: figures and intervals, no question.';
COMMENT ON COLUMN held_out_evaluations.look IS 'The how-manieth look at this data the verdict cost; from held_out.look_log.';

CREATE TABLE held_out.look_log (
  evaluation_id text PRIMARY KEY REFERENCES public.held_out_evaluations,
  requested_by text NOT NULL,
  controller_hashes text[] NOT NULL,
  environment_hashes text[] NOT NULL CHECK (cardinality(environment_hashes) > 0),
  look integer NOT NULL CHECK (look > 0),
  at timestamptz(3) NOT NULL DEFAULT now()
);
COMMENT ON TABLE held_out.look_log IS 'Who looked at which held-out environments with which controllers; written before the first read.';
COMMENT ON COLUMN held_out.look_log.look IS '1 + the earlier looks at any of the same environments.';

GRANT SELECT, INSERT ON held_out_evaluations TO autotts_api, autotts_control;
GRANT UPDATE (state, reason, finished_at) ON held_out_evaluations TO autotts_api, autotts_control;
GRANT SELECT, UPDATE (state, reason, verdict, look, started_at, finished_at) ON held_out_evaluations TO autotts_held_out;
GRANT SELECT, INSERT ON held_out.look_log TO autotts_held_out;
