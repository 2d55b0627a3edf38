CREATE TABLE cells (
  key text PRIMARY KEY CHECK (key ~ '^[0-9a-f]{64}$'),
  controller_hash text NOT NULL REFERENCES controllers,
  replay_version integer NOT NULL,
  environment_hash text NOT NULL REFERENCES environments,
  beta double precision CHECK (beta BETWEEN 0 AND 1),
  permutation_from integer NOT NULL CHECK (permutation_from >= 0),
  permutation_to integer NOT NULL CHECK (permutation_to > permutation_from),
  answers text NOT NULL CHECK (answers IN ('exact', 'normalised')),
  branches_max integer NOT NULL CHECK (branches_max > 0),
  probe_cost_intervals double precision NOT NULL CHECK (probe_cost_intervals >= 0),
  episode_budget_intervals double precision CHECK (episode_budget_intervals > 0),
  episodes integer NOT NULL CHECK (episodes > 0),
  accuracy double precision NOT NULL CHECK (accuracy BETWEEN 0 AND 1),
  accuracy_low double precision CHECK (accuracy_low BETWEEN 0 AND 1),
  accuracy_high double precision CHECK (accuracy_high BETWEEN accuracy_low AND 1),
  tokens double precision NOT NULL,
  tokens_p50 double precision NOT NULL,
  tokens_p95 double precision NOT NULL,
  critical_path_tokens double precision NOT NULL,
  critical_path_tokens_p50 double precision NOT NULL,
  critical_path_tokens_p95 double precision NOT NULL,
  longest_branch_tokens double precision NOT NULL,
  probes double precision NOT NULL,
  branches_opened double precision NOT NULL,
  branches_pruned double precision NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((accuracy_low IS NULL) = (accuracy_high IS NULL))
);
CREATE INDEX cells_of_controller ON cells (controller_hash, environment_hash);
COMMENT ON TABLE cells IS 'Figures of (controller, environment, beta): a row is complete, and is never computed again in any run.';
COMMENT ON COLUMN cells.key IS 'SHA-256 of the cell''s identity: the columns from controller_hash to episode_budget_intervals.';
COMMENT ON COLUMN cells.accuracy_low IS '95 % interval over questions, with accuracy_high; NULL = too few questions vary.';

CREATE TABLE cell_shards (
  cell_key text NOT NULL CHECK (cell_key ~ '^[0-9a-f]{64}$'),
  question_from integer NOT NULL CHECK (question_from >= 0),
  question_to integer NOT NULL CHECK (question_to > question_from),
  permutation_from integer NOT NULL CHECK (permutation_from >= 0),
  permutation_to integer NOT NULL CHECK (permutation_to > permutation_from),
  columns bytea NOT NULL,
  digest bytea NOT NULL GENERATED ALWAYS AS (sha256(columns)) STORED,
  PRIMARY KEY (cell_key, question_from, question_to, permutation_from, permutation_to)
);
COMMENT ON TABLE cell_shards IS 'Per-episode columns of one part of a cell. Shards come before their cell, hence no foreign key.';
COMMENT ON COLUMN cell_shards.columns IS 'Encoded columns, opaque to the database: one row a shard, not one an episode.';
COMMENT ON COLUMN cell_shards.digest IS 'Two evaluations of the same shard must have the same.';

CREATE TABLE held_out.cells (LIKE cells INCLUDING ALL);
ALTER TABLE held_out.cells
  ADD FOREIGN KEY (controller_hash) REFERENCES controllers,
  ADD FOREIGN KEY (environment_hash) REFERENCES held_out.environments;
COMMENT ON TABLE held_out.cells IS 'As public.cells, on held-out environments.';
CREATE TABLE held_out.cell_shards (LIKE cell_shards INCLUDING ALL);
COMMENT ON TABLE held_out.cell_shards IS 'As public.cell_shards, on held-out environments.';

GRANT SELECT ON cells TO autotts_api, autotts_control, autotts_agents;
GRANT SELECT ON cell_shards TO autotts_control;
GRANT SELECT, INSERT ON cells, cell_shards TO autotts_replay;
GRANT SELECT, INSERT ON held_out.cells, held_out.cell_shards TO autotts_held_out;
