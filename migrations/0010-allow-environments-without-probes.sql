-- Samples with answers only have no probes, and no Δ: theirs is stored as 0.

ALTER TABLE environments
  DROP CONSTRAINT environments_interval_tokens_min_check,
  ADD CHECK (interval_tokens_min >= 0);
ALTER TABLE held_out.environments
  DROP CONSTRAINT environments_interval_tokens_min_check,
  ADD CHECK (interval_tokens_min >= 0);
COMMENT ON COLUMN environments.interval_tokens_min IS 'Smallest Δ of its questions; 0 where only final answers were recorded.';
COMMENT ON COLUMN held_out.environments.interval_tokens_min IS 'Smallest Δ of its questions; 0 where only final answers were recorded.';
