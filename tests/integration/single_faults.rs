//! The example with one fault at a time: each is found by the rule meant for it, at its line, and by no other; where a second
//! finding is right, the table says why. `cargo test single_faults -- --nocapture` prints the table; `SEED=7` orders it otherwise.

use std::fmt::Write as _;

use rayon::prelude::*;
use supervision::reading::Reading;
use supervision::store::Snapshot;

use crate::example::{self, EDITS, UNKNOWN_WORDS};
use crate::oracle::chance::Chance;

/// What is done to a file.
#[derive(Clone, Copy)]
enum Change {
    /// It is taken away.
    Gone,
    /// The first occurrence of some words becomes others.
    Words(&'static str, &'static str),
}

/// One fault in one file.
#[derive(Clone, Copy)]
struct Fault {
    family: &'static str,
    /// What somebody did.
    slip: &'static str,
    path: &'static str,
    change: Change,
    /// The one finding that is meant.
    code: &'static str,
    /// In which file it is found.
    found_in: &'static str,
    /// On the line of the first occurrence of this, in the store with the fault.
    at: &'static str,
    /// The codes of what else is rightly found.
    also: &'static [&'static str],
    /// Why that is right.
    because: &'static str,
}

/// Every family of rules, and the form of records.
const FAMILIES: [&str; 8] = [
    "access",
    "agreement",
    "cases",
    "child",
    "file",
    "form",
    "frequency",
    "session",
];

const FAULTS: &[Fault] = &[
    Fault {
        family: "agreement",
        slip: "the agreement is lost",
        path: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        change: Change::Gone,
        code: "agreement-missing",
        found_in: "workers/jo-field/worker.yaml",
        at: "sam-okoro",
        also: &["sign-off-astray"],
        because: "what was signed is kept, whatever else there is",
    },
    Fault {
        family: "agreement",
        slip: "the history is lost",
        path: "workers/jo-field/2-agreement-and-history/2025-09-01-history.md",
        change: Change::Gone,
        code: "history-missing",
        found_in: "workers/jo-field/worker.yaml",
        at: "sam-okoro",
        also: &[],
        because: "",
    },
    Fault {
        family: "agreement",
        slip: "the worker has not signed",
        path: "workers/jo-field/2-agreement-and-history/signoffs/2025-09-01-agreement/1-supervisee.st",
        change: Change::Gone,
        code: "agreement-half-signed",
        found_in: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        at: "jo-field",
        also: &[],
        because: "",
    },
    Fault {
        family: "agreement",
        slip: "changed after both have signed",
        path: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        change: Change::Words("recording-days: 5", "recording-days: 6"),
        code: "agreement-changed-after-signing",
        found_in: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        at: "revision: 1",
        also: &[],
        because: "",
    },
    Fault {
        family: "agreement",
        slip: "words changed after both have signed",
        path: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        change: Change::Words("## Cancellation\n", "## Cancellation\n\nNobody cancels.\n"),
        code: "agreement-changed-after-signing",
        found_in: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        at: "revision: 1",
        also: &[],
        because: "",
    },
    Fault {
        family: "agreement",
        slip: "the history is not talked over",
        path: "workers/jo-field/2-agreement-and-history/2025-09-01-history.md",
        change: Change::Words("discussed: 2025-09-04\n", ""),
        code: "history-undiscussed",
        found_in: "workers/jo-field/2-agreement-and-history/2025-09-01-history.md",
        at: "2025-09-01",
        also: &[],
        because: "",
    },
    Fault {
        family: "agreement",
        slip: "its review is not entered",
        path: "workers/jo-field/4-pdr/2026-08-26-pdr.md",
        change: Change::Words(
            "agreement-reviewed:\n  agreement: jo-field/2-agreement-and-history/2025-09-01-agreement\n  on: 2026-08-26\n",
            "",
        ),
        code: "agreement-review-overdue",
        found_in: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        at: "2025-09-01",
        also: &[],
        because: "",
    },
    Fault {
        family: "agreement",
        slip: "the supervisor has not signed",
        path: "workers/amira-shah/2-agreement-and-history/signoffs/2025-09-01-agreement/1-supervisor.st",
        change: Change::Gone,
        code: "agreement-half-signed",
        found_in: "workers/amira-shah/2-agreement-and-history/2025-09-01-agreement.md",
        at: "sam-okoro",
        also: &[],
        because: "",
    },
    Fault {
        family: "frequency",
        slip: "the last session is not there",
        path: "workers/sam-okoro/3-supervision/2026-10-07.md",
        change: Change::Gone,
        code: "session-overdue",
        found_in: "workers/sam-okoro/3-supervision/2026-09-09.md",
        at: "2026-09-09",
        also: &["action-overdue", "action-overdue"],
        because: "the two actions that it went through are open again",
    },
    Fault {
        family: "frequency",
        slip: "a session by somebody else",
        path: "workers/lewis-grant/3-supervision/2026-09-08.md",
        change: Change::Words("supervisor: ", "supervisor: ruth-adeyemi #"),
        code: "session-held-by-another",
        found_in: "workers/lewis-grant/3-supervision/2026-09-08.md",
        at: "ruth-adeyemi",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "written up before it was held",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words("recorded: 2026-10-21", "recorded: 2026-10-20"),
        code: "recorded-before-session",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "2026-10-20",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "written up late",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words("recorded: 2026-10-21", "recorded: 2026-10-30"),
        code: "recorded-late",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "2026-10-30",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "written up on a day to come",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words("recorded: 2026-10-21", "recorded: 2027-10-21"),
        code: "day-in-future",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "2027-10-21",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "an action of no session",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "action: jo-field-2026-08-26-1",
            "action: jo-field-2026-08-26-7",
        ),
        code: "action-unknown",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "jo-field-2026-08-26-7",
        also: &["action-overdue"],
        because: "the action that was meant is still open",
    },
    Fault {
        family: "session",
        slip: "one id for two actions",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words("id: jo-field-2026-10-21-2", "id: jo-field-2026-10-21-1"),
        code: "action-twice",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "jo-field-2026-10-21-1\n    what: Agree",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "an action past its day",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "note: Witness care could not offer a room before the week of 16 November.\n    by-when: 2026-11-18",
            "note: Witness care could not offer a room before the week of 16 November.\n    by-when: 2026-10-28",
        ),
        code: "action-overdue",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "2026-10-28",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "no case reflected on",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words("    reflective: true\n", ""),
        code: "reflection-missing",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "2026-10-21",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "an action for somebody who is nobody",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words("who: sam-okoro", "who: sam-okro"),
        code: "person-unknown",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "sam-okro",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "shared before it was held",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words("shared: 2026-10-22", "shared: 2026-10-12"),
        code: "days-out-of-order",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "2026-10-12\nrecorded",
        also: &[],
        because: "",
    },
    Fault {
        family: "cases",
        slip: "a case left out",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "  - child: c-1055\n    discussion: acknowledged\n    acknowledged-open-by:\n      - supervisor\n      - supervisee\n    stable: true\n    safeguarding-concern: false\n    last-visit-seen: 2026-10-13\n    next-discussion: 2026-11-18\n",
            "",
        ),
        code: "case-unaccounted-for",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "2026-10-21",
        also: &["discussion-overdue"],
        because: "a day was set for its discussion, and it was this one",
    },
    Fault {
        family: "cases",
        slip: "a case acknowledged by one",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "    discussion: acknowledged\n    acknowledged-open-by:\n      - supervisor\n      - supervisee\n",
            "    discussion: acknowledged\n    acknowledged-open-by:\n      - supervisor\n",
        ),
        code: "case-acknowledged-by-one",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "supervisor\n    stable: true",
        also: &[],
        because: "",
    },
    Fault {
        family: "cases",
        slip: "a case of somebody else",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "  - child: c-1078\n",
            "  - child: c-0902\n    discussion: acknowledged\n    acknowledged-open-by: [supervisor, supervisee]\n    stable: true\n    safeguarding-concern: false\n    last-visit-seen: 2026-10-13\n    next-discussion: 2026-11-18\n  - child: c-1078\n",
        ),
        code: "case-not-held",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "c-0902",
        also: &[],
        because: "",
    },
    Fault {
        family: "cases",
        slip: "a child whom nobody knows",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "  - child: c-1078\n",
            "  - child: c-9999\n    discussion: acknowledged\n    acknowledged-open-by: [supervisor, supervisee]\n    stable: true\n    safeguarding-concern: false\n    last-visit-seen: 2026-10-13\n    next-discussion: 2026-11-18\n  - child: c-1078\n",
        ),
        code: "child-unknown",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "c-9999",
        also: &[],
        because: "",
    },
    Fault {
        family: "cases",
        slip: "stable and of concern",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "    stable: true\n    safeguarding-concern: false",
            "    stable: true\n    safeguarding-concern: true",
        ),
        code: "stable-with-concern",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "stable: true\n    safeguarding-concern: true",
        also: &[],
        because: "",
    },
    Fault {
        family: "cases",
        slip: "a discussion past the day set",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "2026-10-13\n    next-discussion: 2026-11-18",
            "2026-10-13\n    next-discussion: 2026-10-28",
        ),
        code: "discussion-overdue",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "2026-10-28",
        also: &[],
        because: "",
    },
    Fault {
        family: "cases",
        slip: "no day set for the next discussion",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "2026-10-13\n    next-discussion: 2026-11-18\n",
            "2026-10-13\n",
        ),
        code: "next-discussion-missing",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "acknowledged\n",
        also: &[],
        because: "",
    },
    Fault {
        family: "cases",
        slip: "a longer interval by who may not",
        path: "workers/amira-shah/3-supervision/2026-09-15.md",
        change: Change::Words("authorised-by: helen-marsh", "authorised-by: sam-okoro"),
        code: "interval-unauthorised",
        found_in: "workers/amira-shah/3-supervision/2026-09-15.md",
        at: "sam-okoro\n      authorised-on",
        also: &["discussion-overdue"],
        because: "without the decision the policy's own interval holds, and it is over",
    },
    Fault {
        family: "cases",
        slip: "a longer interval by nobody",
        path: "workers/amira-shah/3-supervision/2026-09-15.md",
        change: Change::Words("      authorised-by: helen-marsh\n", ""),
        code: "interval-unauthorised",
        found_in: "workers/amira-shah/3-supervision/2026-09-15.md",
        at: "12",
        also: &["discussion-overdue"],
        because: "without the decision the policy's own interval holds, and it is over",
    },
    Fault {
        family: "child",
        slip: "a child's record is lost",
        path: "children/c-1042/supervision/2026-10-21-jo-field.md",
        change: Change::Gone,
        code: "note-missing",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "full",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "not entered on the case system",
        path: "children/c-1042/supervision/2026-10-21-jo-field.md",
        change: Change::Words(
            "case-note:\n  entered-on: 2026-10-22\n  reference: LCS-CN-45253\n",
            "",
        ),
        code: "note-not-entered",
        found_in: "children/c-1042/supervision/2026-10-21-jo-field.md",
        at: "2026-10-22",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "another category than the case has",
        path: "children/c-1042/supervision/2026-10-21-jo-field.md",
        change: Change::Words("category: child-protection-plan", "category: child-in-need"),
        code: "category-differs",
        found_in: "children/c-1042/supervision/2026-10-21-jo-field.md",
        at: "child-in-need",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "another child by number",
        path: "children/c-1042/supervision/2026-10-21-jo-field.md",
        change: Change::Words(
            "The second review conference",
            "The second review conference with c-0902",
        ),
        code: "other-child-named",
        found_in: "children/c-1042/supervision/2026-10-21-jo-field.md",
        at: "c-0902",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "a postcode",
        path: "children/c-1042/supervision/2026-10-21-jo-field.md",
        change: Change::Words("a lively, sometimes", "a lively (S60 2AB), sometimes"),
        code: "personal-identifier",
        found_in: "children/c-1042/supervision/2026-10-21-jo-field.md",
        at: "S60 2AB",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "a telephone number",
        path: "children/c-1042/supervision/2026-10-21-jo-field.md",
        change: Change::Words("a lively, sometimes", "a lively (01709 382121), sometimes"),
        code: "personal-identifier",
        found_in: "children/c-1042/supervision/2026-10-21-jo-field.md",
        at: "01709 382121",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "a part of the worker in the child's record",
        path: "children/c-1042/supervision/2026-10-21-jo-field.md",
        change: Change::Words(
            "## Plan\n",
            "## Reflection and impact\n\nTired.\n\n## Plan\n",
        ),
        code: "part-misplaced",
        found_in: "children/c-1042/supervision/2026-10-21-jo-field.md",
        at: "## Reflection and impact",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "entered in the future",
        path: "children/c-1042/supervision/2026-10-21-jo-field.md",
        change: Change::Words("entered-on: 2026-10-22", "entered-on: 2026-12-22"),
        code: "day-in-future",
        found_in: "children/c-1042/supervision/2026-10-21-jo-field.md",
        at: "2026-12-22",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "a category that ends before it begins",
        path: "children/c-1042/child.yaml",
        change: Change::Words("to: 2026-01-18", "to: 2025-01-18"),
        code: "period-backwards",
        found_in: "children/c-1042/child.yaml",
        at: "2025-01-18",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "two categories on one day",
        path: "children/c-1042/child.yaml",
        change: Change::Words("to: 2026-01-18", "to: 2026-01-25"),
        code: "periods-overlap",
        found_in: "children/c-1042/child.yaml",
        at: "2026-01-19",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "days without a category",
        path: "children/c-1042/child.yaml",
        change: Change::Words("to: 2026-02-08", "to: 2026-02-01"),
        code: "periods-gap",
        found_in: "children/c-1042/child.yaml",
        at: "2026-02-09",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "a category of no pack",
        path: "children/c-1042/child.yaml",
        change: Change::Words(
            "category: child-protection-enquiry",
            "category: child-protection-inquiry",
        ),
        code: "category-unknown",
        found_in: "children/c-1042/child.yaml",
        at: "child-protection-inquiry",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "a sibling whom nobody knows",
        path: "children/c-1042/child.yaml",
        change: Change::Words("  - c-1043", "  - c-9043"),
        code: "child-unknown",
        found_in: "children/c-1042/child.yaml",
        at: "c-9043",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "a worker whom nobody knows",
        path: "children/c-1063/child.yaml",
        change: Change::Words("worker: jo-field", "worker: jo-feild"),
        code: "worker-unknown",
        found_in: "children/c-1063/child.yaml",
        at: "jo-feild",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "a decision by nobody",
        path: "children/c-1042/decisions/2026-01-19.md",
        change: Change::Words("decided-by: sam-okoro", "decided-by: sam-okro"),
        code: "person-unknown",
        found_in: "children/c-1042/decisions/2026-01-19.md",
        at: "sam-okro",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "no checklist",
        path: "workers/jo-field/1-checklist/checklist.yaml",
        change: Change::Gone,
        code: "checklist-missing",
        found_in: "workers/jo-field/worker.yaml",
        at: "jo-field",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "a DBS check run out",
        path: "workers/jo-field/1-checklist/checklist.yaml",
        change: Change::Words("issued: 2025-07-21", "issued: 2022-07-21"),
        code: "renewal-overdue",
        found_in: "workers/jo-field/1-checklist/checklist.yaml",
        at: "2022-07-21",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "an insurance run out",
        path: "workers/jo-field/1-checklist/checklist.yaml",
        change: Change::Words("expires: 2027-08-19", "expires: 2026-09-19"),
        code: "check-expired",
        found_in: "workers/jo-field/1-checklist/checklist.yaml",
        at: "2026-09-19",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "seen before it was issued",
        path: "workers/jo-field/1-checklist/checklist.yaml",
        change: Change::Words("issued: 2025-07-21", "issued: 2025-10-21"),
        code: "days-out-of-order",
        found_in: "workers/jo-field/1-checklist/checklist.yaml",
        at: "2025-09-01",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "seen on a day to come",
        path: "workers/jo-field/1-checklist/checklist.yaml",
        change: Change::Words("seen: 2026-08-26", "seen: 2026-12-26"),
        code: "day-in-future",
        found_in: "workers/jo-field/1-checklist/checklist.yaml",
        at: "2026-12-26",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "a review of the assessed year not held",
        path: "workers/jo-field/worker.yaml",
        change: Change::Words(
            "      due: 2026-08-26\n      held: 2026-08-26\n",
            "      due: 2026-08-26\n",
        ),
        code: "milestone-missed",
        found_in: "workers/jo-field/worker.yaml",
        at: "2026-08-26",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "a role of no pack",
        path: "workers/jo-field/worker.yaml",
        change: Change::Words("role: social-worker", "role: social-wroker"),
        code: "role-unknown",
        found_in: "workers/jo-field/worker.yaml",
        at: "social-wroker",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "employed after the first session",
        path: "workers/jo-field/worker.yaml",
        change: Change::Words(
            "- from: 2025-09-01\n    role",
            "- from: 2025-09-08\n    role",
        ),
        code: "before-employment",
        found_in: "workers/jo-field/3-supervision/2025-09-04.md",
        at: "2025-09-04",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "a line manager whom nobody knows",
        path: "workers/jo-field/worker.yaml",
        change: Change::Words("person: sam-okoro", "person: sam-okro"),
        code: "person-unknown",
        found_in: "workers/jo-field/worker.yaml",
        at: "sam-okro",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "a person with two posts on one day",
        path: "people/dana-wells.yaml",
        change: Change::Words("to: 2026-03-01", "to: 2026-03-02"),
        code: "periods-overlap",
        found_in: "people/dana-wells.yaml",
        at: "2026-03-02\n    role: social-worker\n    team: family-safeguarding-east",
        also: &[],
        because: "",
    },
    Fault {
        family: "access",
        slip: "nobody told the worker",
        path: "workers/amira-shah/8-miscellaneous/2026-08-05-access.yaml",
        change: Change::Words("worker-told: 2026-08-05\n", ""),
        code: "access-untold",
        found_in: "workers/amira-shah/8-miscellaneous/2026-08-05-access.yaml",
        at: "2026-08-05",
        also: &[],
        because: "",
    },
    Fault {
        family: "access",
        slip: "told only on a day to come",
        path: "workers/amira-shah/8-miscellaneous/2026-08-05-access.yaml",
        change: Change::Words("worker-told: 2026-08-05", "worker-told: 2026-12-05"),
        code: "access-untold",
        found_in: "workers/amira-shah/8-miscellaneous/2026-08-05-access.yaml",
        at: "2026-08-05",
        also: &[],
        because: "",
    },
    Fault {
        family: "access",
        slip: "another day than the file is named for",
        path: "workers/amira-shah/8-miscellaneous/2026-08-05-access.yaml",
        change: Change::Words("date: 2026-08-05", "date: 2026-08-06"),
        code: "path-differs",
        found_in: "workers/amira-shah/8-miscellaneous/2026-08-05-access.yaml",
        at: "2026-08-06",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "an action that was done is not entered so",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words(
            "  - action: jo-field-2026-09-23-1\n    outcome: done\n    note: Reflection held 30 September; uploaded on 9 October.\n",
            "",
        ),
        code: "action-overdue",
        found_in: "workers/jo-field/3-supervision/2026-09-23.md",
        at: "2026-10-21\ninterruptions",
        also: &[],
        because: "",
    },
    Fault {
        family: "session",
        slip: "the next session before this one",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        change: Change::Words("next-session: 2026-11-18", "next-session: 2026-10-11"),
        code: "days-out-of-order",
        found_in: "workers/jo-field/3-supervision/2026-10-21.md",
        at: "2026-10-11",
        also: &[],
        because: "",
    },
    Fault {
        family: "frequency",
        slip: "a mentor in a session without that type",
        path: "workers/jo-field/3-supervision/2026-09-23.md",
        change: Change::Words("supervisor: sam-okoro", "supervisor: mei-lin-carter"),
        code: "session-held-by-another",
        found_in: "workers/jo-field/3-supervision/2026-09-23.md",
        at: "mei-lin-carter",
        also: &[],
        because: "",
    },
    Fault {
        family: "frequency",
        slip: "a mentor for whom the agreement has ended",
        path: "workers/jo-field/3-supervision/2026-09-23.md",
        change: Change::Words(
            "supervisor: sam-okoro\ndate: 2026-09-23\nplanned: 2026-09-23\nstart: \"09:30\"\nminutes: 85\nplace: Meeting room 2, Eastgate House\nstatus: held\ntype: individual",
            "supervisor: mei-lin-carter\ndate: 2026-09-23\nplanned: 2026-09-23\nstart: \"09:30\"\nminutes: 85\nplace: Meeting room 2, Eastgate House\nstatus: held\ntype: mentor",
        ),
        code: "mentor-without-arrangement",
        found_in: "workers/jo-field/3-supervision/2026-09-23.md",
        at: "mei-lin-carter",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "closed before it was opened",
        path: "children/c-1063/child.yaml",
        change: Change::Words("closed: 2026-05-29", "closed: 2024-05-29"),
        code: "period-backwards",
        found_in: "children/c-1063/child.yaml",
        at: "2024-05-29",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "a child's record by a supervisor whom nobody knows",
        path: "children/c-1042/supervision/2026-10-21-jo-field.md",
        change: Change::Words("supervisor: sam-okoro", "supervisor: sam-okro"),
        code: "person-unknown",
        found_in: "children/c-1042/supervision/2026-10-21-jo-field.md",
        at: "sam-okro",
        also: &[],
        because: "",
    },
    Fault {
        family: "child",
        slip: "one day without a category",
        path: "children/c-1042/child.yaml",
        change: Change::Words("to: 2026-01-18", "to: 2026-01-17"),
        code: "periods-gap",
        found_in: "children/c-1042/child.yaml",
        at: "2026-01-19",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "registration not renewed",
        path: "workers/jo-field/1-checklist/checklist.yaml",
        change: Change::Words("renewed: 2025-11-18", "renewed: 2024-11-18"),
        code: "renewal-overdue",
        found_in: "workers/jo-field/1-checklist/checklist.yaml",
        at: "2024-11-18",
        also: &[],
        because: "",
    },
    Fault {
        family: "file",
        slip: "a review held on a day to come",
        path: "workers/jo-field/worker.yaml",
        change: Change::Words("held: 2026-08-26", "held: 2026-12-26"),
        code: "day-in-future",
        found_in: "workers/jo-field/worker.yaml",
        at: "2026-12-26",
        also: &[],
        because: "",
    },
    Fault {
        family: "agreement",
        slip: "the agreement names another supervisor",
        path: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        change: Change::Words("supervisor: sam-okoro", "supervisor: helen-marsh"),
        code: "agreement-missing",
        found_in: "workers/jo-field/worker.yaml",
        at: "sam-okoro",
        also: &[],
        because: "",
    },
    Fault {
        family: "agreement",
        slip: "a policy read after the signature",
        path: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        change: Change::Words(
            "induction-policy: 2025-09-01",
            "induction-policy: 2025-09-03",
        ),
        code: "agreement-changed-after-signing",
        found_in: "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md",
        at: "revision: 1",
        also: &[],
        because: "",
    },
];

/// Of the faults in form, those by which more is found, with the codes and why.
const MORE_OF_FORM: [(&str, &[&str], &str); 3] = [
    (
        "another day than the file's",
        &[
            "note-missing",
            "note-missing",
            "note-missing",
            "note-without-session",
            "note-without-session",
            "note-without-session",
            "recorded-before-session",
        ],
        "the session is read as of the day that it gives, on which the children's records tell of none",
    ),
    (
        "a pack misspelt",
        &["clause-unknown", "clause-unknown", "pack-beneath-missing"],
        "the pack that is laid over it lacks what it stands on",
    ),
    (
        "a pack beneath that is none",
        &[
            "agreement-looser-than-policy",
            "clause-unknown",
            "clause-unknown",
            "session-overdue",
        ],
        "nothing is laid over the policy any more, so what it loosened is asked again",
    ),
];

/// The faults with those in the form of a record, which have their own table for the words of the help.
fn all() -> Vec<Fault> {
    let of_form = EDITS.iter().chain(UNKNOWN_WORDS).map(|edit| {
        let more = MORE_OF_FORM.iter().find(|(slip, ..)| *slip == edit.slip);
        let (_, also, because) = more.copied().unwrap_or((edit.slip, &[], ""));
        Fault {
            family: "form",
            slip: edit.slip,
            path: edit.path,
            change: Change::Words(edit.from, edit.to),
            code: edit.code,
            found_in: edit.path,
            at: edit.at,
            also,
            because,
        }
    });
    FAULTS.iter().copied().chain(of_form).collect()
}

/// Another order for each seed.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut chance = Chance::new(seed);
    for last in (1..items.len()).rev() {
        let among = u64::try_from(last + 1).expect("a small number");
        let chosen = usize::try_from(chance.below(among)).expect("a small number");
        items.swap(last, chosen);
    }
}

/// The line of the table for a fault, and what is wrong with how it is found.
fn find(whole: &[(String, String)], fault: &Fault) -> (String, Option<String>) {
    let mut files = whole.to_vec();
    let index = files.iter().position(|(path, _)| path == fault.path);
    let index = index.unwrap_or_else(|| panic!("the example has {}", fault.path));
    match fault.change {
        Change::Gone => drop(files.remove(index)),
        Change::Words(from, to) => {
            let text = &mut files[index].1;
            assert!(text.contains(from), "{}: choose other words", fault.slip);
            *text = text.replacen(from, to, 1);
        }
    }
    let text = files.iter().find(|(path, _)| path == fault.found_in);
    let (line, _) = example::place_of(&text.expect("the file is there").1, fault.at);
    let reading = Reading::of(Snapshot::from_files(files), None, example::another_day());
    let found = example::verdict(&reading).findings;
    let mut others = Vec::new();
    let mut meant = 0;
    for finding in &found {
        let (path, place) = example::position(&reading.sources, finding);
        let is_here = path == fault.found_in && place.line == line;
        match is_here && finding.code.name() == fault.code {
            true => meant += 1,
            false => others.push(finding.code.name()),
        }
    }
    others.sort_unstable();
    let row = format!(
        "| {} | {} | `{}` | {}:{line} | {} |",
        fault.family, fault.slip, fault.code, fault.found_in, fault.because
    );
    let is_right = meant == 1 && others == fault.also;
    let wrong = (!is_right).then(|| {
        format!(
            "{}: {}: wanted {}:{line}: {} and {:?}, found\n{}",
            fault.family,
            fault.slip,
            fault.found_in,
            fault.code,
            fault.also,
            example::spoken(&reading.sources, &found)
        )
    });
    (row, wrong)
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the table is for whoever runs the test with --nocapture"
)]
fn each_single_fault_is_found_by_the_rule_meant_for_it_and_by_no_other() {
    let whole = example::files();
    let seed = std::env::var("SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or(20_261_102);
    let mut faults = all();
    shuffle(&mut faults, seed);
    let judged: Vec<(String, Option<String>)> =
        faults.par_iter().map(|fault| find(&whole, fault)).collect();
    let mut table = format!(
        "{} single faults, seed {seed}\n| family | fault | found as | where | why more is found |\n",
        faults.len()
    );
    for (row, _) in &judged {
        writeln!(table, "{row}").expect("a string takes what it is given");
    }
    println!("{table}");
    let wrong: Vec<String> = judged.into_iter().filter_map(|(_, wrong)| wrong).collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n\n{}",
        wrong.len(),
        faults.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn the_single_faults_are_of_every_family_and_at_least_eighty() {
    let faults = all();
    assert!(faults.len() >= 80, "only {}", faults.len());
    let mut families: Vec<&str> = faults.iter().map(|fault| fault.family).collect();
    families.sort_unstable();
    families.dedup();
    assert_eq!(families, FAMILIES);
    let mut slips: Vec<(&str, &str)> = faults
        .iter()
        .map(|fault| (fault.family, fault.slip))
        .collect();
    slips.sort_unstable();
    slips.dedup();
    assert_eq!(slips.len(), faults.len(), "each fault is named once");
    for fault in &faults {
        assert_eq!(
            fault.also.is_empty(),
            fault.because.is_empty(),
            "{}: more than one finding has its reason",
            fault.slip
        );
    }
}
