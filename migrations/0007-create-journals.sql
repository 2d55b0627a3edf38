-- Conversations are rebuilt from these tables and hashed: json keeps the text as it was written,
-- where jsonb would reorder keys.

CREATE TABLE llm_turns (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL REFERENCES runs,
  conversation_id text NOT NULL,
  turn integer NOT NULL CHECK (turn >= 0),
  attempt integer NOT NULL CHECK (attempt > 0),
  request_sha256 text NOT NULL CHECK (request_sha256 ~ '^[0-9a-f]{64}$'),
  state text NOT NULL DEFAULT 'reserved' CONSTRAINT llm_turns_state CHECK (state IN
    ('reserved', 'completed', 'failed', 'abandoned')),
  model text NOT NULL,
  reserved_micro_usd bigint NOT NULL CHECK (reserved_micro_usd >= 0),
  cost_micro_usd bigint CHECK (cost_micro_usd >= 0),
  usage json,
  stop_reason text,
  response json,
  provider_request_id text,
  failure text,
  owner text NOT NULL,
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  finished_at timestamptz(3),
  UNIQUE (conversation_id, turn, attempt),
  CONSTRAINT llm_turns_completed CHECK (state <> 'completed' OR (response IS NOT NULL AND cost_micro_usd IS NOT NULL)),
  CONSTRAINT llm_turns_failed CHECK (state <> 'failed' OR (failure IS NOT NULL AND cost_micro_usd IS NOT NULL))
);
CREATE UNIQUE INDEX llm_turns_paid_once ON llm_turns (conversation_id, turn) WHERE state = 'completed';
CREATE INDEX llm_turns_unsettled ON llm_turns (run_id) WHERE cost_micro_usd IS NULL;
COMMENT ON TABLE llm_turns IS 'Every attempt at a model turn: reserved before it is sent, settled after, so that a paid turn is never paid again.';
COMMENT ON COLUMN llm_turns.cost_micro_usd IS 'NULL = not known (yet): the reservation counts in its place.';
COMMENT ON COLUMN llm_turns.owner IS 'Workflow, activity and attempt that sent it, for people.';

CREATE TABLE proposer_requests (
  run_id text NOT NULL,
  round integer NOT NULL,
  request_id text NOT NULL,
  kind text NOT NULL,
  payload json NOT NULL,
  state text NOT NULL DEFAULT 'open' CONSTRAINT proposer_requests_state CHECK (state IN ('open', 'answered')),
  result json,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  answered_at timestamptz(3),
  PRIMARY KEY (run_id, round, request_id),
  FOREIGN KEY (run_id, round) REFERENCES rounds,
  CHECK ((state = 'answered') = (result IS NOT NULL))
);
COMMENT ON TABLE proposer_requests IS 'What a proposer asked in a round and what it was told; the first answer stays.';

GRANT SELECT, INSERT, UPDATE ON llm_turns TO autotts_agents;
GRANT SELECT, INSERT ON proposer_requests TO autotts_agents;
GRANT SELECT, UPDATE (state, result, answered_at) ON proposer_requests
  TO autotts_control, autotts_agents, autotts_replay;
