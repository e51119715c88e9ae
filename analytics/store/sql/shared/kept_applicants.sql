-- one row an applicant who keeps their number: everybody up to $cluster_limit applications, every so-many-th beyond it
-- that is enough to see how alike the applications of one person are; the others are counted with a null applicant
select distinct applicant_id as applicant
from timelines
where
    ($applicant is null or applicant_id = $applicant)
    and (applicant_id * 1327217885) % 2147483647 <= 2147483647 * (
        select coalesce($cluster_limit, 50000) / greatest(count(*), 1)
        from timelines
        where $applicant is null or applicant_id = $applicant
    )
