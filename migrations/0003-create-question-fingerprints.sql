-- Keeps a question from being searched on and judged on, without either side reading the other.

CREATE TABLE fingerprint_salt (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  salt bytea NOT NULL
);
COMMENT ON TABLE fingerprint_salt IS 'One secret of this database: without it a fingerprint can''t be guessed from a known question.';
INSERT INTO fingerprint_salt (salt) VALUES (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

CREATE TABLE question_fingerprints (
  fingerprint bytea NOT NULL,
  environment_hash text NOT NULL,
  split text NOT NULL CHECK (split IN ('search', 'held-out')),
  PRIMARY KEY (fingerprint, environment_hash)
);
COMMENT ON TABLE question_fingerprints IS 'Salted hashes of the questions of both splits, white space evened out; no role but the owner reads them.';

CREATE FUNCTION claim_questions(claiming text, environment text, questions text[])
RETURNS integer[]
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  secret bytea;
  prints bytea[];
  taken integer[];
BEGIN
  -- Two imports at once would not see each other's claims.
  PERFORM pg_advisory_xact_lock(hashtextextended('autotts question fingerprints', 0));
  SELECT salt INTO STRICT secret FROM public.fingerprint_salt;
  SELECT array_agg(
           sha256(secret || convert_to(regexp_replace(btrim(text, E' \t\r\n'), '\s+', ' ', 'g'), 'UTF8'))
           ORDER BY position)
    INTO prints
    FROM unnest(questions) WITH ORDINALITY AS asked (text, position);
  SELECT coalesce(array_agg(position - 1 ORDER BY position), '{}')
    INTO taken
    FROM unnest(prints) WITH ORDINALITY AS asked (print, position)
   WHERE EXISTS (SELECT FROM public.question_fingerprints AS known
                  WHERE known.fingerprint = asked.print AND known.split <> claiming);
  IF taken = '{}' THEN
    INSERT INTO public.question_fingerprints (fingerprint, environment_hash, split)
    SELECT print, environment, claiming FROM unnest(prints) AS claimed (print)
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN taken;
END
$$;
COMMENT ON FUNCTION claim_questions IS 'Claims an environment''s questions for one split; returns the indices of those the other split holds, and claims nothing if there are any.';

CREATE FUNCTION claim_search_questions(environment text, questions text[])
RETURNS integer[]
LANGUAGE sql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT public.claim_questions('search', environment, questions) $$;
COMMENT ON FUNCTION claim_search_questions IS 'claim_questions for the one split that the API may import.';

GRANT EXECUTE ON FUNCTION claim_search_questions TO autotts_api;
