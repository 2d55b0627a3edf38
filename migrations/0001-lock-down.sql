-- Nothing is granted by being created: a table gives PUBLIC nothing, and from here on a function
-- does not either. Every privilege a role has is a GRANT in one of these files.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public
  TO autotts_api, autotts_control, autotts_agents, autotts_replay, autotts_held_out;

CREATE SCHEMA held_out;
COMMENT ON SCHEMA held_out IS 'Data no search ever sees; autotts_held_out alone can enter it.';
GRANT USAGE ON SCHEMA held_out TO autotts_held_out;
