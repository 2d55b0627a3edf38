CREATE TABLE environments (
  content_hash text PRIMARY KEY CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  name text NOT NULL UNIQUE CHECK (name <> ''),
  synthetic boolean NOT NULL,
  question_count integer NOT NULL CHECK (question_count > 0),
  branch_count integer NOT NULL CHECK (branch_count > 0),
  probe_count integer NOT NULL CHECK (probe_count >= 0),
  interval_tokens_min integer NOT NULL CHECK (interval_tokens_min > 0),
  interval_tokens_max integer NOT NULL CHECK (interval_tokens_max >= interval_tokens_min),
  questions jsonb NOT NULL,
  answers jsonb NOT NULL,
  tables bytea NOT NULL,
  report jsonb NOT NULL,
  imported_at timestamptz(3) NOT NULL DEFAULT now()
);
-- Ids and token counts hardly compress: skip the attempt on every write and read.
ALTER TABLE environments ALTER COLUMN tables SET STORAGE EXTERNAL;
COMMENT ON TABLE environments IS 'Recorded branches and probes of one (model, dataset) pair; never changed once imported.';
COMMENT ON COLUMN environments.content_hash IS 'SHA-256 over everything that decides a cell: the identity of the environment.';
COMMENT ON COLUMN environments.questions IS 'Question texts, for people; controllers never see them.';
COMMENT ON COLUMN environments.answers IS 'Distinct answers per question; an answer id is an index into its question''s list.';
COMMENT ON COLUMN environments.tables IS 'Branches, probes and token counts as encoded columns, opaque to the database.';
COMMENT ON COLUMN environments.report IS 'What the import found.';

CREATE TABLE golds (
  environment_hash text PRIMARY KEY REFERENCES environments,
  answers jsonb NOT NULL
);
COMMENT ON TABLE golds IS 'The right answer of each question, apart from what a controller''s world is built from.';

CREATE TABLE held_out.environments (LIKE environments INCLUDING ALL);
COMMENT ON TABLE held_out.environments IS 'As public.environments, for data that no search sees.';
CREATE TABLE held_out.golds (LIKE golds INCLUDING ALL);
ALTER TABLE held_out.golds ADD FOREIGN KEY (environment_hash) REFERENCES held_out.environments;
COMMENT ON TABLE held_out.golds IS 'As public.golds, for held-out environments.';

-- The API imports search environments and can therefore write golds; it can't read them back.
GRANT SELECT, INSERT ON environments TO autotts_api;
GRANT SELECT ON environments TO autotts_control, autotts_agents, autotts_replay, autotts_held_out;
GRANT INSERT ON golds TO autotts_api;
GRANT SELECT ON golds TO autotts_replay, autotts_held_out;
GRANT SELECT ON held_out.environments, held_out.golds TO autotts_held_out;
