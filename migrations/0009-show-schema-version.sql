-- The API tells whether the schema is the one its program was written for.
GRANT SELECT ON schema_migrations TO autotts_api;
