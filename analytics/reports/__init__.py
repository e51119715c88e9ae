"""Reports as one file that needs no network and no scripts: a person's debrief, and the numbers of a cohort."""
