//! The file as a whole: names that name somebody, words of the policy, days and periods in order, section 1 and actions (R13, C5).

mod action_twice;
mod action_unknown;
mod appraisal_overdue;
mod audit_overdue;
mod before_employment;
mod category_unknown;
mod check_expired;
mod checklist_missing;
mod child_unknown;
mod cpd_short;
mod day_in_future;
mod days_out_of_order;
mod milestone_missed;
mod period_backwards;
mod periods_gap;
mod periods_overlap;
mod person_unknown;
mod renewal_overdue;
mod retention_over;
mod role_unknown;
mod worker_unknown;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &person_unknown::PERSON_UNKNOWN,
    &worker_unknown::WORKER_UNKNOWN,
    &child_unknown::CHILD_UNKNOWN,
    &role_unknown::ROLE_UNKNOWN,
    &category_unknown::CATEGORY_UNKNOWN,
    &period_backwards::PERIOD_BACKWARDS,
    &periods_overlap::PERIODS_OVERLAP,
    &periods_gap::PERIODS_GAP,
    &day_in_future::DAY_IN_FUTURE,
    &days_out_of_order::DAYS_OUT_OF_ORDER,
    &before_employment::BEFORE_EMPLOYMENT,
    &checklist_missing::CHECKLIST_MISSING,
    &renewal_overdue::RENEWAL_OVERDUE,
    &check_expired::CHECK_EXPIRED,
    &milestone_missed::MILESTONE_MISSED,
    &appraisal_overdue::APPRAISAL_OVERDUE,
    &audit_overdue::AUDIT_OVERDUE,
    &cpd_short::CPD_SHORT,
    &retention_over::RETENTION_OVER,
    &action_twice::ACTION_TWICE,
    &action_unknown::ACTION_UNKNOWN,
];
