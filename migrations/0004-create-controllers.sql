CREATE TABLE controllers (
  hash text PRIMARY KEY CHECK (hash = encode(sha256(convert_to(source, 'UTF8')), 'hex')),
  source text NOT NULL CHECK (octet_length(source) <= 1048576),
  name text,
  idea text,
  origin text NOT NULL CHECK (origin IN ('shipped', 'candidate')),
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
COMMENT ON TABLE controllers IS 'Sources by content: the same text is one row, whoever wrote it, and its text never changes.';
COMMENT ON COLUMN controllers.name IS 'Read from the source by the compile gate, so unknown until it passed.';
COMMENT ON COLUMN controllers.idea IS 'As name: one sentence from the source.';

-- Filling in name and idea is the only change there is.
GRANT SELECT, INSERT, UPDATE (name, idea) ON controllers
  TO autotts_api, autotts_control, autotts_agents, autotts_replay, autotts_held_out;
