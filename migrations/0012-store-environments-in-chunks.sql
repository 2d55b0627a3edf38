-- An environment is stored as chunks of consecutive questions, so that it may be larger than memory:
-- whoever plays some of its questions reads the chunks they are in.

CREATE TABLE environment_chunks (
  environment_hash text NOT NULL REFERENCES environments,
  chunk integer NOT NULL CHECK (chunk >= 0),
  question_count integer NOT NULL CHECK (question_count > 0),
  questions jsonb NOT NULL,
  answers jsonb NOT NULL,
  tables bytea NOT NULL,
  normalisation_version integer CHECK (normalisation_version > 0),
  answer_groups bytea CHECK ((answer_groups IS NULL) = (normalisation_version IS NULL)),
  PRIMARY KEY (environment_hash, chunk)
);
-- Ids and token counts hardly compress: skip the attempt on every write and read.
ALTER TABLE environment_chunks ALTER COLUMN tables SET STORAGE EXTERNAL;
COMMENT ON TABLE environment_chunks IS 'Consecutive questions of an environment, whole; chunks are numbered 0, 1, 2 … in the order of their questions.';
COMMENT ON COLUMN environment_chunks.questions IS 'Question texts, for people; controllers never see them.';
COMMENT ON COLUMN environment_chunks.answers IS 'Distinct answers per question; an answer id is an index into its question''s list.';
COMMENT ON COLUMN environment_chunks.tables IS 'Branches, probes and token counts as encoded columns, opaque to the database.';
COMMENT ON COLUMN environment_chunks.normalisation_version IS 'Version of the rules that decided answer_groups, at import.';
COMMENT ON COLUMN environment_chunks.answer_groups IS 'Which answers count as one in normalised mode: question by question, for each answer id the id of the first answer equal to it, 16 bits little-endian; 65535 = no valid answer.';

CREATE TABLE held_out.environment_chunks (LIKE environment_chunks INCLUDING ALL);
ALTER TABLE held_out.environment_chunks
  ADD FOREIGN KEY (environment_hash) REFERENCES held_out.environments;
COMMENT ON TABLE held_out.environment_chunks IS 'As public.environment_chunks, for held-out environments.';

-- Those who play read chunks; everybody else knows environments by their sizes.
GRANT INSERT ON environment_chunks TO autotts_api;
GRANT SELECT ON environment_chunks TO autotts_replay, autotts_held_out;
GRANT SELECT ON held_out.environment_chunks TO autotts_held_out;

-- What was stored whole becomes one chunk.
INSERT INTO environment_chunks
  SELECT content_hash, 0, question_count, questions, answers, tables, normalisation_version, groups
    FROM environments
    LEFT JOIN (SELECT DISTINCT ON (environment_hash) * FROM answer_groups
                ORDER BY environment_hash, normalisation_version DESC) AS newest
           ON newest.environment_hash = content_hash;
INSERT INTO held_out.environment_chunks
  SELECT content_hash, 0, question_count, questions, answers, tables, normalisation_version, groups
    FROM held_out.environments
    LEFT JOIN (SELECT DISTINCT ON (environment_hash) * FROM held_out.answer_groups
                ORDER BY environment_hash, normalisation_version DESC) AS newest
           ON newest.environment_hash = content_hash;
DROP TABLE answer_groups, held_out.answer_groups;

ALTER TABLE golds
  ADD COLUMN chunk integer NOT NULL DEFAULT 0,
  DROP CONSTRAINT golds_pkey,
  DROP CONSTRAINT golds_environment_hash_fkey,
  ADD PRIMARY KEY (environment_hash, chunk),
  ADD FOREIGN KEY (environment_hash, chunk) REFERENCES environment_chunks;
ALTER TABLE golds ALTER COLUMN chunk DROP DEFAULT;
COMMENT ON TABLE golds IS 'The right answer of each question of a chunk, apart from what a controller''s world is built from.';
ALTER TABLE held_out.golds
  ADD COLUMN chunk integer NOT NULL DEFAULT 0,
  DROP CONSTRAINT golds_pkey,
  DROP CONSTRAINT golds_environment_hash_fkey,
  ADD PRIMARY KEY (environment_hash, chunk),
  ADD FOREIGN KEY (environment_hash, chunk) REFERENCES held_out.environment_chunks;
ALTER TABLE held_out.golds ALTER COLUMN chunk DROP DEFAULT;

-- The name of a list of questions: SHA-256 of the texts as a JSON list without white space.
CREATE FUNCTION pg_temp.question_set(questions jsonb) RETURNS text LANGUAGE sql AS $$
  SELECT encode(sha256(convert_to('[' || string_agg(to_json(text)::text, ',' ORDER BY position) || ']', 'UTF8')), 'hex')
    FROM jsonb_array_elements_text(questions) WITH ORDINALITY AS asked (text, position)
$$;
ALTER TABLE environments ADD COLUMN question_set text CHECK (question_set ~ '^[0-9a-f]{64}$');
ALTER TABLE held_out.environments ADD COLUMN question_set text CHECK (question_set ~ '^[0-9a-f]{64}$');
UPDATE environments SET question_set = pg_temp.question_set(questions);
UPDATE held_out.environments SET question_set = pg_temp.question_set(questions);
DROP FUNCTION pg_temp.question_set;
ALTER TABLE environments
  ALTER COLUMN question_set SET NOT NULL,
  DROP COLUMN questions,
  DROP COLUMN answers,
  DROP COLUMN tables;
ALTER TABLE held_out.environments
  ALTER COLUMN question_set SET NOT NULL,
  DROP COLUMN questions,
  DROP COLUMN answers,
  DROP COLUMN tables;
COMMENT ON COLUMN environments.question_set IS 'SHA-256 of its questions: environments of models that answered the same ones share it.';
COMMENT ON COLUMN held_out.environments.question_set IS 'As in public.environments.';
