//! Lists of pairs as the rows of an editor, and back.

use crate::spec::{Unit, pair_texts};

/// The pairs of a text: `50@70000,50@3r` is two rows; a lone `70000` has an empty first cell.
///
/// ```
/// use ballast_engine::presentation::{joined_pairs, split_pairs};
/// let rows = split_pairs("50@70000, 3r");
/// assert_eq!(rows, [("50".to_owned(), "70000".to_owned()), (String::new(), "3r".to_owned())]);
/// assert_eq!(joined_pairs(&rows), "50@70000,3r");
/// ```
pub fn split_pairs(text: &str) -> Vec<(String, String)> {
    let pair = |pair: &str| match pair.split_once(['@', '\t']) {
        Some((first, second)) => (first.trim().to_owned(), second.trim().to_owned()),
        None => (String::new(), pair.trim().to_owned()),
    };
    pair_texts(text).into_iter().map(pair).collect()
}

/// The rows with one more to fill in; where the first cell is a share of the whole, what closed everything now closes its
/// part.
///
/// ```
/// use ballast_engine::presentation::{split_pairs, with_another};
/// use ballast_engine::spec::Unit;
/// let rows = with_another(&split_pairs("100@3r"), Unit::Percent);
/// assert_eq!(rows, [("50".to_owned(), "3r".to_owned()), ("50".to_owned(), String::new())]);
/// let fills = with_another(&split_pairs("100@65000"), Unit::Quantity);
/// assert_eq!(fills, [("100".to_owned(), "65000".to_owned()), (String::new(), String::new())]);
/// ```
pub fn with_another(rows: &[(String, String)], first: Unit) -> Vec<(String, String)> {
    let (mut rows, count) = (rows.to_vec(), rows.len() + 1);
    if first != Unit::Percent {
        rows.push((String::new(), String::new()));
        return rows;
    }
    let equal = |count: usize| 100_usize.checked_div(count).unwrap_or_default().to_string();
    let are_equal = rows.iter().all(|(share, _)| share.is_empty() || *share == equal(count - 1));
    if are_equal {
        rows.iter_mut().for_each(|(share, _)| *share = equal(count));
    }
    rows.push((if are_equal { equal(count) } else { String::new() }, String::new()));
    rows
}

/// Rows as one text; those without a second cell are still being typed.
pub fn joined_pairs(rows: &[(String, String)]) -> String {
    let pair = |(first, second): &(String, String)| match (first.trim(), second.trim().replace(',', "")) {
        ("", second) => second,
        (first, second) => format!("{first}@{second}"),
    };
    rows.iter().filter(|(_, second)| !second.trim().is_empty()).map(pair).collect::<Vec<_>>().join(",")
}
