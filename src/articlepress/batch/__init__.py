"""Many documents: one as a job, jobs on processes and hosts, and what has been done before."""
