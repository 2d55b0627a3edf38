CREATE TABLE answer_groups (
  environment_hash text NOT NULL REFERENCES environments,
  normalisation_version integer NOT NULL CHECK (normalisation_version > 0),
  groups bytea NOT NULL,
  PRIMARY KEY (environment_hash, normalisation_version)
);
COMMENT ON TABLE answer_groups IS 'Which answers count as one in normalised mode, as decided at import by one version of the rules.';
COMMENT ON COLUMN answer_groups.groups IS 'Question by question, for each answer id the id of the first answer equal to it, 16 bits little-endian; 65535 = no valid answer.';

CREATE TABLE held_out.answer_groups (LIKE answer_groups INCLUDING ALL);
ALTER TABLE held_out.answer_groups ADD FOREIGN KEY (environment_hash) REFERENCES held_out.environments;
COMMENT ON TABLE held_out.answer_groups IS 'As public.answer_groups, for held-out environments.';

GRANT INSERT ON answer_groups TO autotts_api;
GRANT SELECT ON answer_groups TO autotts_replay, autotts_held_out;
GRANT SELECT ON held_out.answer_groups TO autotts_held_out;

-- Cells that claim normalised answers were played with exact ones: there was no other way yet.
DELETE FROM cells WHERE answers = 'normalised';
DELETE FROM held_out.cells WHERE answers = 'normalised';
ALTER TABLE cells ADD COLUMN normalisation_version integer,
  ADD CONSTRAINT cells_normalisation CHECK ((normalisation_version IS NULL) = (answers = 'exact'));
ALTER TABLE held_out.cells ADD COLUMN normalisation_version integer,
  ADD CONSTRAINT cells_normalisation CHECK ((normalisation_version IS NULL) = (answers = 'exact'));
COMMENT ON COLUMN cells.normalisation_version IS 'Version of the rules that answers were normalised by; part of the cell''s identity; NULL for exact answers.';
COMMENT ON COLUMN held_out.cells.normalisation_version IS 'As in public.cells.';
COMMENT ON COLUMN cells.key IS 'SHA-256 of the cell''s identity: the columns from controller_hash to episode_budget_intervals, and normalisation_version.';
COMMENT ON COLUMN held_out.cells.key IS 'As in public.cells.';
