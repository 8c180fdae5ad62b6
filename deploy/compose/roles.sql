-- What logs in over the network has a password. Read here, so that it is no argument of a process.
\set ON_ERROR_STOP on
\set job_password `cat /run/secrets/job-password`
ALTER ROLE candlemill_job PASSWORD :'job_password';
