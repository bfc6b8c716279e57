//! Who saw a worker's file, and when the worker was told (R14c).

use super::sort::{Fault, LATE, Sort};
use super::walk::Judge;

impl Judge<'_, '_> {
    /// What the records of access say now.
    pub(super) fn access(&mut self) {
        for (worker, file) in &self.now.records.workers {
            for access in &file.accesses {
                let seen = access.data.date.value;
                let told = access.data.worker_told.as_ref().map(|told| told.value);
                let (sort, message) = match told {
                    Some(told) if told <= self.now.today => {
                        let days = seen.days_to(told);
                        if days <= LATE {
                            continue;
                        }
                        let message = format!(
                            "somebody saw the file of {worker} on {}, and {worker} was told {days} days later",
                            seen.in_words()
                        );
                        (Sort::AccessToldLate, message)
                    }
                    _ if seen >= self.now.today => continue,
                    _ => (
                        Sort::AccessUntold,
                        format!(
                            "somebody saw the file of {worker} on {}, and {worker} has not been told",
                            seen.in_words()
                        ),
                    ),
                };
                let path = self.now.sources.file(access.source).path().to_owned();
                self.faults.push(Fault {
                    sort,
                    step: None,
                    path: Some(path),
                    record: Some(access.id.to_string()),
                    message,
                });
            }
        }
    }
}
