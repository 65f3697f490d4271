//! The rows that were not printed, for those who mend them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::bundle::{self, Ledger};
use crate::diagnostics::Diagnostics;
use crate::records::Records;

/// Writes the refused rows of a run as they came, with number and reason; returns how many. Where there are none, a
/// list of an earlier run is taken away.
pub fn write_refused(records: &Records, ledger: &Ledger, path: &Path) -> Result<u64, Diagnostics> {
    let refused = ledger.batches.iter().flat_map(|batch| &batch.refused);
    let reasons: BTreeMap<u32, &str> = refused.map(|entry| (entry.row, entry.reason.as_str())).collect();
    let (Some((first, _)), Some((last, _))) = (reasons.first_key_value(), reasons.last_key_value()) else {
        bundle::discard_file(path);
        return Ok(0);
    };
    let mut list = records.refused_head();
    for row in records.rows()?.within(*first..=*last) {
        let row = row?;
        if let Some(reason) = reasons.get(&row.number) {
            list.push_str(&records.refused_line(&row, reason));
        }
    }
    bundle::write_file(path, list.as_bytes())?;
    Ok(reasons.len() as u64)
}
